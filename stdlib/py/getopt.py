"""Command lines in the manner of C's getopt()."""

import os

__all__ = ["GetoptError", "error", "getopt", "gnu_getopt"]


class GetoptError(Exception):
    """A command line that does not fit; opt is the option it is about."""

    opt = ''
    msg = ''

    def __init__(self, msg, opt=''):
        self.msg = msg
        self.opt = opt
        Exception.__init__(self, msg, opt)

    def __str__(self):
        return self.msg


error = GetoptError


def _listed(longopts):
    return [longopts] if isinstance(longopts, str) else list(longopts)


def getopt(args, shortopts, longopts=[]):
    """([(option, value)], remaining arguments); ends at the first that is no option.

    In shortopts a letter takes a value if ":" follows, may take one if "::" does;
    in longopts a name does if it ends in "=", or "=?".
    """
    opts = []
    longopts = _listed(longopts)
    while args and args[0].startswith('-') and args[0] != '-':
        if args[0] == '--':
            args = args[1:]
            break
        opts, args = _one(opts, args, shortopts, longopts)
    return opts, args


def gnu_getopt(args, shortopts, longopts=[]):
    """getopt() that finds options among other arguments too.

    shortopts may start with "+" (end at the first argument) or "-" (return arguments
    in order, as options without name).
    """
    opts, rest = [], []
    longopts = _listed(longopts)
    in_order = shortopts.startswith('-')
    if in_order:
        shortopts = shortopts[1:]
        stop = False
    elif shortopts.startswith('+'):
        shortopts = shortopts[1:]
        stop = True
    else:
        stop = bool(os.environ.get("POSIXLY_CORRECT"))
    while args:
        if args[0] == '--':
            rest += args[1:]
            break
        if args[0][:2] == '--' or args[0][:1] == '-' and args[0] != '-':
            if in_order and rest:
                opts.append((None, rest))
                rest = []
            opts, args = _one(opts, args, shortopts, longopts)
        elif stop:
            rest += args
            break
        else:
            rest.append(args[0])
            args = args[1:]
    return opts, rest


def _one(opts, args, shortopts, longopts):
    if args[0].startswith('--'):
        return do_longs(opts, args[0][2:], longopts, args[1:])
    return do_shorts(opts, args[0][1:], shortopts, args[1:])


def do_longs(opts, opt, longopts, args):
    """Deal with one --option."""
    opt, equals, value = opt.partition('=')
    if not equals:
        value = None
    has_arg, opt = long_has_args(opt, longopts)
    if has_arg:
        if value is None and has_arg != '?':
            if not args:
                raise GetoptError('option --%s requires argument' % opt, opt)
            value, args = args[0], args[1:]
    elif value is not None:
        raise GetoptError('option --%s must not have an argument' % opt, opt)
    opts.append(('--' + opt, value or ''))
    return opts, args


def long_has_args(opt, longopts):
    """(does it take a value: False, True or '?', the full name) of a name or its beginning."""
    possible = [name for name in longopts if name.startswith(opt)]
    if not possible:
        raise GetoptError('option --%s not recognized' % opt, opt)
    for ending, has_arg in (('', False), ('=', True), ('=?', '?')):
        if opt + ending in possible:
            return has_arg, opt
    if len(possible) > 1:
        raise GetoptError('option --%s not a unique prefix; possible options: %s'
                          % (opt, ", ".join(possible)), opt)
    name = possible[0]
    if name.endswith('=?'):
        return '?', name[:-2]
    if name.endswith('='):
        return True, name[:-1]
    return False, name


def do_shorts(opts, optstring, shortopts, args):
    """Deal with -abc."""
    while optstring != '':
        opt, optstring = optstring[0], optstring[1:]
        has_arg = short_has_arg(opt, shortopts)
        value = ''
        if has_arg:
            if optstring == '' and has_arg != '?':
                if not args:
                    raise GetoptError('option -%s requires argument' % opt, opt)
                optstring, args = args[0], args[1:]
            value, optstring = optstring, ''
        opts.append(('-' + opt, value))
    return opts, args


def short_has_arg(opt, shortopts):
    """Does a letter take a value: False, True or '?'"""
    for i, letter in enumerate(shortopts):
        if opt == letter != ':':
            if not shortopts.startswith(':', i + 1):
                return False
            return '?' if shortopts.startswith('::', i + 1) else True
    raise GetoptError('option -%s not recognized' % opt, opt)
