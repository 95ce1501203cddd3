"""Copying, moving and removing of directories with all that is in them.

Removal never follows a link out of the tree: where the system can, each
directory is opened and its entries are removed relative to it.
"""

import os
import stat
import sys

from shutil._copy import Error, _islink, _samefile, _stat, copy, copy2, copystat

__name__ = 'shutil'

_use_fd_functions = ({os.open, os.stat, os.unlink, os.rmdir} <= os.supports_dir_fd
                     and os.scandir in os.supports_fd
                     and os.stat in os.supports_follow_symlinks)


def ignore_patterns(*patterns):
    """For copytree()'s ignore: names that match any of the patterns are left out."""
    def _ignore_patterns(path, names):
        import fnmatch
        ignored = set()
        for pattern in patterns:
            ignored.update(fnmatch.filter(names, pattern))
        return ignored
    return _ignore_patterns


def copytree(src, dst, symlinks=False, ignore=None, copy_function=copy2,
             ignore_dangling_symlinks=False, dirs_exist_ok=False):
    """Copy a directory and all that is in it; dst is created.

    What fails is collected, and raised as one Error at the end.  ignore(directory,
    names) says which names not to copy.  symlinks: copy links as links.
    """
    sys.audit("shutil.copytree", src, dst)
    with os.scandir(src) as it:
        entries = list(it)
    ignored = () if ignore is None else ignore(os.fspath(src), [e.name for e in entries])
    os.makedirs(dst, exist_ok=dirs_exist_ok)
    errors = []
    # Our own functions take a DirEntry, whose stat is at hand.
    takes_entries = copy_function is copy2 or copy_function is copy
    for entry in entries:
        if entry.name in ignored:
            continue
        source = os.path.join(src, entry.name)
        target = os.path.join(dst, entry.name)
        thing = entry if takes_entries else source
        try:
            if entry.is_symlink():
                link = os.readlink(source)
                if symlinks:
                    os.symlink(link, target)
                    copystat(thing, target, follow_symlinks=False)
                    continue
                if ignore_dangling_symlinks and not os.path.exists(link):
                    continue
            if entry.is_dir():
                copytree(thing, target, symlinks, ignore, copy_function,
                         ignore_dangling_symlinks, dirs_exist_ok)
            else:
                copy_function(thing, target)
        except Error as e:
            errors += e.args[0]
        except OSError as e:
            errors.append((source, target, str(e)))
    try:
        copystat(src, dst)
    except OSError as e:
        errors.append((src, dst, str(e)))
    if errors:
        raise Error(errors)
    return dst


def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None,
           _onexc_kwargs=False):
    """Remove a directory and all that is in it.

    onexc(function, path, exception) is called for what fails; without it the
    first failure is raised, unless ignore_errors.  onerror is its old form.
    """
    sys.audit("shutil.rmtree", path, dir_fd)
    report = _reporter(ignore_errors, onerror, onexc, _onexc_kwargs)
    if _use_fd_functions:
        _remove_by_fd(path, dir_fd, report)
    elif dir_fd is not None:
        raise NotImplementedError("dir_fd unavailable on this platform")
    else:
        _remove_by_path(path, report)


rmtree.avoids_symlink_attacks = _use_fd_functions


def _reporter(ignore_errors, onerror, onexc, with_kwargs):
    if ignore_errors:
        return lambda function, path, exc, **kwargs: None
    if onexc is not None:
        if with_kwargs:
            return onexc
        return lambda function, path, exc, **kwargs: onexc(function, path, exc)
    if onerror is None:
        def fail(function, path, exc, **kwargs):
            raise exc
        return fail
    return lambda function, path, exc, **kwargs: onerror(
        function, path, (type(exc), exc, exc.__traceback__))


def _remove_by_path(path, report):
    try:
        mode = os.lstat(path).st_mode
    except OSError as e:
        report(os.lstat, path, e)
        return
    if stat.S_ISLNK(mode):
        try:
            raise OSError("Cannot call rmtree on a symbolic link")
        except OSError as e:
            report(os.path.islink, path, e)
        return

    def unreadable(e):
        if not isinstance(e, FileNotFoundError):
            report(os.scandir, e.filename, e)

    for directory, dirs, files in os.walk(path, topdown=False, onerror=unreadable,
                                          followlinks=os._walk_symlinks_as_files):
        for names, function in ((dirs, os.rmdir), (files, os.unlink)):
            for name in names:
                _remove_one(function, os.path.join(directory, name), report)
    _remove_one(os.rmdir, path, report)


