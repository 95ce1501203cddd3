"""Documentation of objects, made from the objects themselves.

help(thing) describes a Python object, help('name') what has that name, and help()
alone asks at a prompt. "-m pydoc NAME ..." does the same from a shell.

Invariant: nothing here changes what it describes. Reading an attribute may run
a program's code, so every such read stands where its failure is expected.
"""

__all__ = ["help"]

import builtins
import inspect

from pydoc._document import (
    Doc,
    TextDoc,
    TextRepr,
    _PlainTextDoc,
    plaintext,
    text,
)
from pydoc._finding import (
    ErrorDuringImport,
    apropos,
    importfile,
    ispackage,
    ispath,
    locate,
    modules,
    resolve,
    safeimport,
    source_synopsis,
    synopsis,
)
from pydoc._objects import (
    allmethods,
    classify_class_attrs,
    classname,
    cram,
    describe,
    getdoc,
    isdata,
    own_or_inherited_doc,
    parentname,
    replace,
    sort_attributes,
    splitdoc,
    stripid,
    visiblename,
)
from pydoc._pager import (
    getpager,
    get_pager,
    pager,
    pipe_pager,
    pipepager,
    plain,
    plain_pager,
    plainpager,
    tty_pager,
    ttypager,
)


def render_doc(thing, title="Python Library Documentation: %s", forceload=0, renderer=None):
    """The documentation of an object, or of what a dotted name stands for, as text."""
    if renderer is None:
        renderer = text
    found, name = resolve(thing, forceload)
    what = describe(found)
    module = inspect.getmodule(found)
    if name and "." in name:
        what += " in " + name.rpartition(".")[0]
    elif module and module is not found:
        what += " in module " + module.__name__
    if not _has_its_own(found):
        # Of a plain instance the type is what there is to say.
        if hasattr(found, "__origin__"):
            found = found.__origin__
        else:
            found = type(found)
            what += " object"
    return title % what + "\n\n" + renderer.document(found, name)


def _has_its_own(thing):
    return bool(
        inspect.ismodule(thing)
        or inspect.isclass(thing)
        or inspect.isroutine(thing)
        or inspect.isdatadescriptor(thing)
        or own_or_inherited_doc(thing)
    )


def doc(thing, title="Python Library Documentation: %s", forceload=0, output=None, is_cli=False):
    """Show the documentation of an object or of a name, in pages on a terminal."""
    try:
        if output is None:
            what = thing if isinstance(thing, str) else type(thing).__name__
            pager(render_doc(thing, title, forceload), f"Help on {what!s}")
            return
        output.write(render_doc(thing, title, forceload, plaintext))
    except ImportError as missing:
        if is_cli:
            raise
        if output is None:
            print(missing)
        else:
            output.write(str(missing))


# After render_doc and doc: the prompt uses them.
from pydoc._prompt import Helper, cli  # noqa: E402

help = Helper()



# What programs import from here says so, wherever it is written.
for _member in list(globals().values()):
    if str(getattr(_member, "__module__", "")).startswith("pydoc._") and hasattr(_member, "__name__"):
        _member.__module__ = "pydoc"
del _member
