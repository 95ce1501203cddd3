"""Data as text that is laid out to be read.

Owns PrettyPrinter. Which method lays out a type is found by the type's __repr__:
a subclass with a repr of its own is written as that says.
Invariant: what fits into the width that is left is written as repr() would; only
what does not is broken into lines, from the outside in.
"""

import collections
import sys
import types
from io import StringIO

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, expand=False,
           sort_dicts=True, underscore_numbers=False):
    """Print an object, laid out."""
    PrettyPrinter(stream=stream, indent=indent, width=width, depth=depth, compact=compact,
                  expand=expand, sort_dicts=sort_dicts,
                  underscore_numbers=underscore_numbers).pprint(object)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, expand=False,
            sort_dicts=True, underscore_numbers=False):
    """An object as text, laid out."""
    return PrettyPrinter(indent=indent, width=width, depth=depth, compact=compact,
                         expand=expand, sort_dicts=sort_dicts,
                         underscore_numbers=underscore_numbers).pformat(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """pprint() that leaves dicts in their order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def saferepr(object):
    """repr() that can deal with structures that contain themselves."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[0]


def isreadable(object):
    """True if eval() could read the text of an object."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[1]


def isrecursive(object):
    """True if an object contains itself."""
    return PrettyPrinter()._safe_repr(object, {}, None, 0)[2]


class _safe_key:
    # Orders what has no order by type and address.
    __slots__ = ['obj']

    def __init__(self, obj):
        self.obj = obj

    def __lt__(self, other):
        try:
            return self.obj < other.obj
        except TypeError:
            return ((str(type(self.obj)), id(self.obj))
                    < (str(type(other.obj)), id(other.obj)))


def _safe_tuple(t):
    return _safe_key(t[0]), _safe_key(t[1])


def _recursion(object):
    return f"<Recursion on {type(object).__name__} with id={id(object)}>"


_builtin_scalars = frozenset({str, bytes, bytearray, float, complex, bool, type(None)})


class PrettyPrinter:
    """Lays objects out.

    indent: spaces for each level; width: of the lines; depth: levels that are shown
    compact: as many items in a line as fit; expand: brackets on lines of their own
    """

    # How the methods below are called: with the object, the stream, the column from
    # which it is indented, how many characters must stay free behind it, the ids of the
    # objects it is within, and the level.
    _dispatch = {}

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False,
                 expand=False, sort_dicts=True, underscore_numbers=False):
        indent = int(indent)
        width = int(width)
        if indent < 0:
            raise ValueError('indent must be >= 0')
        if depth is not None and depth <= 0:
            raise ValueError('depth must be > 0')
        if not width:
            raise ValueError('width must be != 0')
        if compact and expand:
            raise ValueError('compact and expand are incompatible')
        self._depth = depth
        self._indent_per_level = indent
        self._width = width
        self._stream = sys.stdout if stream is None else stream
        self._compact = bool(compact)
        self._expand = bool(expand)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers
        # When expanded: how long what precedes the next object in its line is.
        self._pending_prefix_len = 0

    def pprint(self, object):
        """Write an object, laid out, with a newline."""
        if self._stream is not None:
            self._format(object, self._stream, 0, 0, {}, 0)
            self._stream.write("\n")

    def pformat(self, object):
        """An object as text, laid out."""
        stream = StringIO()
        self._format(object, stream, 0, 0, {}, 0)
        return stream.getvalue()

    def isrecursive(self, object):
        """True if an object contains itself."""
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        """True if eval() could read the text of an object."""
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    def format(self, object, context, maxlevels, level):
        """(text in one line, is it readable, does it contain itself); may be replaced."""
        return self._safe_repr(object, context, maxlevels, level)

    def _repr(self, object, context, level):
        text, readable, recursive = self.format(object, context.copy(), self._depth, level)
        if not readable:
            self._readable = False
        if recursive:
            self._recursive = True
        return text

    def _format(self, object, stream, indent, allowance, context, level):
        prefix, self._pending_prefix_len = self._pending_prefix_len, 0
        if id(object) in context:
            stream.write(_recursion(object))
            self._recursive = True
            self._readable = False
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - prefix - allowance:
            method = self._dispatch.get(type(object).__repr__)
            if method is None and _has_dataclass_repr(object):
                method = PrettyPrinter._pprint_dataclass
            if method is not None:
                context[id(object)] = 1
                method(self, object, stream, indent, allowance, context, level + 1)
                del context[id(object)]
                return
        stream.write(text)

    # ---- brackets and what is within ----------------------------------------

    def _block_start(self, text, indent):
        return f"{text}\n{' ' * indent}" if self._expand else text

    def _block_end(self, text, indent):
        return f"\n{' ' * indent}{text}" if self._expand else text

    def _pad(self, write):
        # Up to where the first item starts.
        width = self._indent_per_level - (not self._expand)
        if width > 0:
            write(width * ' ')

    def _child(self, object, stream, indent, allowance, context, level, prefix):
        # An object behind a prefix of some length in the same line.
        if self._expand:
            self._pending_prefix_len = prefix
        else:
            indent += prefix
        try:
            self._format(object, stream, indent, allowance, context, level)
        finally:
            self._pending_prefix_len = 0

    def _wrapped(self, name, inner, stream, indent, allowance, context, level):
        # name(inner)
        stream.write(name + '(')
        self._child(inner, stream, indent, allowance + 1, context, level, len(name) + 1)
        stream.write(')')

    def _pairs(self, pairs, sign, stream, indent, allowance, context, level):
        # (text, object): text, sign, and the object laid out, a line for each.
        write = stream.write
        separator = ',\n' + ' ' * indent
        last = len(pairs) - 1
        for i, (text, value) in enumerate(pairs):
            write(text + sign)
            if sign == '=' and id(value) in context:
                write("...")    # as repr() of a dataclass has it
            else:
                self._child(value, stream, indent, allowance if i == last else 1, context,
                            level, len(text) + len(sign))
            if i != last:
                write(separator)
            elif self._expand:
                write(',')

    def _mapping(self, mapping, start, end, stream, indent, inner, allowance, context, level):
        # `inner` is where the items are indented from.
        write = stream.write
        write(self._block_start(start, indent))
        self._pad(write)
        if mapping:
            items = mapping.items()
            if self._sort_dicts:
                items = sorted(items, key=_safe_tuple)
            pairs = [(self._repr(key, context, level), value) for key, value in items]
            self._pairs(pairs, ': ', stream, inner + self._indent_per_level,
                        allowance + len(end), context, level)
        write(self._block_end(end, indent))

    def _namespace(self, name, pairs, stream, indent, allowance, context, level):
        # name(field=value, ...)
        indent += self._indent_per_level if self._expand else len(name) + 1
        stream.write(self._block_start(name + '(', indent))
        self._pairs(list(pairs), '=', stream, indent, allowance, context, level)
        stream.write(self._block_end(')', indent - self._indent_per_level))

    def _items(self, items, stream, indent, allowance, context, level):
        write = stream.write
        indent += self._indent_per_level
        self._pad(write)
        newline = ',\n' + ' ' * indent
        separator = ''
        width = most = self._width - indent + 1
        items = list(items)
        last = len(items) - 1
        for i, item in enumerate(items):
            if i == last:
                most -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                need = len(text) + 2
                if width < need:
                    width = most
                    if separator:
                        separator = newline
                if width >= need:
                    width -= need
                    write(separator + text)
                    separator = ', '
                    continue
            write(separator)
            separator = newline
            self._format(item, stream, indent, allowance if i == last else 1, context, level)
            if i == last and self._expand:
                write(',')

    def _sequence(self, items, start, end, stream, indent, inner, allowance, context, level):
        stream.write(self._block_start(start, indent))
        self._items(items, stream, inner, allowance + len(end), context, level)
        stream.write(self._block_end(end, indent))

    # ---- builtin types ------------------------------------------------------

    def _pprint_dataclass(self, object, stream, indent, allowance, context, level):
        from dataclasses import fields
        pairs = [(f.name, getattr(object, f.name)) for f in fields(object) if f.repr]
        self._namespace(object.__class__.__name__, pairs, stream, indent, allowance, context,
                        level)

    def _pprint_simplenamespace(self, object, stream, indent, allowance, context, level):
        cls = type(object)
        name = 'namespace' if cls is types.SimpleNamespace else cls.__name__
        self._namespace(name, object.__dict__.items(), stream, indent, allowance, context, level)

    _dispatch[types.SimpleNamespace.__repr__] = _pprint_simplenamespace

    def _pprint_dict(self, object, stream, indent, allowance, context, level):
        self._mapping(object, '{', '}', stream, indent, indent, allowance, context, level)

    _dispatch[dict.__repr__] = _pprint_dict

    def _pprint_frozendict(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        inner = indent if self._expand else indent + len(name) + 1
        self._mapping(object, name + '({', '})', stream, indent, inner, allowance, context, level)

    _dispatch[frozendict.__repr__] = _pprint_frozendict

    def _pprint_ordered_dict(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        self._wrapped(object.__class__.__name__, list(object.items()), stream, indent,
                      allowance, context, level)

    _dispatch[collections.OrderedDict.__repr__] = _pprint_ordered_dict

    def _pprint_dict_view(self, object, stream, indent, allowance, context, level):
        entries = object
        if self._sort_dicts:
            is_items = isinstance(object, type({}.items()))
            entries = sorted(object, key=_safe_tuple if is_items else _safe_key)
        self._sequence(entries, object.__class__.__name__ + '([', '])', stream, indent, indent,
                       allowance, context, level)

    def _pprint_mapping_abc_view(self, object, stream, indent, allowance, context, level):
        stream.write(object.__class__.__name__ + '(')
        self._format(object._mapping, stream, indent, allowance, context, level)
        stream.write(')')

    _view_reprs = {cls.__repr__ for cls in (type({}.keys()), type({}.values()), type({}.items()))}
    for _view_repr in _view_reprs:
        _dispatch[_view_repr] = _pprint_dict_view
    del _view_repr
    _dispatch[collections.abc.MappingView.__repr__] = _pprint_mapping_abc_view
    _view_reprs.add(collections.abc.MappingView.__repr__)

    def _pprint_list(self, object, stream, indent, allowance, context, level):
        self._sequence(object, '[', ']', stream, indent, indent, allowance, context, level)

    _dispatch[list.__repr__] = _pprint_list

    def _pprint_tuple(self, object, stream, indent, allowance, context, level):
        end = ',)' if len(object) == 1 and not self._expand else ')'
        self._sequence(object, '(', end, stream, indent, indent, allowance, context, level)

    _dispatch[tuple.__repr__] = _pprint_tuple

    def _pprint_set(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        cls = object.__class__
        start, end = '{', '}'
        if cls is not set:
            start, end = cls.__name__ + '({', '})'
        shift = 0 if self._expand else len(start) - 1
        self._sequence(sorted(object, key=_safe_key), start, end, stream, indent + shift,
                       indent + shift, allowance, context, level)

    _dispatch[set.__repr__] = _pprint_set
    _dispatch[frozenset.__repr__] = _pprint_set

    def _pprint_str(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        if level == 1:
            indent += self._indent_per_level if self._expand else 1
            allowance += 1
        chunks = _wrap_str(object, self._width - indent, allowance)
        if len(chunks) == 1:
            stream.write(chunks[0])
            return
        text = ('\n' + ' ' * indent).join(chunks)
        if level == 1:
            text = (self._block_start('(', indent) + text
                    + self._block_end(')', indent - self._indent_per_level))
        stream.write(text)

    _dispatch[str.__repr__] = _pprint_str

    def _pprint_bytes(self, object, stream, indent, allowance, context, level):
        if len(object) <= 4:
            stream.write(repr(object))
            return
        if level == 1:
            indent += self._indent_per_level if self._expand else 1
            allowance += 1
            stream.write(self._block_start('(', indent))
        stream.write(('\n' + ' ' * indent).join(
            _wrap_bytes(object, self._width - indent, allowance)))
        if level == 1:
            stream.write(self._block_end(')', indent - self._indent_per_level))

    _dispatch[bytes.__repr__] = _pprint_bytes

    def _pprint_bytearray(self, object, stream, indent, allowance, context, level):
        write = stream.write
        write(self._block_start('bytearray(', indent))
        if self._expand:
            write(' ' * self._indent_per_level)
        inner = indent + (self._indent_per_level if self._expand else 10)
        self._pprint_bytes(bytes(object), stream, inner, allowance + 1, context, level + 1)
        write(self._block_end(')', indent))

    _dispatch[bytearray.__repr__] = _pprint_bytearray

    def _pprint_mappingproxy(self, object, stream, indent, allowance, context, level):
        self._wrapped('mappingproxy', object.copy(), stream, indent, allowance, context, level)

    _dispatch[types.MappingProxyType.__repr__] = _pprint_mappingproxy

    # ---- containers of collections ------------------------------------------

    def _pprint_default_dict(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        factory = self._repr(object.default_factory, context, level)
        if self._expand:
            stream.write(f"{name}({factory}, ")
        else:
            indent += len(name) + 1
            stream.write(f"{name}({factory},\n{' ' * indent}")
        self._pprint_dict(object, stream, indent, allowance + 1, context, level)
        stream.write(')')

    _dispatch[collections.defaultdict.__repr__] = _pprint_default_dict

    def _pprint_counter(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        write = stream.write
        write(self._block_start(name + '({', indent))
        self._pad(write)
        pairs = [(self._repr(key, context, level), count) for key, count in object.most_common()]
        inner = indent if self._expand else indent + len(name) + 1
        self._pairs(pairs, ': ', stream, inner + self._indent_per_level, allowance + 2, context,
                    level)
        write(self._block_end('})', indent))

    _dispatch[collections.Counter.__repr__] = _pprint_counter

    def _pprint_chain_map(self, object, stream, indent, allowance, context, level):
        if not object.maps or len(object.maps) == 1 and not object.maps[0]:
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        indent += self._indent_per_level if self._expand else len(name) + 1
        write = stream.write
        write(self._block_start(name + '(', indent))
        last = len(object.maps) - 1
        for i, m in enumerate(object.maps):
            self._format(m, stream, indent, allowance + 1 if i == last else 1, context, level)
            if i != last:
                write(',\n' + ' ' * indent)
            elif self._expand:
                write(',')
        write(self._block_end(')', indent - self._indent_per_level))

    _dispatch[collections.ChainMap.__repr__] = _pprint_chain_map

    def _pprint_deque(self, object, stream, indent, allowance, context, level):
        if not object:
            stream.write(repr(object))
            return
        name = object.__class__.__name__
        shift = 0 if self._expand else len(name) + 1
        write = stream.write
        write(self._block_start(name + '([', indent))
        indent += shift
        if object.maxlen is None:
            self._items(object, stream, indent, allowance + 2, context, level)
            write(self._block_end('])', indent))
            return
        self._items(object, stream, indent, 2, context, level)
        limit = self._repr(object.maxlen, context, level)
        if self._expand:
            write(f"{self._block_end('], maxlen=', indent)}{limit})")
        else:
            write(f"],\n{' ' * indent}maxlen={limit})")

    _dispatch[collections.deque.__repr__] = _pprint_deque

    def _pprint_user(self, object, stream, indent, allowance, context, level):
        self._format(object.data, stream, indent, allowance, context, level - 1)

    _dispatch[collections.UserDict.__repr__] = _pprint_user
    _dispatch[collections.UserList.__repr__] = _pprint_user
    _dispatch[collections.UserString.__repr__] = _pprint_user

    # ---- t-strings ----------------------------------------------------------

    def _pprint_template(self, object, stream, indent, allowance, context, level):
        pairs = [('strings', object.strings), ('interpolations', object.interpolations)]
        self._namespace(object.__class__.__name__, pairs, stream, indent, allowance, context,
                        level)

    def _pprint_interpolation(self, object, stream, indent, allowance, context, level):
        name = object.__class__.__name__
        if self._expand:
            pairs = [(field, getattr(object, field))
                     for field in ('value', 'expression', 'conversion', 'format_spec')]
            self._namespace(name, pairs, stream, indent, allowance, context, level)
            return
        stream.write(name + '(')
        self._items((object.value, object.expression, object.conversion, object.format_spec),
                    stream, indent + len(name), allowance, context, level)
        stream.write(')')

    _dispatch[type(t"").__repr__] = _pprint_template
    _dispatch[type(t"{0}".interpolations[0]).__repr__] = _pprint_interpolation

    # ---- in one line --------------------------------------------------------

    def _safe_repr(self, object, context, maxlevels, level):
        typ = type(object)
        if typ in _builtin_scalars:
            return repr(object), True, False
        how = getattr(typ, "__repr__", None)
        if issubclass(typ, int) and how is int.__repr__:
            return (f"{object:_d}" if self._underscore_numbers else repr(object)), True, False
        if issubclass(typ, dict) and how is dict.__repr__:
            return self._safe_mapping(object, '{}', '{%s}', context, maxlevels, level)
        if typ is frozendict or issubclass(typ, frozendict) and how is frozendict.__repr__:
            name = typ.__name__
            return self._safe_mapping(object, f'{name}()', name + '({%s})', context, maxlevels,
                                      level)
        if (issubclass(typ, list) and how is list.__repr__
                or issubclass(typ, tuple) and how is tuple.__repr__):
            return self._safe_sequence(object, typ, context, maxlevels, level)
        if issubclass(typ, collections.abc.MappingView) and how in self._view_reprs:
            return self._safe_view(object, typ, context, maxlevels, level)
        text = repr(object)
        return text, bool(text) and not text.startswith('<'), False

    def _enter(self, object, context, maxlevels, level, dots):
        # The result for an object that is not to be looked into, else None.
        if maxlevels and level >= maxlevels:
            return dots, False, id(object) in context
        if id(object) in context:
            return _recursion(object), False, True
        return None

    def _safe_mapping(self, object, empty, layout, context, maxlevels, level):
        if not object:
            return empty, True, False
        early = self._enter(object, context, maxlevels, level, layout % '...')
        if early:
            return early
        context[id(object)] = 1
        readable, recursive = True, False
        pieces = []
        items = object.items()
        for pair in sorted(items, key=_safe_tuple) if self._sort_dicts else items:
            texts = []
            for part in pair:
                text, part_readable, part_recursive = self.format(
                    part, context, maxlevels, level + 1)
                texts.append(text)
                readable = readable and part_readable
                recursive = recursive or part_recursive
            pieces.append("%s: %s" % tuple(texts))
        del context[id(object)]
        return layout % ", ".join(pieces), readable, recursive

    def _safe_sequence(self, object, typ, context, maxlevels, level):
        if issubclass(typ, list):
            if not object:
                return "[]", True, False
            layout = "[%s]"
        else:
            if not object:
                return "()", True, False
            layout = "(%s,)" if len(object) == 1 else "(%s)"
        early = self._enter(object, context, maxlevels, level, layout % "...")
        if early:
            return early
        context[id(object)] = 1
        readable, recursive = True, False
        pieces = []
        for item in object:
            text, item_readable, item_recursive = self.format(item, context, maxlevels, level + 1)
            pieces.append(text)
            readable = readable and item_readable
            recursive = recursive or item_recursive
        del context[id(object)]
        return layout % ", ".join(pieces), readable, recursive

    def _safe_view(self, object, typ, context, maxlevels, level):
        name = typ.__name__
        early = self._enter(object, context, maxlevels, level, "{...}")
        if early:
            return early
        if hasattr(object, '_mapping'):
            text, readable, recursive = self.format(object._mapping, context, maxlevels, level)
            return f'{name}({text})', readable, recursive
        if hasattr(typ, '_mapping'):
            return repr(object), True, False
        key = _safe_tuple if isinstance(object, type({}.items())) else _safe_key
        context[id(object)] = 1
        text, readable, recursive = self._safe_sequence(
            sorted(object, key=key) if self._sort_dicts else list(object), list, context,
            maxlevels, level)
        del context[id(object)]
        return f'{name}({text})', readable, recursive


def _has_dataclass_repr(object):
    # An instance whose repr is the one that the decorator made.
    if not hasattr(type(object), '__dataclass_fields__'):
        return False
    from dataclasses import is_dataclass
    return (is_dataclass(object) and not isinstance(object, type)
            and object.__dataclass_params__.repr and hasattr(object.__repr__, "__wrapped__")
            and "__create_fn__" in object.__repr__.__wrapped__.__qualname__)


def _wrap_str(text, width, allowance):
    # The reprs of pieces of a string: its lines, and where they are too long, words.
    chunks = []
    lines = text.splitlines(True)
    for i, line in enumerate(lines):
        is_last = i == len(lines) - 1
        whole = repr(line)
        if len(whole) <= width - (allowance if is_last else 0):
            chunks.append(whole)
            continue
        words = _words(line)
        current = ''
        room = width
        for j, word in enumerate(words):
            if is_last and j == len(words) - 1:
                room -= allowance
            if current and len(repr(current + word)) > room:
                chunks.append(repr(current))
                current = word
            elif not current and len(repr(word)) > room:
                current = word
            else:
                current += word
        if current:
            chunks.append(repr(current))
    return chunks


def _words(line):
    # Runs of other characters, each with the whitespace behind it.
    words = []
    start = i = 0
    n = len(line)
    while i < n:
        while i < n and not line[i].isspace():
            i += 1
        while i < n and line[i].isspace():
            i += 1
        words.append(line[start:i])
        start = i
    return words


def _wrap_bytes(object, width, allowance):
    # The reprs of pieces of bytes, four by four.
    current = b''
    last = len(object) // 4 * 4
    for i in range(0, len(object), 4):
        part = object[i:i + 4]
        if i == last:
            width -= allowance
        if len(repr(current + part)) > width:
            if current:
                yield repr(current)
            current = part
        else:
            current += part
    if current:
        yield repr(current)
