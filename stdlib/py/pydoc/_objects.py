"""What can be said of an object: its text, its names, its place, its kind."""

import builtins
import inspect
import re
import types

_HEX_ADDRESS = re.compile(r" at 0x[0-9a-f]{6,16}(>+)$", re.IGNORECASE)
_EMPTY_FIRST_LINE = re.compile(r"^ *\n")

# Names that tell where a thing comes from, not what it does.
_HIDDEN = frozenset(
    f"__{name}__"
    for name in (
        "annotate_func annotations_cache author builtins credits date doc file firstlineno loader module name"
        " package path qualname slots spec static_attributes version"
    ).split()
)


# Texts.


def own_or_inherited_doc(thing):
    """The text of an object or of what it overrides; not the one its type lends to every instance."""
    return inspect.getdoc(thing, fallback_to_class_doc=False, inherit_class_doc=False)


def getdoc(object):
    """The text of an object, or the comments above its source, or nothing."""
    found = own_or_inherited_doc(object) or inspect.getcomments(object) or ""
    return _EMPTY_FIRST_LINE.sub("", found.rstrip())


def splitdoc(doc):
    """Divide a text into its summary line and the rest; without a blank second line all is rest."""
    lines = doc.strip().split("\n")
    if len(lines) == 1:
        return lines[0], ""
    if not lines[1].rstrip():
        return lines[0], "\n".join(lines[2:])
    return "", "\n".join(lines)


def cram(text, maxlen):
    """Leave out the middle of a text that is longer than maxlen."""
    if len(text) <= maxlen:
        return text
    before = max(0, (maxlen - 3) // 2)
    after = max(0, maxlen - 3 - before)
    return text[:before] + "..." + text[len(text) - after :]


def stripid(text):
    """Drop the address that closes a default repr."""
    return _HEX_ADDRESS.sub(r"\1", text)


def replace(text, *pairs):
    """Replace in order: old, new, old, new, ..."""
    for old, new in zip(pairs[::2], pairs[1::2]):
        text = text.replace(old, new)
    return text


# Names and places.


def classname(object, modname):
    """The name of a class, with its module unless that is modname."""
    return object.__name__ if object.__module__ == modname else f"{object.__module__}.{object.__name__}"


def parentname(object, modname):
    """What encloses a function: its class, its module when that is not modname, both, or None."""
    outer = object.__qualname__.rpartition(".")[0] if "." in object.__qualname__ else ""
    if object.__module__ == modname:
        return outer or None
    return f"{object.__module__}.{outer}" if outer else object.__module__


def visiblename(name, all=None, obj=None):
    """Whether a name belongs into documentation; all is the module's __all__, if it has one."""
    if name in _HIDDEN:
        return False
    if name.startswith("__") and name.endswith("__"):
        return True
    if name.startswith("_") and hasattr(obj, "_fields"):
        return True
    if _is_future(name, obj):
        return False
    if all is not None:
        return name in all
    return not name.startswith("_")


def _is_future(name, obj):
    import __future__

    if obj is __future__ or name not in __future__.all_feature_names:
        return False
    return isinstance(getattr(obj, name, None), __future__._Feature)


# Kinds.


def isdata(object):
    """Whether an object is a plain value."""
    return not (
        inspect.ismodule(object)
        or inspect.isclass(object)
        or inspect.isroutine(object)
        or inspect.isframe(object)
        or inspect.istraceback(object)
        or inspect.iscode(object)
    )


def is_bound_method(object):
    """Whether calls hand a first argument over that is an instance or a class."""
    if inspect.ismethod(object) or isinstance(object, types.MethodWrapperType):
        return True
    if inspect.isbuiltin(object):
        owner = getattr(object, "__self__", None)
        return not (inspect.ismodule(owner) or owner is None)
    return False


def describe(thing):
    """Say in a few words what an object is: "class X", "function f"."""
    if inspect.ismodule(thing):
        if thing.__name__ in _builtin_modules():
            return "built-in module " + thing.__name__
        return ("package " if hasattr(thing, "__path__") else "module ") + thing.__name__
    if inspect.isbuiltin(thing):
        return "built-in function " + thing.__name__
    for test, word in ((inspect.isgetsetdescriptor, "getset"), (inspect.ismemberdescriptor, "member")):
        if test(thing):
            owner = thing.__objclass__
            return f"{word} descriptor {owner.__module__}.{owner.__name__}.{thing.__name__}"
    for test, word in (
        (inspect.isclass, "class"),
        (inspect.isfunction, "function"),
        (inspect.ismethod, "method"),
        (inspect.ismethodwrapper, "method wrapper"),
        (inspect.ismethoddescriptor, "method descriptor"),
    ):
        if test(thing) and hasattr(thing, "__name__"):
            return f"{word} {thing.__name__}"
    return type(thing).__name__


def _builtin_modules():
    import sys

    return sys.builtin_module_names


def classify_class_attrs(object):
    """What inspect finds in a class, with descriptors that hold data told apart."""
    found = []
    for name, kind, cls, value in inspect.classify_class_attrs(object):
        if inspect.isdatadescriptor(value):
            kind = "data descriptor"
            if isinstance(value, property) and value.fset is None:
                kind = "readonly property"
        elif kind == "method" and is_bound_method(value):
            # The metaclass lends it, bound to the class already.
            kind = "static method"
        found.append((name, kind, cls, value))
    return found


def sort_attributes(attrs, object):
    """Sort by name, but the fields of a named tuple by their order and before all."""
    fields = getattr(object, "_fields", [])
    try:
        rank = {name: place - len(fields) for place, name in enumerate(fields)}
    except TypeError:
        rank = {}
    attrs.sort(key=lambda attr: (rank.get(attr[0], 0), attr[0]))


def allmethods(cl):
    """The routines of a class and of its bases, by name, as the class gives them."""
    found = {}
    for base in inspect.getmro(cl):
        for name, _ in inspect.getmembers(base, inspect.isroutine):
            found.setdefault(name, getattr(cl, name))
    return found


def builtin_subclasses(cls):
    """The names of the builtin classes directly below a class."""
    names = [
        sub.__name__
        for sub in type.__subclasses__(cls)
        if sub.__module__ == "builtins" and not sub.__name__.startswith("_")
    ]
    return sorted(map(str, names), key=str.lower)


def argument_text(thing):
    """The parameters of a callable in parentheses, or None when nothing tells them."""
    try:
        return signature_text(thing)
    except (ValueError, TypeError):
        return _from_text_signature(thing)


def signature_text(thing):
    """The same from inspect.signature alone, with its errors."""
    from annotationlib import Format

    signature = inspect.signature(thing, annotation_format=Format.STRING)
    name = getattr(thing, "__name__", "")
    width = None if name == "<lambda>" else 80 - len(name)
    return signature.format(max_width=width, quote_annotation_strings=False)


def _from_text_signature(thing):
    text = getattr(thing, "__text_signature__", None)
    if not text:
        return None
    if text.startswith("($"):
        text = "(" + text[2:]
    if getattr(thing, "__self__", None) is not None:
        # The first argument is bound; with it goes a slash that stands for it alone.
        rest = re.match(r"\(\w+(?:(?=\))|,\s*(?:/(?:,\s*|(?=\))))?)", text)
        text = "(" + text[rest.end() :]
    return text
