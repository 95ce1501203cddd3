"""Frames, tracebacks, and the state of functions that are under way."""

import itertools
import sys
import types
from collections import namedtuple
from enum import IntFlag, global_enum

import inspect
from inspect._source import findsource, getfile, getsourcefile

__name__ = 'inspect'

Positions = namedtuple('Positions', 'lineno end_lineno col_offset end_col_offset',
                       defaults=(None,) * 4, module='dis')

ArgInfo = namedtuple('ArgInfo', 'args varargs keywords locals', module='inspect')
Arguments = namedtuple('Arguments', 'args, varargs, varkw', module='inspect')
ClosureVars = namedtuple('ClosureVars', 'nonlocals globals builtins unbound',
                         module='inspect')
_FrameInfo = namedtuple('_FrameInfo', ('frame', 'filename', 'lineno', 'function',
                                       'code_context', 'index'), module='inspect')
_Traceback = namedtuple('_Traceback', 'filename lineno function code_context index',
                        module='inspect')


class Traceback(_Traceback):
    """Where a frame is: file, line, function, source around it."""

    def __new__(cls, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return ('Traceback(filename={!r}, lineno={!r}, function={!r}, '
                'code_context={!r}, index={!r}, positions={!r})'.format(*self, self.positions))


class FrameInfo(_FrameInfo):
    """A frame and where it is."""

    def __new__(cls, frame, filename, lineno, function, code_context, index, *, positions=None):
        self = super().__new__(cls, frame, filename, lineno, function, code_context, index)
        self.positions = positions
        return self

    def __repr__(self):
        return ('FrameInfo(frame={!r}, filename={!r}, lineno={!r}, function={!r}, '
                'code_context={!r}, index={!r}, positions={!r})'.format(*self, self.positions))


def _get_code_position(code, instruction_index):
    if instruction_index < 0:
        return None, None, None, None
    return next(itertools.islice(code.co_positions(), instruction_index // 2, None))


def getframeinfo(frame, context=1):
    """A Traceback for a frame or traceback, with `context` lines of source."""
    if inspect.istraceback(frame):
        lasti, lineno = frame.tb_lasti, frame.tb_lineno
        frame = frame.tb_frame
    elif inspect.isframe(frame):
        lasti, lineno = frame.f_lasti, frame.f_lineno
    else:
        raise TypeError('{!r} is not a frame or traceback object'.format(frame))
    positions = _get_code_position(frame.f_code, lasti)
    if positions[0] is None:
        positions = (lineno, *positions[1:])
    lineno = positions[0]
    filename = getsourcefile(frame) or getfile(frame)
    lines = index = None
    if context > 0:
        start = lineno - 1 - context // 2
        try:
            lines, _ = findsource(frame)
        except OSError:
            lines = None
        else:
            start = max(0, min(start, len(lines) - context))
            lines = lines[start:start + context]
            index = lineno - 1 - start
    return Traceback(filename, lineno, frame.f_code.co_name, lines, index,
                     positions=Positions(*positions))


def getlineno(frame):
    """The line that a frame is at."""
    return frame.f_lineno


def _frame_info(frame, where, context):
    info = getframeinfo(where, context)
    return FrameInfo(frame, *info, positions=info.positions)


def getouterframes(frame, context=1):
    """FrameInfos of a frame and its callers."""
    result = []
    while frame:
        result.append(_frame_info(frame, frame, context))
        frame = frame.f_back
    return result


def getinnerframes(tb, context=1):
    """FrameInfos of the frames of a traceback."""
    result = []
    while tb:
        result.append(_frame_info(tb.tb_frame, tb, context))
        tb = tb.tb_next
    return result


def currentframe():
    """The caller's frame."""
    return sys._getframe(1) if hasattr(sys, "_getframe") else None


def stack(context=1):
    """FrameInfos of the stack above the caller."""
    return getouterframes(sys._getframe(1), context)


def trace(context=1):
    """FrameInfos between here and where the exception being handled was raised."""
    exc = sys.exception()
    return getinnerframes(None if exc is None else exc.__traceback__, context)


# ---- arguments --------------------------------------------------------------

def getargs(co):
    """The parameters of a code object."""
    if not inspect.iscode(co):
        raise TypeError('{!r} is not a code object'.format(co))
    names = co.co_varnames
    nargs = co.co_argcount
    nkwargs = co.co_kwonlyargcount
    args = list(names[:nargs + nkwargs])
    count = nargs + nkwargs
    varargs = varkw = None
    if co.co_flags & inspect.CO_VARARGS:
        varargs = names[count]
        count += 1
    if co.co_flags & inspect.CO_VARKEYWORDS:
        varkw = names[count]
    return Arguments(args, varargs, varkw)


def getargvalues(frame):
    """The parameters of a frame's function, and its local variables."""
    return ArgInfo(*getargs(frame.f_code), frame.f_locals)


def formatargvalues(args, varargs, varkw, locals, formatarg=str,
                    formatvarargs=lambda name: '*' + name,
                    formatvarkw=lambda name: '**' + name,
                    formatvalue=lambda value: '=' + repr(value)):
    """What getargvalues() returns, as text: (a=1, *args=())"""
    specs = [formatarg(name) + formatvalue(locals[name]) for name in args]
    if varargs:
        specs.append(formatvarargs(varargs) + formatvalue(locals[varargs]))
    if varkw:
        specs.append(formatvarkw(varkw) + formatvalue(locals[varkw]))
    return '(' + ', '.join(specs) + ')'


def getcallargs(func, /, *positional, **named):
    """Which parameter would get which value in a call: {name: value}"""
    spec = inspect.getfullargspec(func)
    args, varargs, varkw, defaults, kwonlyargs, kwonlydefaults, _ = spec
    f_name = func.__name__
    result = {}
    if inspect.ismethod(func) and func.__self__ is not None:
        positional = (func.__self__,) + positional
    given = len(positional)
    defcount = len(defaults) if defaults else 0
    for name, value in zip(args, positional):
        result[name] = value
    if varargs:
        result[varargs] = tuple(positional[len(args):])
    if varkw:
        result[varkw] = {}
    possible = set(args + kwonlyargs)
    for name, value in named.items():
        if name not in possible:
            if not varkw:
                raise TypeError("%s() got an unexpected keyword argument %r" % (f_name, name))
            result[varkw][name] = value
            continue
        if name in result:
            raise TypeError("%s() got multiple values for argument %r" % (f_name, name))
        result[name] = value
    if given > len(args) and not varargs:
        _too_many(f_name, args, kwonlyargs, varargs, defcount, given, result)
    if given < len(args):
        required = args[:len(args) - defcount]
        if any(name not in result for name in required):
            _missing_arguments(f_name, required, True, result)
        for i, name in enumerate(args[len(args) - defcount:]):
            result.setdefault(name, defaults[i])
    lacking = 0
    for name in kwonlyargs:
        if name not in result:
            if kwonlydefaults and name in kwonlydefaults:
                result[name] = kwonlydefaults[name]
            else:
                lacking += 1
    if lacking:
        _missing_arguments(f_name, kwonlyargs, False, result)
    return result


def _missing_arguments(f_name, names, positional, values):
    names = [repr(name) for name in names if name not in values]
    missing = len(names)
    if missing == 1:
        text = names[0]
    elif missing == 2:
        text = "{} and {}".format(*names)
    else:
        text = ", ".join(names[:-2]) + ", {} and {}".format(*names[-2:])
    raise TypeError("%s() missing %i required %s argument%s: %s"
                    % (f_name, missing, "positional" if positional else "keyword-only",
                       "" if missing == 1 else "s", text))


def _too_many(f_name, args, kwonly, varargs, defcount, given, values):
    atleast = len(args) - defcount
    kwonly_given = len([arg for arg in kwonly if arg in values])
    if defcount:
        plural = True
        text = "from %d to %d" % (atleast, len(args))
    else:
        plural = len(args) != 1
        text = str(len(args))
    kwonly_text = ""
    if kwonly_given:
        kwonly_text = " positional argument%s (and %d keyword-only argument%s)" % (
            "s" if given != 1 else "", kwonly_given, "s" if kwonly_given != 1 else "")
    raise TypeError("%s() takes %s positional argument%s but %d%s %s given"
                    % (f_name, text, "s" if plural else "", given, kwonly_text,
                       "was" if given == 1 and not kwonly_given else "were"))


def getclosurevars(func):
    """The values of the names that a function takes from outside."""
    if inspect.ismethod(func):
        func = func.__func__
    if not inspect.isfunction(func):
        raise TypeError("{!r} is not a Python function".format(func))
    code = func.__code__
    nonlocals = {}
    if func.__closure__ is not None:
        for name, cell in zip(code.co_freevars, func.__closure__):
            try:
                nonlocals[name] = cell.cell_contents
            except ValueError:
                pass    # not bound yet
    global_ns = func.__globals__
    builtin_ns = global_ns.get("__builtins__", sys.modules['builtins'].__dict__)
    if inspect.ismodule(builtin_ns):
        builtin_ns = builtin_ns.__dict__
    global_vars, builtin_vars, unbound = {}, {}, set()
    for name in _names_loaded(code):
        if name in global_ns:
            global_vars[name] = global_ns[name]
        elif name in builtin_ns:
            builtin_vars[name] = builtin_ns[name]
        else:
            unbound.add(name)
    return ClosureVars(nonlocals, global_vars, builtin_vars, unbound)


def _names_loaded(code):
    names = list(code.co_names)
    for const in code.co_consts:
        if isinstance(const, types.CodeType):
            names += _names_loaded(const)
    return dict.fromkeys(names)


# ---- generators and coroutines ----------------------------------------------

GEN_CREATED = 'GEN_CREATED'
GEN_RUNNING = 'GEN_RUNNING'
GEN_SUSPENDED = 'GEN_SUSPENDED'
GEN_CLOSED = 'GEN_CLOSED'
CORO_CREATED = 'CORO_CREATED'
CORO_RUNNING = 'CORO_RUNNING'
CORO_SUSPENDED = 'CORO_SUSPENDED'
CORO_CLOSED = 'CORO_CLOSED'
AGEN_CREATED = 'AGEN_CREATED'
AGEN_RUNNING = 'AGEN_RUNNING'
AGEN_SUSPENDED = 'AGEN_SUSPENDED'
AGEN_CLOSED = 'AGEN_CLOSED'


def getgeneratorstate(generator):
    """GEN_CREATED, GEN_RUNNING, GEN_SUSPENDED or GEN_CLOSED."""
    return generator.gi_state


def getcoroutinestate(coroutine):
    """CORO_CREATED, CORO_RUNNING, CORO_SUSPENDED or CORO_CLOSED."""
    return coroutine.cr_state


def getasyncgenstate(agen):
    """AGEN_CREATED, AGEN_RUNNING, AGEN_SUSPENDED or AGEN_CLOSED."""
    return agen.ag_state


def getgeneratorlocals(generator):
    """The local variables of a generator; {} when it has ended."""
    if not inspect.isgenerator(generator):
        raise TypeError("{!r} is not a Python generator".format(generator))
    frame = getattr(generator, "gi_frame", None)
    return {} if frame is None else frame.f_locals


def getcoroutinelocals(coroutine):
    """The local variables of a coroutine; {} when it has ended."""
    frame = getattr(coroutine, "cr_frame", None)
    return {} if frame is None else frame.f_locals


def getasyncgenlocals(agen):
    """The local variables of an asynchronous generator; {} when it has ended."""
    if not inspect.isasyncgen(agen):
        raise TypeError(f"{agen!r} is not a Python async generator")
    frame = getattr(agen, "ag_frame", None)
    return {} if frame is None else frame.f_locals


class BufferFlags(IntFlag):
    """What __buffer__ may be asked for."""

    SIMPLE = 0x0
    WRITABLE = 0x1
    FORMAT = 0x4
    ND = 0x8
    STRIDES = 0x10 | ND
    C_CONTIGUOUS = 0x20 | STRIDES
    F_CONTIGUOUS = 0x40 | STRIDES
    ANY_CONTIGUOUS = 0x80 | STRIDES
    INDIRECT = 0x100 | STRIDES
    CONTIG = ND | WRITABLE
    CONTIG_RO = ND
    STRIDED = STRIDES | WRITABLE
    STRIDED_RO = STRIDES
    RECORDS = STRIDES | WRITABLE | FORMAT
    RECORDS_RO = STRIDES | FORMAT
    FULL = INDIRECT | WRITABLE | FORMAT
    FULL_RO = INDIRECT | FORMAT
    READ = 0x100
    WRITE = 0x200
