"""Types of files by their names, and the other way round."""

import os
import posixpath
import urllib.parse

__all__ = ['knownfiles', 'inited', 'MimeTypes', 'guess_type', 'guess_file_type', 'guess_all_extensions', 'guess_extension',
           'add_type', 'init', 'read_mime_types', 'suffix_map', 'encodings_map', 'types_map', 'common_types']

knownfiles = ['/etc/mime.types', '/etc/httpd/mime.types', '/etc/httpd/conf/mime.types', '/etc/apache/mime.types',
              '/etc/apache2/mime.types', '/usr/local/etc/httpd/conf/mime.types', '/usr/local/lib/netscape/mime.types',
              '/usr/local/etc/mime.types']

inited = False
_db = None

# Extensions that stand for two.
suffix_map = {
    '.svgz': '.svg.gz',
    '.tgz': '.tar.gz',
    '.taz': '.tar.gz',
    '.tz': '.tar.gz',
    '.tbz2': '.tar.bz2',
    '.txz': '.tar.xz',
}
# Extensions of encodings.
encodings_map = {
    '.gz': 'gzip',
    '.Z': 'compress',
    '.bz2': 'bzip2',
    '.xz': 'xz',
    '.br': 'br',
}
# The types of extensions. The first of those that a type has is the one that is guessed.
types_map = {
    '.js': 'text/javascript',
    '.mjs': 'text/javascript',
    '.dcm': 'application/dicom',
    '.efi': 'application/efi',
    '.epub': 'application/epub+zip',
    '.gz': 'application/gzip',
    '.json': 'application/json',
    '.webmanifest': 'application/manifest+json',
    '.doc': 'application/msword',
    '.dot': 'application/msword',
    '.wiz': 'application/msword',
    '.nq': 'application/n-quads',
    '.nt': 'application/n-triples',
    '.cjs': 'application/node',
    '.bin': 'application/octet-stream',
    '.a': 'application/octet-stream',
    '.o': 'application/octet-stream',
    '.obj': 'application/octet-stream',
    '.so': 'application/octet-stream',
    '.oda': 'application/oda',
    '.ogx': 'application/ogg',
    '.pdf': 'application/pdf',
    '.ai': 'application/pdf',
    '.p7c': 'application/pkcs7-mime',
    '.ps': 'application/postscript',
    '.eps': 'application/postscript',
    '.rtf': 'application/rtf',
    '.sql': 'application/sql',
    '.texi': 'application/texinfo',
    '.texinfo': 'application/texinfo',
    '.toml': 'application/toml',
    '.trig': 'application/trig',
    '.m3u': 'application/vnd.apple.mpegurl',
    '.m3u8': 'application/vnd.apple.mpegurl',
    '.dll': 'application/vnd.microsoft.portable-executable',
    '.exe': 'application/vnd.microsoft.portable-executable',
    '.cab': 'application/vnd.ms-cab-compressed',
    '.xls': 'application/vnd.ms-excel',
    '.xlb': 'application/vnd.ms-excel',
    '.eot': 'application/vnd.ms-fontobject',
    '.chm': 'application/vnd.ms-htmlhelp',
    '.thmx': 'application/vnd.ms-officetheme',
    '.ppt': 'application/vnd.ms-powerpoint',
    '.pot': 'application/vnd.ms-powerpoint',
    '.ppa': 'application/vnd.ms-powerpoint',
    '.pps': 'application/vnd.ms-powerpoint',
    '.pwz': 'application/vnd.ms-powerpoint',
    '.odg': 'application/vnd.oasis.opendocument.graphics',
    '.odp': 'application/vnd.oasis.opendocument.presentation',
    '.ods': 'application/vnd.oasis.opendocument.spreadsheet',
    '.odt': 'application/vnd.oasis.opendocument.text',
    '.pptx': 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
    '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    '.rar': 'application/vnd.rar',
    '.sqlite3': 'application/vnd.sqlite3',
    '.sqlite': 'application/vnd.sqlite3',
    '.wasm': 'application/wasm',
    '.7z': 'application/x-7z-compressed',
    '.bcpio': 'application/x-bcpio',
    '.cpio': 'application/x-cpio',
    '.csh': 'application/x-csh',
    '.deb': 'application/x-debian-package',
    '.dvi': 'application/x-dvi',
    '.gtar': 'application/x-gtar',
    '.hdf': 'application/x-hdf',
    '.h5': 'application/x-hdf5',
    '.latex': 'application/x-latex',
    '.mif': 'application/x-mif',
    '.cdf': 'application/x-netcdf',
    '.nc': 'application/x-netcdf',
    '.p12': 'application/x-pkcs12',
    '.php': 'application/x-httpd-php',
    '.pfx': 'application/x-pkcs12',
    '.ram': 'application/x-pn-realaudio',
    '.pyc': 'application/x-python-code',
    '.pyo': 'application/x-python-code',
    '.rpm': 'application/x-rpm',
    '.sh': 'application/x-sh',
    '.shar': 'application/x-shar',
    '.swf': 'application/x-shockwave-flash',
    '.sv4cpio': 'application/x-sv4cpio',
    '.sv4crc': 'application/x-sv4crc',
    '.tar': 'application/x-tar',
    '.tcl': 'application/x-tcl',
    '.tex': 'application/x-tex',
    '.roff': 'application/x-troff',
    '.t': 'application/x-troff',
    '.tr': 'application/x-troff',
    '.man': 'application/x-troff-man',
    '.me': 'application/x-troff-me',
    '.ms': 'application/x-troff-ms',
    '.ustar': 'application/x-ustar',
    '.src': 'application/x-wais-source',
    '.xsl': 'application/xml',
    '.rdf': 'application/xml',
    '.wsdl': 'application/xml',
    '.xpdl': 'application/xml',
    '.yaml': 'application/yaml',
    '.yml': 'application/yaml',
    '.zip': 'application/zip',
    '.3gp': 'audio/3gpp',
    '.3gpp': 'audio/3gpp',
    '.3g2': 'audio/3gpp2',
    '.3gpp2': 'audio/3gpp2',
    '.aac': 'audio/aac',
    '.adts': 'audio/aac',
    '.loas': 'audio/aac',
    '.ass': 'audio/aac',
    '.au': 'audio/basic',
    '.snd': 'audio/basic',
    '.flac': 'audio/flac',
    '.mka': 'audio/matroska',
    '.m4a': 'audio/mp4',
    '.mp3': 'audio/mpeg',
    '.mp2': 'audio/mpeg',
    '.ogg': 'audio/ogg',
    '.opus': 'audio/opus',
    '.aif': 'audio/x-aiff',
    '.aifc': 'audio/x-aiff',
    '.aiff': 'audio/x-aiff',
    '.ra': 'audio/x-pn-realaudio',
    '.wav': 'audio/vnd.wave',
    '.weba': 'audio/webm',
    '.ttc': 'font/collection',
    '.otf': 'font/otf',
    '.ttf': 'font/ttf',
    '.woff': 'font/woff',
    '.woff2': 'font/woff2',
    '.hjif': 'haptics/hjif',
    '.hmpg': 'haptics/hmpg',
    '.ivs': 'haptics/ivs',
    '.avif': 'image/avif',
    '.bmp': 'image/bmp',
    '.emf': 'image/emf',
    '.fits': 'image/fits',
    '.g3': 'image/g3fax',
    '.gif': 'image/gif',
    '.ief': 'image/ief',
    '.jp2': 'image/jp2',
    '.jpg': 'image/jpeg',
    '.jpe': 'image/jpeg',
    '.jpeg': 'image/jpeg',
    '.jpm': 'image/jpm',
    '.jpx': 'image/jpx',
    '.jxl': 'image/jxl',
    '.heic': 'image/heic',
    '.heif': 'image/heif',
    '.png': 'image/png',
    '.svg': 'image/svg+xml',
    '.t38': 'image/t38',
    '.tiff': 'image/tiff',
    '.tif': 'image/tiff',
    '.tfx': 'image/tiff-fx',
    '.ico': 'image/vnd.microsoft.icon',
    '.webp': 'image/webp',
    '.wmf': 'image/wmf',
    '.ras': 'image/x-cmu-raster',
    '.pnm': 'image/x-portable-anymap',
    '.pbm': 'image/x-portable-bitmap',
    '.pgm': 'image/x-portable-graymap',
    '.ppm': 'image/x-portable-pixmap',
    '.rgb': 'image/x-rgb',
    '.xbm': 'image/x-xbitmap',
    '.xpm': 'image/x-xpixmap',
    '.xwd': 'image/x-xwindowdump',
    '.eml': 'message/rfc822',
    '.mht': 'message/rfc822',
    '.mhtml': 'message/rfc822',
    '.nws': 'message/rfc822',
    '.gltf': 'model/gltf+json',
    '.glb': 'model/gltf-binary',
    '.stl': 'model/stl',
    '.css': 'text/css',
    '.csv': 'text/csv',
    '.html': 'text/html',
    '.htm': 'text/html',
    '.md': 'text/markdown',
    '.markdown': 'text/markdown',
    '.n3': 'text/n3',
    '.txt': 'text/plain',
    '.bat': 'text/plain',
    '.c': 'text/plain',
    '.h': 'text/plain',
    '.ksh': 'text/plain',
    '.pl': 'text/plain',
    '.srt': 'text/plain',
    '.rtx': 'text/richtext',
    '.tsv': 'text/tab-separated-values',
    '.vtt': 'text/vtt',
    '.py': 'text/x-python',
    '.rst': 'text/x-rst',
    '.etx': 'text/x-setext',
    '.sgm': 'text/x-sgml',
    '.sgml': 'text/x-sgml',
    '.vcf': 'text/x-vcard',
    '.xml': 'text/xml',
    '.mkv': 'video/matroska',
    '.mk3d': 'video/matroska-3d',
    '.mp4': 'video/mp4',
    '.mpeg': 'video/mpeg',
    '.m1v': 'video/mpeg',
    '.mpa': 'video/mpeg',
    '.mpe': 'video/mpeg',
    '.mpg': 'video/mpeg',
    '.ogv': 'video/ogg',
    '.mov': 'video/quicktime',
    '.qt': 'video/quicktime',
    '.webm': 'video/webm',
    '.avi': 'video/vnd.avi',
    '.m4v': 'video/x-m4v',
    '.wmv': 'video/x-ms-wmv',
    '.movie': 'video/x-sgi-movie',
}
# Types that are in use and not registered.
common_types = {
    '.apk': 'application/vnd.android.package-archive',
    '.midi': 'audio/midi',
    '.mid': 'audio/midi',
    '.pict': 'image/pict',
    '.pct': 'image/pict',
    '.pic': 'image/pict',
    '.xul': 'text/xul',
}
_suffix_map_default = suffix_map.copy()
_encodings_map_default = encodings_map.copy()
_types_map_default = types_map.copy()
_common_types_default = common_types.copy()


