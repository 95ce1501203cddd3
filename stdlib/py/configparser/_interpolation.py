"""References to other options in values: %(name)s, or ${name} and ${section:name}."""

import re

from configparser._errors import (InterpolationDepthError, InterpolationMissingOptionError,
                                  InterpolationSyntaxError, MAX_INTERPOLATION_DEPTH,
                                  NoOptionError, NoSectionError)

__name__ = 'configparser'


class Interpolation:
    """No references; each method returns the value for one occasion."""

    def before_get(self, parser, section, option, value, defaults):
        return value

    def before_set(self, parser, section, option, value):
        return value

    def before_read(self, parser, section, option, value):
        return value

    def before_write(self, parser, section, option, value):
        return value


class _SignInterpolation(Interpolation):
    """References that begin with a sign and a bracket; the sign twice is itself."""

    def before_get(self, parser, section, option, value, defaults):
        return ''.join(self._pieces(parser, option, value, section, defaults, 1))

    def before_set(self, parser, section, option, value):
        rest = self._KEYCRE.sub('', value.replace(self._sign * 2, ''))
        if self._sign in rest:
            raise ValueError("invalid interpolation syntax in %r at position %d"
                             % (value, rest.find(self._sign)))
        return value

    def _pieces(self, parser, option, text, section, values, depth):
        raw = parser.get(section, option, raw=True, fallback=text)
        if depth > MAX_INTERPOLATION_DEPTH:
            raise InterpolationDepthError(option, section, raw)
        sign = self._sign
        while text:
            before, found, _ = text.partition(sign)
            yield before
            if not found:
                return
            text = text[len(before):]
            follows = text[1:2]
            if follows == sign:
                yield sign
                text = text[2:]
            elif follows == self._bracket:
                match = self._KEYCRE.match(text)
                if match is None:
                    raise InterpolationSyntaxError(
                        option, section, "bad interpolation variable reference %r" % text)
                text = text[match.end():]
                yield from self._resolve(parser, option, match[1], text, section, values,
                                         depth, raw)
            else:
                raise InterpolationSyntaxError(
                    option, section, f"'{sign}' must be followed by '{sign}' or "
                                     f"'{self._bracket}', found: {text!r}")


class BasicInterpolation(_SignInterpolation):
    """%(name)s is the value of an option of the same section or of the defaults."""

    _sign = '%'
    _bracket = '('
    _KEYCRE = re.compile(r"%\(([^)]+)\)s")

    def _resolve(self, parser, option, name, rest, section, values, depth, raw):
        name = parser.optionxform(name)
        try:
            value = values[name]
        except KeyError:
            raise InterpolationMissingOptionError(option, section, raw, name) from None
        if '%' in value:
            yield from self._pieces(parser, option, value, section, values, depth + 1)
        else:
            yield value


class ExtendedInterpolation(_SignInterpolation):
    """${name} is the value of an option of the same section, ${section:name} of another."""

    _sign = '$'
    _bracket = '{'
    _KEYCRE = re.compile(r"\$\{([^}]+)\}")

    def _resolve(self, parser, option, path, rest, section, values, depth, raw):
        names = path.split(':')
        where = section
        name = option
        try:
            if len(names) == 1:
                name = parser.optionxform(names[0])
                value = values[name]
            elif len(names) == 2:
                where = names[0]
                name = parser.optionxform(names[1])
                value = parser.get(where, name, raw=True)
            else:
                raise InterpolationSyntaxError(option, section,
                                               "More than one ':' found: %r" % (rest,))
        except (KeyError, NoSectionError, NoOptionError):
            raise InterpolationMissingOptionError(option, section, raw, path) from None
        if value is None:
            return
        if '$' in value:
            yield from self._pieces(parser, name, value, where,
                                    dict(parser.items(where, raw=True)), depth + 1)
        else:
            yield value