def _remove_one(function, path, report):
    try:
        function(path)
    except FileNotFoundError:
        pass
    except OSError as e:
        report(function, path, e)


def _remove_by_fd(path, dir_fd, report):
    # A stack of what is left to do: (function, directory's descriptor, path, entry).
    # os.lstat there stands for the whole removal of one directory.
    if isinstance(path, bytes):
        path = os.fsdecode(path)
    stack = [(os.lstat, dir_fd, path, None)]
    try:
        while stack:
            _remove_step(stack, report)
    finally:
        for function, fd, path, entry in reversed(stack):
            if function is os.close:
                try:
                    os.close(fd)
                except OSError as e:
                    report(os.close, path, e)


def _remove_step(stack, report):
    function, fd, path, entry = stack.pop()
    parent = None if function is os.close else fd
    name = path if entry is None else entry.name
    try:
        if function is os.close:
            os.close(fd)
            return
        if function is os.rmdir:
            os.rmdir(name, dir_fd=fd)
            return
        if entry is None:
            before = os.lstat(name, dir_fd=fd)
        else:
            before = entry.stat(follow_symlinks=False)
        function = os.open
        top = os.open(name, os.O_RDONLY | os.O_NONBLOCK, dir_fd=fd)
        function = os.path.islink
        try:
            # A link, now or since the look at it, leads to something else.
            if not os.path.samestat(before, os.fstat(top)):
                raise OSError("Cannot call rmtree on a symbolic link")
            stack.append((os.rmdir, fd, path, entry))
        finally:
            stack.append((os.close, top, path, entry))
        function = os.scandir
        with os.scandir(top) as it:
            entries = list(it)
        for entry_below in entries:
            _remove_entry(entry_below, top, os.path.join(path, entry_below.name), stack,
                          report)
    except OSError as e:
        if (isinstance(e, FileNotFoundError) and entry is not None
                and function is not os.close):
            # Someone else was faster.
            return
        e.filename = path
        report(function, path, e, direntry=entry, dir_fd=parent)


def _remove_entry(entry, fd, path, stack, report):
    try:
        if entry.is_dir(follow_symlinks=False):
            stack.append((os.lstat, fd, path, entry))
            return
    except FileNotFoundError:
        return
    except OSError:
        pass
    try:
        os.unlink(entry.name, dir_fd=fd)
    except FileNotFoundError:
        pass
    except OSError as e:
        report(os.unlink, path, e, direntry=entry, dir_fd=fd)


def move(src, dst, copy_function=copy2):
    """Move a file or a directory, also to another file system; into dst if that is one."""
    sys.audit("shutil.move", src, dst)
    target = dst
    if os.path.isdir(dst):
        if _samefile(src, dst) and not os.path.islink(src):
            # On a file system that does not tell case apart: a change of case.
            os.rename(src, dst)
            return
        name = os.path.basename(os.fspath(src).rstrip(os.path.sep + (os.path.altsep or '')))
        target = os.path.join(dst, name)
        if os.path.exists(target):
            raise Error("Destination path '%s' already exists" % target)
    try:
        os.rename(src, target)
        return target
    except OSError:
        pass
    if os.path.islink(src):
        os.symlink(os.readlink(src), target)
        os.unlink(src)
    elif os.path.isdir(src):
        if _is_inside(dst, src):
            raise Error("Cannot move a directory '%s' into itself '%s'." % (src, dst))
        if _is_immutable(src) or (sys.platform == 'darwin' and not os.access(src, os.W_OK)
                                  and os.listdir(src)):
            raise PermissionError("Cannot move the non-empty directory '%s': Lacking write "
                                  "permission to '%s'." % (src, src))
        copytree(src, target, copy_function=copy_function, symlinks=True)
        rmtree(src)
    else:
        copy_function(src, target)
        os.unlink(src)
    return target


def _is_inside(path, directory):
    path = os.path.join(os.path.realpath(path), '')
    return path.startswith(os.path.join(os.path.realpath(directory), ''))


def _is_immutable(path):
    flags = getattr(_stat(path), 'st_flags', None)
    return flags is not None and flags in (stat.UF_IMMUTABLE, stat.SF_IMMUTABLE)
