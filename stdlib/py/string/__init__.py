"""Character sets, templates with $names, and str.format() to be adapted.

Owns capwords, Template and Formatter. Template compiles its regular expression
when first used, so that importing this module does not import `re`.
"""

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords",
           "digits", "hexdigits", "octdigits", "printable", "punctuation",
           "whitespace", "Formatter", "Template"]

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """Each word of s with its first letter, and only that, in upper case."""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


class _LazyPattern:
    # Stands for Template.pattern until someone asks for it.
    def __get__(self, instance, cls=None):
        if cls is None:
            return self
        return cls._compile_pattern()


_lazy_pattern = _LazyPattern()
_no_mapping = {}


class Template:
    """A string with $name and ${name} to be filled in."""

    delimiter = '$'
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = None
    pattern = _lazy_pattern

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._compile_pattern()

    @classmethod
    def _compile_pattern(cls):
        import re
        pattern = cls.__dict__.get('pattern', _lazy_pattern)
        if isinstance(pattern, re.Pattern):
            return pattern
        if pattern is _lazy_pattern:
            mark = re.escape(cls.delimiter)
            name = cls.idpattern
            braced = cls.braceidpattern or name
            pattern = (rf"{mark}(?:(?P<escaped>{mark})|(?P<named>{name})|"
                       rf"{{(?P<braced>{braced})}}|(?P<invalid>))")
        if cls.flags is None:
            cls.flags = re.IGNORECASE
        cls.pattern = re.compile(pattern, cls.flags | re.VERBOSE)
        return cls.pattern

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        before = self.template[:match.start('invalid')].splitlines(keepends=True) or ['']
        lineno = len(before)
        colno = len(before[-1]) or 1
        raise ValueError('Invalid placeholder in string: line %d, col %d' % (lineno, colno))

    def _unnamed(self):
        return ValueError('Unrecognized named group in pattern', self.pattern)

    def substitute(self, mapping=_no_mapping, /, **kws):
        """The string filled in; KeyError for a name that is missing."""
        mapping = _merged(mapping, kws)

        def convert(match):
            named = match.group('named') or match.group('braced')
            if named is not None:
                return str(mapping[named])
            if match.group('escaped') is not None:
                return self.delimiter
            if match.group('invalid') is not None:
                self._invalid(match)
            raise self._unnamed()

        return self.pattern.sub(convert, self.template)

    def safe_substitute(self, mapping=_no_mapping, /, **kws):
        """The string filled in as far as possible."""
        mapping = _merged(mapping, kws)

        def convert(match):
            named = match.group('named') or match.group('braced')
            if named is not None:
                try:
                    return str(mapping[named])
                except KeyError:
                    return match.group()
            if match.group('escaped') is not None:
                return self.delimiter
            if match.group('invalid') is not None:
                return match.group()
            raise self._unnamed()

        return self.pattern.sub(convert, self.template)

    def is_valid(self):
        """True if every $ in the string is part of a placeholder."""
        for match in self.pattern.finditer(self.template):
            if match.group('invalid') is not None:
                return False
            if (match.group('named') is None and match.group('braced') is None
                    and match.group('escaped') is None):
                raise self._unnamed()
        return True

    def get_identifiers(self):
        """The names in the string, each once."""
        names = {}
        for match in self.pattern.finditer(self.template):
            named = match.group('named') or match.group('braced')
            if named is not None:
                names[named] = None
            elif match.group('invalid') is None and match.group('escaped') is None:
                raise self._unnamed()
        return list(names)


def _merged(mapping, kws):
    if mapping is _no_mapping:
        return kws
    if not kws:
        return mapping
    from collections import ChainMap
    return ChainMap(kws, mapping)


class Formatter:
    """What str.format() does, in steps that subclasses may replace."""

    def format(self, format_string, /, *args, **kwargs):
        """Fill a format string in."""
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        """format() with the arguments as a tuple and a mapping."""
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal, field_name, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if field_name is None:
                continue
            first = _split_first(field_name)[0]
            if first == '':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field '
                                     'specification to automatic field numbering')
                field_name = str(auto_arg_index) + field_name
                auto_arg_index += 1
            elif isinstance(first, int):
                if auto_arg_index:
                    raise ValueError('cannot switch from automatic field '
                                     'numbering to manual field specification')
                auto_arg_index = False
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args,
                                                 recursion_depth - 1, auto_arg_index)
            result.append(self.format_field(obj, spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        """The argument that a field starts with."""
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        """Asked at the end; may raise."""

    def format_field(self, value, format_spec):
        """The text of a value."""
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        """What !s, !r or !a makes of a value."""
        if conversion is None:
            return value
        if conversion == 's':
            return str(value)
        if conversion == 'r':
            return repr(value)
        if conversion == 'a':
            return ascii(value)
        raise ValueError("Unknown conversion specifier {0!s}".format(conversion))

    def parse(self, format_string):
        """(literal, field name, format spec, conversion) for each piece."""
        from string import _format
        return _format.parse(format_string)

    def get_field(self, field_name, args, kwargs):
        """(the value of a field, the argument it started with)"""
        from string import _format
        first, rest = _format.split_name(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attr, part in rest:
            obj = getattr(obj, part) if is_attr else obj[part]
        return obj, first


def _split_first(field_name):
    from string import _format
    return _format.split_name(field_name)