class MimeTypes:
    """Tables of types: element 1 of the pairs is for registered types, element 0 for others."""

    def __init__(self, filenames=(), strict=True):
        if not inited:
            init()
        self.encodings_map = _encodings_map_default.copy()
        self.suffix_map = _suffix_map_default.copy()
        self.types_map = ({}, {})
        self.types_map_inv = ({}, {})
        for registered, types in (True, _types_map_default), (False, _common_types_default):
            for extension, kind in types.items():
                self.add_type(kind, extension, registered)
        for name in filenames:
            self.read(name, strict)

    def add_type(self, type, ext, strict=True):
        """Add a type for an extension."""
        if not type:
            return
        self.types_map[strict][ext] = type
        extensions = self.types_map_inv[strict].setdefault(type, [])
        if ext not in extensions:
            extensions.append(ext)

    def guess_type(self, url, strict=True):
        """The type and the encoding of what a URL names, None for what is not known."""
        url = os.fspath(url)
        parts = urllib.parse.urlparse(url)
        if parts.scheme and len(parts.scheme) > 1:
            scheme, url = parts.scheme, parts.path
            if scheme == 'data':
                comma = url.find(',')
                if comma < 0:
                    return None, None
                kind = url[:comma].partition(';')[0]
                return 'text/plain' if '=' in kind or '/' not in kind else kind, None
        return self._guess(url, strict, posixpath.splitext)

    def guess_file_type(self, path, *, strict=True):
        """The type and the encoding of a file, None for what is not known."""
        path = os.fsdecode(path)
        return self._guess(os.path.splitdrive(path)[1], strict, os.path.splitext)

    def _guess(self, path, strict, splitext):
        base, ext = splitext(path)
        while (longer := self.suffix_map.get(ext.lower())) is not None:
            base, ext = splitext(base + longer)
        encoding = self.encodings_map.get(ext)
        if encoding is not None:
            base, ext = splitext(base)
        ext = ext.lower()
        kind = self.types_map[True].get(ext)
        if kind is None and not strict:
            kind = self.types_map[False].get(ext)
        return kind, encoding

    def guess_all_extensions(self, type, strict=True):
        """The extensions of a type."""
        type = type.lower()
        extensions = list(self.types_map_inv[True].get(type, []))
        if not strict:
            extensions += [e for e in self.types_map_inv[False].get(type, []) if e not in extensions]
        return extensions

    def guess_extension(self, type, strict=True):
        """An extension of a type, or None."""
        return next(iter(self.guess_all_extensions(type, strict)), None)

    def read(self, filename, strict=True):
        """Add the types of a file."""
        with open(filename, encoding='utf-8') as fp:
            self.readfp(fp, strict)

    def readfp(self, fp, strict=True):
        """Add the types of an open file: lines of a type and its extensions."""
        for line in fp:
            words = line.partition('#')[0].split()
            for extension in words[1:]:
                self.add_type(words[0], '.' + extension, strict)

    def read_windows_registry(self, strict=True):
        """Does nothing on this system."""


