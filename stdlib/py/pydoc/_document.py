"""Objects as text.

A documenter has one method per kind of object; each returns lines that end in a
newline, without indentation: whoever puts a text into another one indents it.
"""

import builtins
import inspect
import reprlib
from collections import deque

from pydoc import _objects
from pydoc._objects import classify_class_attrs, classname, cram, getdoc, isdata, replace, stripid, visiblename

_RULE = "-" * 70
_WIDEST_VALUE = 70
_MOST_SUBCLASSES = 4


class TextRepr(reprlib.Repr):
    """Values, cut to what fits beside a name."""

    def __init__(self):
        super().__init__()
        self.maxlist = self.maxtuple = 20
        self.maxdict = 10
        self.maxstring = self.maxother = 100

    def repr1(self, x, level):
        kind = type(x)
        if hasattr(kind, "__name__"):
            special = getattr(self, "repr_" + "_".join(kind.__name__.split()), None)
            if special is not None:
                return special(x, level)
        return cram(stripid(repr(x)), self.maxother)

    def repr_string(self, x, level):
        shown = cram(x, self.maxstring)
        quoted = repr(shown)
        if "\\" in shown and "\\" not in replace(quoted, r"\\", ""):
            # Every backslash stands for itself, so a raw literal says it better.
            return "r" + quoted[0] + shown + quoted[0]
        return quoted

    repr_str = repr_string

    def repr_instance(self, x, level):
        try:
            return cram(stripid(repr(x)), self.maxstring)
        except:
            return "<%s instance>" % x.__class__.__name__


class Doc:
    """Chooses the method that fits an object; subclasses say what each writes."""

    def document(self, object, name=None, *args):
        args = (object, name) + args
        try:
            if inspect.ismodule(object):
                return self.docmodule(*args)
            if inspect.isclass(object):
                return self.docclass(*args)
            if inspect.isroutine(object):
                return self.docroutine(*args)
        except AttributeError:
            # A thing that only looks like one of these is described as a value.
            pass
        if inspect.isdatadescriptor(object):
            return self.docdata(*args)
        return self.docother(*args)

    def fail(self, object, name=None, *args):
        """Raise TypeError: there is no text for such an object."""
        place = name and " " + repr(name)
        raise TypeError(f"don't know how to document object{place} of type {type(object).__name__}")

    docmodule = docclass = docroutine = docother = docproperty = docdata = fail


