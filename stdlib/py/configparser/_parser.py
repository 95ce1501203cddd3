"""The parsers: options in sections, read from files and written to them.

While a file is read, a value is a list of its lines; they are joined at the end.
"""

import io
import os
import re
import sys
from _collections_abc import MutableMapping
from collections import ChainMap

from configparser._errors import (DuplicateOptionError, DuplicateSectionError,
                                  InvalidWriteError, MissingSectionHeaderError,
                                  MultilineContinuationError, NoOptionError, NoSectionError,
                                  ParsingError, UnnamedSectionDisabledError)
from configparser._interpolation import BasicInterpolation, Interpolation
from configparser._views import ConverterMapping, SectionProxy

__name__ = 'configparser'

DEFAULTSECT = "DEFAULT"


class _UnnamedSection:

    def __repr__(self):
        return "<UNNAMED_SECTION>"


# For the options before the first header.
UNNAMED_SECTION = _UnnamedSection()
# For arguments for which None means something.
_UNSET = object()

# An option: words without a delimiter.
_OPTION = r'(?P<option>(?:(?!{delim})\S)*(?:(?:(?!{delim})\s)+(?:(?!{delim})\S)+)*)'
_WITH_VALUE = _OPTION + r'\s*(?P<vi>{delim})\s*(?P<value>.*)$'
_MAYBE_WITHOUT = _OPTION + r'\s*(?:(?P<vi>{delim})\s*(?P<value>.*))?$'


class _Reading:
    """Where in a file the parser is."""

    def __init__(self, source):
        self.source = source
        # Sections and (section, option) that are in the file.
        self.seen = set()
        self.section = None
        self.section_name = None
        self.option = None
        self.lineno = 0
        # Of the option; lines that are indented more belong to it.
        self.indent = 0
        self.errors = []