def _tables():
    if _db is None:
        init()
    return _db


def guess_type(url, strict=True):
    """The type and the encoding of what a URL names, None for what is not known."""
    return _tables().guess_type(url, strict)


def guess_file_type(path, *, strict=True):
    """The type and the encoding of a file, None for what is not known."""
    return _tables().guess_file_type(path, strict=strict)


def guess_all_extensions(type, strict=True):
    """The extensions of a type."""
    return _tables().guess_all_extensions(type, strict)


def guess_extension(type, strict=True):
    """An extension of a type, or None."""
    return _tables().guess_extension(type, strict)


def add_type(type, ext, strict=True):
    """Add a type for an extension."""
    return _tables().add_type(type, ext, strict)


def init(files=None):
    """Read the tables of the system, or the given files."""
    global suffix_map, types_map, encodings_map, common_types, inited, _db
    inited = True
    if files is None or _db is None:
        db = MimeTypes()
        files = knownfiles + (list(files) if files is not None else [])
    else:
        db = _db
    for name in files:
        if os.path.isfile(name):
            db.read(name)
    encodings_map, suffix_map = db.encodings_map, db.suffix_map
    types_map, common_types = db.types_map[True], db.types_map[False]
    # Last: other threads look whether it is there.
    _db = db


def read_mime_types(file):
    """The types in a file: a dict of extensions; None when it cannot be read."""
    try:
        f = open(file, encoding='utf-8')
    except OSError:
        return None
    with f:
        db = MimeTypes()
        db.readfp(f, True)
        return db.types_map[True]
