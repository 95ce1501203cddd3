"""Copying of single files, with their permissions and times or without.

The kernel copies if it can; a read/write loop is for the rest.
"""

import errno
import os
import stat
import sys

__name__ = 'shutil'

COPY_BUFSIZE = 256 * 1024
_USE_CP_SENDFILE = hasattr(os, "sendfile") and sys.platform.startswith("linux")
_USE_CP_COPY_FILE_RANGE = hasattr(os, "copy_file_range")


class Error(OSError):
    pass


class SameFileError(Error):
    """Source and destination are one and the same file."""


class SpecialFileError(OSError):
    """The operation makes no sense on a file of this kind, such as a named pipe."""


class ReadError(OSError):
    """The archive cannot be read."""


class RegistryError(Exception):
    """The name of an archive format, or a suffix, is taken or unknown."""


class _KernelCannot(Exception):
    pass


def copyfileobj(fsrc, fdst, length=0):
    """Copy from one file object to another, length bytes or characters at a time."""
    length = length or COPY_BUFSIZE
    read = fsrc.read
    write = fdst.write
    while chunk := read(length):
        write(chunk)


def _kernel_copy(fsrc, fdst, step):
    # step(infd, outfd, count, offset) copies and says how much.
    try:
        infd = fsrc.fileno()
        outfd = fdst.fileno()
    except Exception as e:
        raise _KernelCannot(e)
    try:
        count = max(os.fstat(infd).st_size, 2 ** 23)
    except OSError:
        count = 2 ** 27
    offset = 0
    while True:
        try:
            copied = step(infd, outfd, count, offset)
        except OSError as e:
            e.filename = fsrc.name
            e.filename2 = fdst.name
            if e.errno == errno.ENOSPC:
                raise e from None
            if offset == 0 and os.lseek(outfd, 0, os.SEEK_CUR) == 0:
                raise _KernelCannot(e)
            raise
        if copied == 0:
            return offset
        offset += copied


def _by_range(infd, outfd, count, offset):
    return os.copy_file_range(infd, outfd, count, offset_dst=offset)


def _by_sendfile(infd, outfd, count, offset):
    return os.sendfile(outfd, infd, offset, count)


def _copy_contents(fsrc, fdst):
    if _USE_CP_COPY_FILE_RANGE:
        try:
            # Some file systems (of the kernel, above all) say that there is nothing.
            if _kernel_copy(fsrc, fdst, _by_range):
                return
        except _KernelCannot:
            pass
    if _USE_CP_SENDFILE:
        try:
            _kernel_copy(fsrc, fdst, _by_sendfile)
            return
        except _KernelCannot:
            pass
    copyfileobj(fsrc, fdst)


def _samefile(src, dst):
    try:
        if isinstance(src, os.DirEntry):
            return os.path.samestat(src.stat(), os.stat(dst))
        return os.path.samefile(src, dst)
    except OSError:
        return False


def _stat(fn):
    return fn.stat() if isinstance(fn, os.DirEntry) else os.stat(fn)


def _islink(fn):
    return fn.is_symlink() if isinstance(fn, os.DirEntry) else os.path.islink(fn)


def _refuse_pipe(fn):
    try:
        st = _stat(fn)
    except OSError:
        return
    if stat.S_ISFIFO(st.st_mode):
        name = fn.path if isinstance(fn, os.DirEntry) else fn
        raise SpecialFileError("`%s` is a named pipe" % name)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy what is in src to dst; dst is a file, and what was in it is gone."""
    sys.audit("shutil.copyfile", src, dst)
    if _samefile(src, dst):
        raise SameFileError(f"{src!r} and {dst!r} are the same file")
    _refuse_pipe(src)
    _refuse_pipe(dst)
    if not follow_symlinks and _islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, 'rb') as fsrc:
        try:
            with open(dst, 'wb') as fdst:
                _copy_contents(fsrc, fdst)
        except IsADirectoryError as e:
            # A path that ends with a slash, of something that does not exist.
            if os.path.exists(dst):
                raise
            raise FileNotFoundError(f'Directory does not exist: {dst}') from e
    return dst


def copymode(src, dst, *, follow_symlinks=True):
    """Give dst the permissions of src; of links themselves only where that works."""
    sys.audit("shutil.copymode", src, dst)
    if not follow_symlinks and _islink(src) and os.path.islink(dst):
        if hasattr(os, 'lchmod'):
            os.lchmod(dst, stat.S_IMODE(os.lstat(src).st_mode))
        return
    os.chmod(dst, stat.S_IMODE(_stat(src).st_mode))


def _copyxattr(src, dst, *, follow_symlinks=True):
    if not hasattr(os, 'listxattr'):
        return
    unsupported = (errno.ENOTSUP, errno.ENODATA, errno.EINVAL)
    try:
        names = os.listxattr(src, follow_symlinks=follow_symlinks)
    except OSError as e:
        if e.errno in unsupported:
            return
        raise
    for name in names:
        try:
            value = os.getxattr(src, name, follow_symlinks=follow_symlinks)
            os.setxattr(dst, name, value, follow_symlinks=follow_symlinks)
        except OSError as e:
            if e.errno not in (*unsupported, errno.EPERM, errno.EACCES):
                raise


def copystat(src, dst, *, follow_symlinks=True):
    """Give dst the permissions, times, flags and extended attributes of src."""
    sys.audit("shutil.copystat", src, dst)
    follow = follow_symlinks or not (_islink(src) and os.path.islink(dst))

    def able(name):
        function = getattr(os, name, None)
        if function is not None and (follow or function in os.supports_follow_symlinks):
            return function
        return None

    if isinstance(src, os.DirEntry):
        st = src.stat(follow_symlinks=follow)
    else:
        st = os.stat(src, follow_symlinks=follow)
    if utime := able("utime"):
        utime(dst, ns=(st.st_atime_ns, st.st_mtime_ns), follow_symlinks=follow)
    # Before the permissions, which may take the right to write away.
    _copyxattr(src, dst, follow_symlinks=follow)
    if chmod := able("chmod"):
        try:
            chmod(dst, stat.S_IMODE(st.st_mode), follow_symlinks=follow)
        except NotImplementedError:
            pass
    if hasattr(st, 'st_flags') and (chflags := able("chflags")):
        try:
            chflags(dst, st.st_flags, follow_symlinks=follow)
        except OSError as e:
            if e.errno not in (errno.EOPNOTSUPP, errno.ENOTSUP):
                raise


def copy(src, dst, *, follow_symlinks=True):
    """Copy contents and permissions; dst may be a directory."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copymode(src, dst, follow_symlinks=follow_symlinks)
    return dst


def copy2(src, dst, *, follow_symlinks=True):
    """Copy contents, permissions, times and so on; dst may be a directory."""
    if os.path.isdir(dst):
        dst = os.path.join(dst, os.path.basename(src))
    copyfile(src, dst, follow_symlinks=follow_symlinks)
    copystat(src, dst, follow_symlinks=follow_symlinks)
    return dst