class TextDoc(Doc):
    """Text whose names are struck over, which pagers show bold."""

    _repr_instance = TextRepr()
    repr = _repr_instance.repr

    def bold(self, text):
        return "".join(char + "\b" + char for char in text)

    def indent(self, text, prefix="    "):
        if not text:
            return ""
        return "\n".join((prefix + line).rstrip() for line in text.split("\n"))

    def section(self, title, contents):
        return f"{self.bold(title)}\n{self.indent(contents).rstrip()}\n\n"

    def formattree(self, tree, modname, parent=None, prefix=""):
        """The classes of a tree, as inspect.getclasstree gives it, one on a line."""
        result, last = "", parent
        for entry in tree:
            if isinstance(entry, list):
                result += self.formattree(entry, modname, last, prefix + "    ")
                continue
            last, bases = entry
            line = prefix + classname(last, modname)
            if bases and bases != (parent,):
                line += "(%s)" % ", ".join(classname(base, modname) for base in bases)
            result += line + "\n"
        return result

    # Modules.

    def docmodule(self, object, name=None, mod=None, *ignored):
        name = object.__name__
        summary, rest = _objects.splitdoc(getdoc(object))
        parts = [self.section("NAME", name + (f" - {summary}" if summary else ""))]
        if rest:
            parts.append(self.section("DESCRIPTION", rest))
        public = getattr(object, "__all__", None)
        parts += self._inner_modules(object, name)
        classes = self._members(object, inspect.isclass, public, self._class_is_here)
        if classes:
            tree = inspect.getclasstree([value for _, value in classes], 1)
            texts = [self.formattree(tree, name)]
            texts += [self.document(value, key, name) for key, value in classes]
            parts.append(self.section("CLASSES", "\n".join(texts)))
        routines = self._members(object, inspect.isroutine, public, self._routine_is_here)
        if routines:
            texts = [self.document(value, key, name) for key, value in routines]
            parts.append(self.section("FUNCTIONS", "\n".join(texts)))
        values = [pair for pair in inspect.getmembers(object, isdata) if visiblename(pair[0], public, object)]
        if values:
            texts = [self.docother(value, key, name, maxlen=_WIDEST_VALUE) for key, value in values]
            parts.append(self.section("DATA", "\n".join(texts)))
        parts += self._origin(object)
        return "".join(parts)

    @staticmethod
    def _class_is_here(module, value):
        return (inspect.getmodule(value) or module) is module

    @staticmethod
    def _routine_is_here(module, value):
        return inspect.isbuiltin(value) or inspect.getmodule(value) is module

    @staticmethod
    def _members(module, kind, public, is_here):
        """The module's members of a kind; with an __all__ those it names, else those made here."""
        return [
            (key, value)
            for key, value in inspect.getmembers(module, kind)
            if (public is not None or is_here(module, value)) and visiblename(key, public, module)
        ]

    def _inner_modules(self, object, name):
        from pydoc._finding import folder_modules

        parts, known = [], set()
        if hasattr(object, "__path__"):
            found = list(folder_modules(object.__path__, name + "."))
            known = {inner.rpartition(".")[2] for inner, _ in found}
            lines = sorted(
                inner.rpartition(".")[2] + (" (package)" if is_package else "") for inner, is_package in found
            )
            if lines:
                parts.append(self.section("PACKAGE CONTENTS", "\n".join(lines)))
        loaded = sorted(
            key
            for key, value in inspect.getmembers(object, inspect.ismodule)
            if value.__name__.startswith(name + ".") and key not in known
        )
        if loaded:
            parts.append(self.section("SUBMODULES", "\n".join(loaded)))
        return parts

    def _origin(self, object):
        parts = []
        for attribute in ("__version__", "__date__", "__author__", "__credits__"):
            if hasattr(object, attribute):
                value = str(getattr(object, attribute))
                if attribute == "__version__" and value.startswith("$Revision: ") and value.endswith("$"):
                    value = value[len("$Revision: ") : -1].strip()
                parts.append(self.section(attribute.strip("_").upper(), value))
        try:
            file = inspect.getabsfile(object)
        except TypeError:
            file = "(built-in)"
        parts.append(self.section("FILE", file))
        return parts

    # Classes.

    def docclass(self, object, name=None, mod=None, *ignored):
        real = object.__name__
        name = name or real
        module = object.__module__
        title = "class " + self.bold(real) if name == real else f"{self.bold(name)} = class {real}"
        if object.__bases__:
            title += "(%s)" % ", ".join(classname(base, module) for base in object.__bases__)
        lines = self._class_head(object, name, module)
        lines += self._class_attributes(object, mod)
        body = "\n".join(lines)
        if not body:
            return title + "\n"
        return title + "\n" + self.indent(body.rstrip(), " |  ") + "\n"

    def _class_head(self, object, name, module):
        lines = []
        try:
            arguments = _objects.signature_text(object)
        except (ValueError, TypeError):
            arguments = None
        if arguments and arguments != "()":
            lines.append(name + arguments + "\n")
        doc = getdoc(object)
        if doc:
            lines.append(doc + "\n")
        order = inspect.getmro(object)
        if len(order) > 2:
            lines.append("Method resolution order:")
            lines += ["    " + classname(base, module) for base in order]
            lines.append("")
        below = _objects.builtin_subclasses(object)
        if below:
            lines.append("Built-in subclasses:")
            lines += ["    " + sub for sub in below[:_MOST_SUBCLASSES]]
            if len(below) > _MOST_SUBCLASSES:
                lines.append(f"    ... and {len(below) - _MOST_SUBCLASSES} other subclasses")
            lines.append("")
        return lines

    def _class_attributes(self, object, mod):
        """The attributes by the class that defines them, the nearest first, and by their kind."""
        attrs = [attr for attr in classify_class_attrs(object) if visiblename(attr[0], obj=object)]
        order = deque(inspect.getmro(object))
        lines = []
        while attrs:
            definer = order.popleft() if order else attrs[0][2]
            here = [attr for attr in attrs if attr[2] is definer]
            attrs = [attr for attr in attrs if attr[2] is not definer]
            if definer is builtins.object and object is not builtins.object:
                continue
            if definer is object:
                where = "defined here"
            else:
                where = "inherited from " + classname(definer, object.__module__)
            _objects.sort_attributes(here, object)
            for kind, words, write in (
                ("method", "Methods", self._member_routine),
                ("class method", "Class methods", self._member_routine),
                ("static method", "Static methods", self._member_routine),
                ("readonly property", "Readonly properties", self._member_descriptor),
                ("data descriptor", "Data descriptors", self._member_descriptor),
                ("data", "Data and other attributes", self._member_value),
            ):
                chosen = [attr for attr in here if attr[1] == kind]
                if not chosen:
                    continue
                if lines:
                    lines.append(_RULE)
                lines.append(f"{words} {where}:\n")
                lines += [write(object, attr, mod) for attr in chosen]
        return lines

    def _member_routine(self, object, attr, mod):
        name, _, home, value = attr
        try:
            value = getattr(object, name)
        except Exception:
            # A property of the metaclass may answer in the class's place, and fail.
            return self.docdata(value, name, mod)
        return self.document(value, name, mod, object, home)

    def _member_descriptor(self, object, attr, mod):
        return self.docdata(attr[3], attr[0], mod)

    def _member_value(self, object, attr, mod):
        name, _, home, value = attr
        try:
            value = getattr(object, name)
        except AttributeError:
            value = home.__dict__[name]
        return self.docother(value, name, mod, maxlen=_WIDEST_VALUE) + "\n"

    # Routines, descriptors, values.

    def docroutine(self, object, name=None, mod=None, cl=None, homecls=None):
        real = object.__name__
        name = name or real
        note = self._origin_note(object, mod, cl, homecls or cl)
        elsewhere = False
        if name == real:
            title = self.bold(real)
        else:
            if cl is not None and inspect.getattr_static(cl, real, []) is object:
                # The text stands under the other name already.
                elsewhere = True
                if note.startswith(" from "):
                    note = ""
            title = f"{self.bold(name)} = {real}"
        arguments = _objects.argument_text(object)
        if arguments and real == "<lambda>":
            title = self.bold(name) + " lambda "
            if not object.__annotations__:
                arguments = arguments[1:-1]
        is_async = inspect.iscoroutinefunction(object) or inspect.isasyncgenfunction(object)
        line = ("async " if is_async else "") + title + (arguments or "(...)") + note
        doc = "" if elsewhere else getdoc(object)
        return line + "\n" + (self.indent(doc).rstrip() + "\n" if doc else "")

    @staticmethod
    def _origin_note(object, mod, cl, home):
        """What a routine is bound to, or which other class or module defines it."""
        function = None
        if _objects.is_bound_method(object):
            owner = object.__self__
            if owner is not cl:
                if inspect.isclass(owner):
                    return " class method of " + classname(owner, mod)
                return f" method of {classname(type(owner), mod)} instance"
            function = getattr(object, "__func__", None)
        elif inspect.ismethoddescriptor(object) or inspect.ismethodwrapper(object):
            try:
                owner = object.__objclass__
            except AttributeError:
                function = object
            else:
                if cl is None:
                    return f" unbound {classname(owner, mod)} method"
                return "" if owner is home else " from " + classname(owner, mod)
        else:
            function = object
        if not inspect.isfunction(function) or home is None:
            return ""
        if (function.__module__, function.__qualname__) == (
            home.__module__,
            f"{home.__qualname__}.{object.__name__}",
        ):
            return ""
        parent = _objects.parentname(function, mod)
        return f" from {parent}" if parent else ""

    def docdata(self, object, name=None, mod=None, cl=None, *ignored):
        head = self.bold(name) + "\n" if name else ""
        doc = getdoc(object)
        return head + (self.indent(doc) + "\n" if doc else "")

    docproperty = docdata

    def docother(self, object, name=None, mod=None, *ignored, maxlen=None, doc=None):
        shown = self.repr(object)
        if maxlen:
            room = maxlen - len(f"{name} = " if name else "")
            if len(shown) > room:
                shown = shown[: room - len(shown)] + "..."
        line = (self.bold(name) + " = " if name else "") + shown
        doc = doc or getdoc(object)
        if doc:
            line += "\n" + self.indent(str(doc)) + "\n"
        return line


class _PlainTextDoc(TextDoc):
    """Text without strikes."""

    def bold(self, text):
        return text


text = TextDoc()
plaintext = _PlainTextDoc()
