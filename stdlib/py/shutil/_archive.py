"""Archives of directories: the known formats, packing and unpacking.

The formats themselves are the business of tarfile and zipfile, which are
imported when needed.
"""

import errno
import os
import stat
import sys

from shutil._copy import ReadError, RegistryError

__name__ = 'shutil'


def _get_gid(name):
    if name is None:
        return None
    try:
        import grp
        return grp.getgrnam(name)[2]
    except (ImportError, KeyError):
        return None


def _get_uid(name):
    if name is None:
        return None
    try:
        import pwd
        return pwd.getpwnam(name)[2]
    except (ImportError, KeyError):
        return None


def _has(module):
    import importlib.util
    return importlib.util.find_spec(module) is not None


_compressors = {'gzip': ('gz', 'zlib'), 'bzip2': ('bz2', 'bz2'), 'xz': ('xz', 'lzma'),
                'zst': ('zst', 'compression.zstd')}


def _prepare_directory(path, dry_run, logger):
    if path and not os.path.exists(path):
        if logger is not None:
            logger.info("creating %s", path)
        if not dry_run:
            os.makedirs(path)


def _make_tarball(base_name, base_dir, compress="gzip", verbose=0, dry_run=0,
                  owner=None, group=None, logger=None, root_dir=None):
    """Pack base_dir as base_name.tar[.gz|.bz2|.xz|.zst]."""
    if compress is not None and compress not in _compressors:
        raise ValueError("bad value for 'compress', or compression format not supported : "
                         f"{compress}")
    mode = '' if compress is None else _compressors[compress][0]
    archive = base_name + '.tar' + ('.' + mode if mode else '')
    _prepare_directory(os.path.dirname(archive), dry_run, logger)
    if logger is not None:
        logger.info('Creating tar archive')
    uid, gid = _get_uid(owner), _get_gid(group)

    def set_owner(info):
        if gid is not None:
            info.gid, info.gname = gid, group
        if uid is not None:
            info.uid, info.uname = uid, owner
        return info

    if not dry_run:
        import tarfile
        source = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
        with tarfile.open(archive, f'w|{mode}') as tar:
            tar.add(source, base_dir, filter=set_owner)
    return archive if root_dir is None else os.path.abspath(archive)


_make_tarball.supports_root_dir = True


def _make_zipfile(base_name, base_dir, verbose=0, dry_run=0, logger=None, owner=None,
                  group=None, root_dir=None):
    """Pack base_dir as base_name.zip."""
    archive = base_name + '.zip'
    _prepare_directory(os.path.dirname(base_name), dry_run, logger)
    if logger is not None:
        logger.info("creating '%s' and adding '%s' to it", archive, base_dir)
    if not dry_run:
        import zipfile
        with zipfile.ZipFile(archive, "w", compression=zipfile.ZIP_DEFLATED) as zf:
            for path, name in _zip_members(base_dir, root_dir):
                zf.write(path, name)
                if logger is not None:
                    logger.info("adding '%s'", path)
    return archive if root_dir is None else os.path.abspath(archive)


_make_zipfile.supports_root_dir = True


def _zip_members(base_dir, root_dir):
    # (path, name in the archive) of all there is below base_dir, and of itself.
    name = os.path.normpath(base_dir)
    top = base_dir if root_dir is None else os.path.join(root_dir, base_dir)
    top = os.path.normpath(top)
    if name != os.curdir:
        yield top, name
    for directory, dirs, files in os.walk(top):
        inside = directory if root_dir is None else os.path.relpath(directory, root_dir)
        inside = os.path.normpath(inside)
        for name in sorted(dirs):
            yield os.path.join(directory, name), os.path.join(inside, name)
        for name in files:
            path = os.path.normpath(os.path.join(directory, name))
            if os.path.isfile(path):
                yield path, os.path.join(inside, name)


def _unpack_zipfile(filename, extract_dir):
    """Unpack a zip file."""
    import zipfile
    if not zipfile.is_zipfile(filename):
        raise ReadError("%s is not a zip file" % filename)
    with zipfile.ZipFile(filename) as zf:
        zf._ignore_invalid_names = True
        zf.extractall(extract_dir)


def _unpack_tarfile(filename, extract_dir, *, filter=None):
    """Unpack a tar file, compressed or not."""
    import tarfile
    try:
        tar = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError("%s is not a compressed or uncompressed tar file" % filename)
    with tar:
        tar.extractall(extract_dir, filter=filter)


_ARCHIVE_FORMATS = None
_UNPACK_FORMATS = None


