//! Names of CPython's standard library that are not here: who imports one is told that it is missing, not that it is unknown.

/// The top modules, in alphabetical order.
pub(super) const MISSING: &str = "\
    _aix_support _android_support _apple_support _ast _ast_unparse _asyncio _bisect _blake2 _bz2 _codecs_cn \
    _codecs_hk _codecs_iso2022 _codecs_jp _codecs_kr _codecs_tw _ctypes _curses _curses_panel _datetime _dbm \
    _decimal _elementtree _frozen_importlib _frozen_importlib_external _gdbm _heapq _hmac _interpchannels \
    _interpqueues _interpreters _ios_support _json _locale _lsprof _lzma _markupbase _math_integer _md5 \
    _multibytecodec _multiprocessing _opcode _opcode_metadata _osx_support _overlapped _posixshmem _posixsubprocess \
    _py_abc _py_warnings _pydatetime _pydecimal _pyio _pylong _pyrepl _remote_debugging _scproxy _sha1 _sha3 _socket \
    _sqlite3 _ssl _stat _statistics _string _suggestions _symtable _sysconfig _threading_local _tkinter _tokenize \
    _tracemalloc _types _uuid _warnings _winapi _wmi _zoneinfo _zstd antigravity array ast asyncio bdb bz2 cProfile \
    cmath compileall compression concurrent ctypes curses dbm decimal dis doctest email ensurepip faulthandler fcntl \
    filecmp fileinput ftplib gettext grp gzip http idlelib imaplib ipaddress locale lzma mailbox marshal mimetypes \
    mmap modulefinder msvcrt multiprocessing netrc nt nturl2path opcode optparse pdb pickletools pkgutil platform \
    plistlib poplib profile profiling pstats pty pwd py_compile pyclbr pydoc_data pyexpat quopri readline resource \
    rlcompleter select selectors shelve smtplib socket socketserver sqlite3 ssl stringprep subprocess symtable \
    sysconfig syslog tabnanny tarfile termios this tkinter tokenize tomllib trace tracemalloc tty turtle turtledemo \
    urllib venv wave webbrowser winreg winsound wsgiref xml xmlrpc zipapp zipfile zipimport zlib zoneinfo";