class RawConfigParser(MutableMapping):
    """Options in sections, without references in values.

    Names of options are in lower case; see optionxform().  Options of the section
    DEFAULT are in all the others too.
    """

    _DEFAULT_INTERPOLATION = Interpolation()
    SECTCRE = re.compile(r'\[(?P<header>.+)\]')
    OPTCRE = re.compile(_WITH_VALUE.format(delim="=|:"))
    OPTCRE_NV = re.compile(_MAYBE_WITHOUT.format(delim="=|:"))
    NONSPACECRE = re.compile(r"\S")
    BOOLEAN_STATES = {'1': True, 'yes': True, 'true': True, 'on': True,
                      '0': False, 'no': False, 'false': False, 'off': False}

    def __init__(self, defaults=None, dict_type=dict, allow_no_value=False, *,
                 delimiters=('=', ':'), comment_prefixes=('#', ';'),
                 inline_comment_prefixes=None, strict=True, empty_lines_in_values=True,
                 default_section=DEFAULTSECT, interpolation=_UNSET, converters=_UNSET,
                 allow_unnamed_section=False):
        self._dict = dict_type
        self._sections = dict_type()
        self._defaults = dict_type()
        self._converters = ConverterMapping(self)
        self._proxies = dict_type()
        self._proxies[default_section] = SectionProxy(self, default_section)
        self._delimiters = tuple(delimiters)
        if delimiters == ('=', ':'):
            self._optcre = self.OPTCRE_NV if allow_no_value else self.OPTCRE
        else:
            pattern = _MAYBE_WITHOUT if allow_no_value else _WITH_VALUE
            self._optcre = re.compile(pattern.format(delim="|".join(map(re.escape,
                                                                        delimiters))))
        self._comments = _comment_pattern(comment_prefixes or (),
                                          inline_comment_prefixes or ())
        self._strict = strict
        self._allow_no_value = allow_no_value
        self._empty_lines_in_values = empty_lines_in_values
        self.default_section = default_section
        if interpolation is _UNSET:
            interpolation = self._DEFAULT_INTERPOLATION
        if interpolation is None:
            interpolation = Interpolation()
        if not isinstance(interpolation, Interpolation):
            raise TypeError("interpolation= must be None or an instance of Interpolation; "
                            f"got an object of type {type(interpolation)}")
        self._interpolation = interpolation
        if converters is not _UNSET:
            self._converters.update(converters)
        if defaults:
            self._read_defaults(defaults)
        self._allow_unnamed_section = allow_unnamed_section

    # Sections and options.

    def defaults(self):
        """The options of the section DEFAULT."""
        return self._defaults

    def sections(self):
        """The names of the sections, without DEFAULT."""
        return list(self._sections)

    def add_section(self, section):
        """Create a section."""
        if section == self.default_section:
            raise ValueError(f'Invalid section name: {section!r}')
        if section is UNNAMED_SECTION and not self._allow_unnamed_section:
            raise UnnamedSectionDisabledError
        if section in self._sections:
            raise DuplicateSectionError(section)
        self._new_section(section)

    def _new_section(self, name):
        section = self._sections[name] = self._dict()
        self._proxies[name] = SectionProxy(self, name)
        return section

    def has_section(self, section):
        """True if there is such a section; DEFAULT does not count."""
        return section in self._sections

    def options(self, section):
        """The names of the options of a section, with those of DEFAULT."""
        try:
            options = self._sections[section].copy()
        except KeyError:
            raise NoSectionError(section) from None
        options.update(self._defaults)
        return list(options)

    def optionxform(self, optionstr):
        """The form in which names of options are compared; for subclasses."""
        return optionstr.lower()

    def _options_of(self, section):
        # The dictionary; nothing stands for DEFAULT.
        if not section or section == self.default_section:
            return self._defaults
        try:
            return self._sections[section]
        except KeyError:
            raise NoSectionError(section) from None

    def has_option(self, section, option):
        """True if the section, or DEFAULT, has this option."""
        if section and section != self.default_section and section not in self._sections:
            return False
        option = self.optionxform(option)
        return option in self._options_of(section) or option in self._defaults

    def set(self, section, option, value=None):
        """Set an option."""
        if value:
            value = self._interpolation.before_set(self, section, option, value)
        self._options_of(section)[self.optionxform(option)] = value

    def remove_option(self, section, option):
        """Remove an option; True if it was there."""
        options = self._options_of(section)
        option = self.optionxform(option)
        existed = option in options
        if existed:
            del options[option]
        return existed

    def remove_section(self, section):
        """Remove a section; True if it was there."""
        existed = section in self._sections
        if existed:
            del self._sections[section]
            del self._proxies[section]
        return existed

    # Values.

    def _all_values(self, section, vars):
        own = {}
        if section in self._sections:
            own = self._sections[section]
        elif section != self.default_section:
            raise NoSectionError(section)
        given = {}
        if vars:
            for key, value in vars.items():
                given[self.optionxform(key)] = None if value is None else str(value)
        return ChainMap(given, own, self._defaults)

    def get(self, section, option, *, raw=False, vars=None, fallback=_UNSET):
        """The value of an option, also from vars or DEFAULT; else fallback, if given.

        raw: references in it are not replaced.
        """
        try:
            values = self._all_values(section, vars)
        except NoSectionError:
            if fallback is _UNSET:
                raise
            return fallback
        option = self.optionxform(option)
        try:
            value = values[option]
        except KeyError:
            if fallback is _UNSET:
                raise NoOptionError(option, section)
            return fallback
        if raw or value is None:
            return value
        return self._interpolation.before_get(self, section, option, value, values)

    def _get(self, section, conv, option, **kwargs):
        return conv(self.get(section, option, **kwargs))

    def _get_conv(self, section, option, conv, *, raw=False, vars=None, fallback=_UNSET,
                  **kwargs):
        try:
            return self._get(section, conv, option, raw=raw, vars=vars, **kwargs)
        except (NoSectionError, NoOptionError):
            if fallback is _UNSET:
                raise
            return fallback

    def getint(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        """The value as int."""
        return self._get_conv(section, option, int, raw=raw, vars=vars, fallback=fallback,
                              **kwargs)

    def getfloat(self, section, option, *, raw=False, vars=None, fallback=_UNSET, **kwargs):
        """The value as float."""
        return self._get_conv(section, option, float, raw=raw, vars=vars, fallback=fallback,
                              **kwargs)

    def getboolean(self, section, option, *, raw=False, vars=None, fallback=_UNSET,
                   **kwargs):
        """The value as bool: yes, no, on, off, true, false, 1 or 0."""
        return self._get_conv(section, option, self._convert_to_boolean, raw=raw, vars=vars,
                              fallback=fallback, **kwargs)

    def _convert_to_boolean(self, value):
        try:
            return self.BOOLEAN_STATES[value.lower()]
        except KeyError:
            raise ValueError(f'Not a boolean: {value}') from None

    @property
    def converters(self):
        """The converters by name."""
        return self._converters

    def items(self, section=_UNSET, raw=False, vars=None):
        """Pairs (name, section), or of one section pairs (option, value)."""
        if section is _UNSET:
            return super().items()
        values = self._defaults.copy()
        if section in self._sections:
            values.update(self._sections[section])
        elif section != self.default_section:
            raise NoSectionError(section)
        # vars only help to replace references.
        options = list(values)
        for key, value in (vars or {}).items():
            values[self.optionxform(key)] = value
        if raw:
            return [(option, values[option]) for option in options]
        return [(option, self._interpolation.before_get(self, section, option,
                                                        values[option], values))
                for option in options]

    # As a mapping of sections.

    def popitem(self):
        """Remove a section, the first one; DEFAULT stays."""
        for key in self.sections():
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def __getitem__(self, key):
        if key != self.default_section and not self.has_section(key):
            raise KeyError(key)
        return self._proxies[key]

    def __setitem__(self, key, value):
        # The old section goes, also if the new one is empty.
        if key in self and self[key] is value:
            return
        if key == self.default_section:
            self._defaults.clear()
        elif key in self._sections:
            self._sections[key].clear()
        self.read_dict({key: value})

    def __delitem__(self, key):
        if key == self.default_section:
            raise ValueError("Cannot remove the default section.")
        if not self.has_section(key):
            raise KeyError(key)
        self.remove_section(key)

    def __contains__(self, key):
        return key == self.default_section or self.has_section(key)

    def __len__(self):
        return len(self._sections) + 1

    def __iter__(self):
        yield self.default_section
        yield from self._sections

    # Reading.

    def read(self, filenames, encoding=None):
        """Read files; the list of those that could be opened."""
        if isinstance(filenames, (str, bytes, os.PathLike)):
            filenames = [filenames]
        encoding = io.text_encoding(encoding)
        done = []
        for filename in filenames:
            try:
                with open(filename, encoding=encoding) as f:
                    self._read(f, filename)
            except OSError:
                continue
            done.append(os.fspath(filename) if isinstance(filename, os.PathLike)
                        else filename)
        return done

    def read_file(self, f, source=None):
        """Read lines; source is the name for messages."""
        if source is None:
            source = getattr(f, 'name', '<???>')
        self._read(f, source)

    def read_string(self, string, source='<string>'):
        """Read from text."""
        self.read_file(io.StringIO(string), source)

    def read_dict(self, dictionary, source='<dict>'):
        """Take sections and options from a dictionary of dictionaries."""
        seen = set()
        for section, options in dictionary.items():
            if section is not UNNAMED_SECTION:
                section = str(section)
            try:
                self.add_section(section)
            except (DuplicateSectionError, ValueError):
                if self._strict and section in seen:
                    raise
            seen.add(section)
            for key, value in options.items():
                key = self.optionxform(str(key))
                if self._strict and (section, key) in seen:
                    raise DuplicateOptionError(section, key, source)
                seen.add((section, key))
                self.set(section, key, None if value is None else str(value))

    def _read_defaults(self, defaults):
        for key, value in defaults.items():
            self._defaults[self.optionxform(key)] = value

    def _read(self, fp, fpname):
        try:
            errors = self._read_lines(fp, _Reading(fpname))
            if errors:
                raise errors[0].combine(errors[1:])
        finally:
            self._join_lines()

    def _read_lines(self, lines, state):
        for state.lineno, line in enumerate(lines, start=1):
            text = line.strip()
            value = self._comments.sub('', text).rstrip() if self._comments else text
            if not value:
                if not self._empty_lines_in_values:
                    # The value ends, whatever comes.
                    state.indent = sys.maxsize
                elif value == text and state.option and \
                        state.section[state.option] is not None:
                    state.section[state.option].append('')
                continue
            indent = self.NONSPACECRE.search(line).start()
            if state.option and indent > state.indent:
                # The value goes on.
                if state.section[state.option] is None:
                    raise MultilineContinuationError(state.source, state.lineno, line)
                state.section[state.option].append(value)
                continue
            if state.section is None and self._allow_unnamed_section:
                self._begin_section(UNNAMED_SECTION, state)
            state.indent = indent
            header = self.SECTCRE.match(value)
            if header:
                self._begin_section(header['header'], state)
            elif state.section is None:
                raise MissingSectionHeaderError(state.source, state.lineno, line)
            else:
                self._begin_option(value, line, state)
        return state.errors

    def _begin_section(self, name, state):
        state.section_name = name
        state.option = None
        if name == self.default_section and name not in self._sections:
            state.section = self._defaults
            return
        if name not in self._sections:
            state.section = self._new_section(name)
        elif self._strict and name in state.seen:
            raise DuplicateSectionError(name, state.source, state.lineno)
        else:
            state.section = self._sections[name]
        state.seen.add(name)

    def _begin_option(self, text, line, state):
        match = self._optcre.match(text)
        if not match:
            state.errors.append(ParsingError(state.source, state.lineno, line))
            return
        option, value = match['option'], match['value']
        if not option:
            state.errors.append(ParsingError(state.source, state.lineno, line))
        state.option = self.optionxform(option.rstrip())
        key = state.section_name, state.option
        if self._strict and key in state.seen:
            raise DuplicateOptionError(*key, state.source, state.lineno)
        state.seen.add(key)
        state.section[state.option] = None if value is None else [value.strip()]

    def _join_lines(self):
        for section, options in [(self.default_section, self._defaults),
                                 *self._sections.items()]:
            for name, value in options.items():
                if isinstance(value, list):
                    value = '\n'.join(value).rstrip()
                options[name] = self._interpolation.before_read(self, section, name, value)

    # Writing.

    def write(self, fp, space_around_delimiters=True):
        """Write everything to a file, without comments."""
        delimiter = self._delimiters[0]
        if space_around_delimiters:
            delimiter = f" {delimiter} "
        if self._defaults:
            self._write_section(fp, self.default_section, self._defaults.items(), delimiter)
        unnamed = self._sections.get(UNNAMED_SECTION)
        if unnamed:
            self._write_section(fp, UNNAMED_SECTION, unnamed.items(), delimiter,
                                unnamed=True)
        for name, options in self._sections.items():
            if name is not UNNAMED_SECTION:
                self._write_section(fp, name, options.items(), delimiter)

    def _write_section(self, fp, section_name, section_items, delimiter, unnamed=False):
        if not unnamed:
            fp.write(f"[{section_name}]\n")
        for key, value in section_items:
            self._validate_key_contents(key)
            value = self._interpolation.before_write(self, section_name, key, value)
            if value is not None or not self._allow_no_value:
                value = str(value).replace('\r\n', '\n').replace('\r', '\n')
                value = delimiter + value.replace('\n', '\n\t')
            else:
                value = ""
            fp.write(f"{key}{value}\n")
        fp.write("\n")

    def _validate_key_contents(self, key):
        if self.SECTCRE.match(key):
            raise InvalidWriteError(f"Cannot write key {key}; begins with section pattern")
        for delimiter in self._delimiters:
            if delimiter in key:
                raise InvalidWriteError(f"Cannot write key {key}; contains delimiter "
                                        f"{delimiter}")

    def _validate_value_types(self, *, section="", option="", value=""):
        if section is UNNAMED_SECTION:
            if not self._allow_unnamed_section:
                raise UnnamedSectionDisabledError
        elif not isinstance(section, str):
            raise TypeError("section names must be strings or UNNAMED_SECTION")
        if not isinstance(option, str):
            raise TypeError("option keys must be strings")
        if (value or not self._allow_no_value) and not isinstance(value, str):
            raise TypeError("option values must be strings")


def _comment_pattern(full, inline):
    # A comment at the start of the (stripped) line, or after a space.
    patterns = [f'^(?:{re.escape(prefix)}).*' for prefix in full]
    patterns += [fr'(?:^|\s)(?:{re.escape(prefix)}.*)' for prefix in inline]
    return re.compile('|'.join(patterns)) if patterns else None


class ConfigParser(RawConfigParser):
    """Options in sections; %(name)s in a value refers to another option.

    Names and values must be strings.
    """

    _DEFAULT_INTERPOLATION = BasicInterpolation()

    def set(self, section, option, value=None):
        """Set an option."""
        self._validate_value_types(option=option, value=value)
        super().set(section, option, value)

    def add_section(self, section):
        """Create a section."""
        self._validate_value_types(section=section)
        super().add_section(section)

    def _read_defaults(self, defaults):
        # References in them need not make sense yet.
        before, self._interpolation = self._interpolation, Interpolation()
        try:
            self.read_dict({self.default_section: defaults})
        finally:
            self._interpolation = before
