"""What Python 2 called the modules and objects of today, for protocols 0 to 2.

Each line of a table is: the old module, a colon, and names. A pair old=new is
renamed, as is the module of the line when it is written old=new.
"""

_MODULES = """
__builtin__=builtins copy_reg=copyreg Queue=queue SocketServer=socketserver ConfigParser=configparser repr=reprlib
tkFileDialog=tkinter.filedialog tkSimpleDialog=tkinter.simpledialog tkColorChooser=tkinter.colorchooser
tkCommonDialog=tkinter.commondialog Dialog=tkinter.dialog Tkdnd=tkinter.dnd tkFont=tkinter.font
tkMessageBox=tkinter.messagebox ScrolledText=tkinter.scrolledtext Tkconstants=tkinter.constants ttk=tkinter.ttk
Tkinter=tkinter markupbase=_markupbase _winreg=winreg thread=_thread dummy_thread=_dummy_thread dbhash=dbm.bsd
dumbdbm=dbm.dumb dbm=dbm.ndbm gdbm=dbm.gnu xmlrpclib=xmlrpc.client SimpleXMLRPCServer=xmlrpc.server
httplib=http.client htmlentitydefs=html.entities HTMLParser=html.parser Cookie=http.cookies
cookielib=http.cookiejar BaseHTTPServer=http.server test.test_support=test.support commands=subprocess
urlparse=urllib.parse robotparser=urllib.robotparser urllib2=urllib.request anydbm=dbm _abcoll=collections.abc
"""

# Only read: what is written today has names of its own for these.
_MODULES_READ = """
cPickle=pickle _elementtree=xml.etree.ElementTree FileDialog=tkinter.filedialog SimpleDialog=tkinter.simpledialog
DocXMLRPCServer=xmlrpc.server SimpleHTTPServer=http.server UserDict=collections UserList=collections
UserString=collections whichdb=dbm StringIO=io cStringIO=io
"""

# Only written.
_MODULES_WRITTEN = "bz2=_bz2 dbm=_dbm functools=_functools gdbm=_gdbm pickle=_pickle"

_NAMES = """
__builtin__=builtins: xrange=range unichr=chr unicode=str long=int
__builtin__=functools: reduce
__builtin__=sys: intern
itertools=builtins: izip=zip imap=map ifilter=filter
itertools: ifilterfalse=filterfalse izip_longest=zip_longest
UserDict=collections: IterableUserDict=UserDict
UserList=collections: UserList
UserString=collections: UserString
whichdb=dbm: whichdb
_socket=socket: fromfd
_multiprocessing=multiprocessing.connection: Connection
multiprocessing.process=multiprocessing.context: Process
multiprocessing.forking=multiprocessing.popen_fork: Popen
urllib=urllib.error: ContentTooShortError
urllib=urllib.request: getproxies pathname2url url2pathname urlcleanup urlopen urlretrieve
urllib=urllib.parse: quote_plus quote unquote_plus unquote urlencode
urllib2=urllib.error: HTTPError URLError
exceptions=builtins: ArithmeticError AssertionError AttributeError BaseException BufferError BytesWarning
exceptions=builtins: DeprecationWarning EOFError EnvironmentError Exception FloatingPointError FutureWarning
exceptions=builtins: GeneratorExit IOError ImportError ImportWarning IndentationError IndexError KeyError
exceptions=builtins: KeyboardInterrupt LookupError MemoryError NameError NotImplementedError OSError OverflowError
exceptions=builtins: PendingDeprecationWarning ReferenceError RuntimeError RuntimeWarning StopIteration SyntaxError
exceptions=builtins: SyntaxWarning SystemError SystemExit TabError TypeError UnboundLocalError UnicodeDecodeError
exceptions=builtins: UnicodeEncodeError UnicodeError UnicodeTranslateError UnicodeWarning UserWarning ValueError
exceptions=builtins: Warning ZeroDivisionError
multiprocessing=multiprocessing.context: AuthenticationError BufferTooShort ProcessError TimeoutError
"""

_NAMES_READ = """
__builtin__=builtins: basestring=str
exceptions=builtins: StandardError=Exception
UserDict=collections: UserDict
socket: _socketobject=SocketType
"""

_NAMES_WRITTEN = """
__builtin__=_functools: reduce
FileDialog=tkinter.filedialog: FileDialog LoadFileDialog SaveFileDialog
SimpleDialog=tkinter.simpledialog: SimpleDialog
DocXMLRPCServer=xmlrpc.server: ServerHTMLDoc XMLRPCDocGenerator DocXMLRPCRequestHandler DocXMLRPCServer
DocXMLRPCServer=xmlrpc.server: DocCGIXMLRPCRequestHandler
SimpleHTTPServer=http.server: SimpleHTTPRequestHandler
socket=_socket: _socketobject=socket
exceptions=builtins: OSError=BrokenPipeError OSError=ChildProcessError OSError=ConnectionAbortedError
exceptions=builtins: OSError=ConnectionError OSError=ConnectionRefusedError OSError=ConnectionResetError
exceptions=builtins: OSError=FileExistsError OSError=FileNotFoundError OSError=InterruptedError
exceptions=builtins: OSError=IsADirectoryError OSError=NotADirectoryError OSError=PermissionError
exceptions=builtins: OSError=ProcessLookupError OSError=TimeoutError ImportError=ImportCycleError
exceptions=builtins: ImportError=ModuleNotFoundError
"""


def _pairs(table):
    for entry in table.split():
        old, _, new = entry.partition("=")
        yield old, new or old


def _named(table):
    for line in table.strip().splitlines():
        modules, _, names = line.partition(": ")
        (old_module, new_module), = _pairs(modules)
        for old, new in _pairs(names):
            yield (old_module, old), (new_module, new)


IMPORT_MAPPING = dict(_pairs(_MODULES))
REVERSE_IMPORT_MAPPING = {new: old for old, new in IMPORT_MAPPING.items()}
IMPORT_MAPPING.update(_pairs(_MODULES_READ))
REVERSE_IMPORT_MAPPING.update((new, old) for old, new in _pairs(_MODULES_WRITTEN))
NAME_MAPPING = dict(_named(_NAMES))
REVERSE_NAME_MAPPING = {new: old for old, new in NAME_MAPPING.items()}
NAME_MAPPING.update(_named(_NAMES_READ))
REVERSE_NAME_MAPPING.update((new, old) for old, new in _named(_NAMES_WRITTEN))