def _formats():
    # Which there are depends on which compressors can be imported; looked up when needed.
    global _ARCHIVE_FORMATS, _UNPACK_FORMATS
    if _ARCHIVE_FORMATS is not None:
        return
    pack = {'tar': (_make_tarball, [('compress', None)], "uncompressed tar file")}
    unpack = {'tar': (['.tar'], _unpack_tarfile, [], "uncompressed tar file")}
    if _has('zlib'):
        pack['zip'] = (_make_zipfile, [], "ZIP file")
    unpack['zip'] = (['.zip'], _unpack_zipfile, [], "ZIP file")
    for name, compress, short, suffixes in (
            ('gztar', 'gzip', "gzip'ed", ['.tar.gz', '.tgz']),
            ('bztar', 'bzip2', "bzip2'ed", ['.tar.bz2', '.tbz2']),
            ('xztar', 'xz', "xz'ed", ['.tar.xz', '.txz']),
            ('zstdtar', 'zst', "zstd'ed", ['.tar.zst', '.tzst'])):
        if _has(_compressors[compress][1]):
            description = f"{short} tar-file"
            pack[name] = (_make_tarball, [('compress', compress)], description)
            unpack[name] = (suffixes, _unpack_tarfile, [], description)
    _ARCHIVE_FORMATS, _UNPACK_FORMATS = pack, unpack


def get_archive_formats():
    """Sorted pairs (name, description) of what make_archive() can pack."""
    _formats()
    return sorted((name, info[2]) for name, info in _ARCHIVE_FORMATS.items())


def register_archive_format(name, function, extra_args=None, description=''):
    """Let make_archive() pack a format: function(base_name, base_dir, **extra_args)."""
    extra_args = [] if extra_args is None else extra_args
    if not callable(function):
        raise TypeError('The %s object is not callable' % function)
    if not isinstance(extra_args, (tuple, list)):
        raise TypeError('extra_args needs to be a sequence')
    for element in extra_args:
        if not isinstance(element, (tuple, list)) or len(element) != 2:
            raise TypeError('extra_args elements are : (arg_name, value)')
    _formats()
    _ARCHIVE_FORMATS[name] = (function, extra_args, description)


def unregister_archive_format(name):
    """Forget a format."""
    _formats()
    del _ARCHIVE_FORMATS[name]


def make_archive(base_name, format, root_dir=None, base_dir=None, verbose=0,
                 dry_run=0, owner=None, group=None, logger=None):
    """Pack base_dir, below root_dir, in an archive; returns the archive's name.

    base_name is the name without the suffix of the format.
    """
    sys.audit("shutil.make_archive", base_name, format, root_dir, base_dir)
    _formats()
    try:
        function, extra_args, _ = _ARCHIVE_FORMATS[format]
    except KeyError:
        raise ValueError("unknown archive format '%s'" % format) from None
    kwargs = {'dry_run': dry_run, 'logger': logger, 'owner': owner, 'group': group}
    kwargs.update(extra_args)
    base_name = os.fspath(base_name)
    base_dir = os.curdir if base_dir is None else os.fspath(base_dir)
    if root_dir is None:
        return function(base_name, base_dir, **kwargs)
    root_dir = os.fspath(root_dir)
    if not stat.S_ISDIR(os.stat(root_dir).st_mode):
        raise NotADirectoryError(errno.ENOTDIR, 'Not a directory', root_dir)
    if getattr(function, 'supports_root_dir', False):
        return function(base_name, base_dir, root_dir=root_dir, **kwargs)
    return _make_in_directory(function, os.path.abspath(base_name), base_dir, root_dir,
                              dry_run, logger, kwargs)


def _make_in_directory(function, base_name, base_dir, root_dir, dry_run, logger, kwargs):
    before = os.getcwd()
    if logger is not None:
        logger.debug("changing into '%s'", root_dir)
    if not dry_run:
        os.chdir(root_dir)
    try:
        return function(base_name, base_dir, **kwargs)
    finally:
        if logger is not None:
            logger.debug("changing back to '%s'", before)
        os.chdir(before)


def get_unpack_formats():
    """Sorted triples (name, suffixes, description) of what unpack_archive() knows."""
    _formats()
    return sorted((name, info[0], info[3]) for name, info in _UNPACK_FORMATS.items())


def register_unpack_format(name, extensions, function, extra_args=None, description=''):
    """Let unpack_archive() unpack a format: function(filename, directory, **extra_args)."""
    _formats()
    taken = {suffix: other for other, info in _UNPACK_FORMATS.items() for suffix in info[0]}
    for extension in extensions:
        if extension in taken:
            raise RegistryError('%s is already registered for "%s"'
                                % (extension, taken[extension]))
    if not callable(function):
        raise TypeError('The registered function must be a callable')
    _UNPACK_FORMATS[name] = (extensions, function,
                             [] if extra_args is None else extra_args, description)


def unregister_unpack_format(name):
    """Forget a format."""
    _formats()
    del _UNPACK_FORMATS[name]


def unpack_archive(filename, extract_dir=None, format=None, *, filter=None):
    """Unpack an archive in a directory; the suffix tells the format if none is given."""
    sys.audit("shutil.unpack_archive", filename, extract_dir, format)
    _formats()
    extract_dir = os.getcwd() if extract_dir is None else os.fspath(extract_dir)
    filename = os.fspath(filename)
    if format is None:
        for info in _UNPACK_FORMATS.values():
            if filename.endswith(tuple(info[0])):
                break
        else:
            raise ReadError(f"Unknown archive format '{filename}'")
    else:
        try:
            info = _UNPACK_FORMATS[format]
        except KeyError:
            raise ValueError(f"Unknown unpack format '{format}'") from None
    kwargs = dict(info[2])
    if filter is not None:
        kwargs['filter'] = filter
    info[1](filename, extract_dir, **kwargs)
