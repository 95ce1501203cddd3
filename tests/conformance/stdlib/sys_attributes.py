"""sys: what programs look at."""

import sys

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(sys.version_info[:2], sys.version_info >= (3, 15), sys.version_info.major,
    sys.version_info.releaselevel in ("final", "alpha", "beta", "candidate"), sys.hexversion >> 16 == 0x30F,
    sys.version.startswith("3.15"))
print(sys.maxsize, sys.maxunicode, sys.byteorder, sys.platform, sys.float_info.max, sys.float_info.epsilon,
    sys.float_info.dig, sys.float_info.mant_dig, sys.float_info.radix, sys.int_info.default_max_str_digits,
    sys.hash_info.width, sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.imag)
print(type(sys.argv), len(sys.argv), isinstance(sys.path, list), isinstance(sys.modules, dict),
    "sys" in sys.modules, sys.modules["sys"] is sys, sys.modules["__main__"].__name__,
    "builtins" in sys.builtin_module_names, "math" in sys.stdlib_module_names)
print(sys.getrecursionlimit(), sys.setrecursionlimit(500), sys.getrecursionlimit(), sys.setrecursionlimit(1000))
attempt(sys.setrecursionlimit, 0)
attempt(sys.setrecursionlimit, "x")
attempt(sys.setrecursionlimit, -5)
print(sys.getdefaultencoding(), sys.getfilesystemencoding(), sys.getfilesystemencodeerrors(), sys.stdout.encoding,
    sys.stdin.encoding, sys.stdout.name, sys.stderr.name, sys.stdout.fileno(), sys.stderr.fileno(),
    sys.__stdout__ is sys.stdout)
print(sys.intern("abc") is sys.intern("a" + "bc"), sys.getsizeof([]) > 0, sys.is_finalizing(),
    sys.implementation.name != "", isinstance(sys.executable, str), sys.flags.optimize,
    sys.flags.dont_write_bytecode, sys.dont_write_bytecode, sys._is_gil_enabled() in (True, False))
attempt(sys.intern, 5)
attempt(sys.getrefcount)
try:
    1 / 0
except ZeroDivisionError:
    kind, value, trace = sys.exc_info()
    print(kind.__name__, value, trace.tb_lineno > 0, sys.exception() is value)
print(sys.exc_info(), sys.exception())


def outer():
    def inner():
        return sys._getframe(1).f_code.co_name, sys._getframe().f_lineno > 0, sorted(sys._getframe(1).f_locals), sys._getframemodulename(0) if hasattr(sys,
            "_getframemodulename") else None
    return inner()


print(outer())
attempt(sys._getframe, 10000)
for arg in (None, 3, "text"):
    try:
        sys.exit(arg)
    except SystemExit as error:
        print(error.code, error.args)
old = sys.displayhook
sys.displayhook(5)
sys.displayhook("text")
sys.displayhook(None)
import builtins
print(builtins._)
import io
stderr, sys.stderr = sys.stderr, io.StringIO()
try:
    {}["k"]
except KeyError:
    sys.excepthook(*sys.exc_info())
text, sys.stderr = sys.stderr.getvalue(), stderr
print(text.splitlines()[0], text.splitlines()[-1])
print(sys.get_int_max_str_digits(), sys.set_int_max_str_digits(0), sys.get_int_max_str_digits(),
    sys.set_int_max_str_digits(4300))
attempt(sys.set_int_max_str_digits, 100)
print(sys.thread_info.name, sys.api_version, sys.copyright.startswith("Copyright"), sys.float_repr_style,
    sys.warnoptions, sys.getallocatedblocks() >= 0, callable(sys.breakpointhook), sys.pycache_prefix,
    sys.platlibdir != "")
hooks = []
sys.unraisablehook, old = (lambda info: hooks.append(type(info.exc_value).__name__)), sys.unraisablehook
sys.unraisablehook = old
audits = []
sys.addaudithook(lambda event, args: audits.append(event) if event.startswith("pyish.") else None)
sys.audit("pyish.test", 1)
print(audits, hooks)
