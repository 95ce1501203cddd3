"""The exceptions; each keeps what it is about, and can be pickled."""

__name__ = 'configparser'

MAX_INTERPOLATION_DEPTH = 10


class Error(Exception):
    """The base of all of them."""

    def __init__(self, msg=''):
        self.message = msg
        Exception.__init__(self, msg)

    def __repr__(self):
        return self.message

    __str__ = __repr__


def _where(what, source, lineno):
    # The start of a message about something that is there twice.
    if source is None:
        return what.capitalize() + ' '
    line = '' if lineno is None else f' [line {lineno:2d}]'
    return f'While reading from {source!r}{line}: {what} '


class NoSectionError(Error):
    """There is no such section."""

    def __init__(self, section):
        Error.__init__(self, f'No section: {section!r}')
        self.section = section
        self.args = (section,)


class DuplicateSectionError(Error):
    """The section exists already, or is in a file twice."""

    def __init__(self, section, source=None, lineno=None):
        Error.__init__(self, _where('section', source, lineno)
                       + f'{section!r} already exists')
        self.section = section
        self.source = source
        self.lineno = lineno
        self.args = (section, source, lineno)


class DuplicateOptionError(Error):
    """The option is twice in a section of a file."""

    def __init__(self, section, option, source=None, lineno=None):
        Error.__init__(self, _where('option', source, lineno)
                       + f'{option!r} in section {section!r} already exists')
        self.section = section
        self.option = option
        self.source = source
        self.lineno = lineno
        self.args = (section, option, source, lineno)


class NoOptionError(Error):
    """There is no such option in the section."""

    def __init__(self, option, section):
        Error.__init__(self, f"No option {option!r} in section: {section!r}")
        self.option = option
        self.section = section
        self.args = (option, section)


class InterpolationError(Error):
    """References in a value cannot be replaced."""

    def __init__(self, option, section, msg):
        Error.__init__(self, msg)
        self.option = option
        self.section = section
        self.args = (option, section, msg)


class InterpolationMissingOptionError(InterpolationError):
    """A value refers to an option that does not exist."""

    def __init__(self, option, section, rawval, reference):
        InterpolationError.__init__(
            self, option, section,
            f"Bad value substitution: option {option!r} in section {section!r} contains an "
            f"interpolation key {reference!r} which is not a valid option name. "
            f"Raw value: {rawval!r}")
        self.reference = reference
        self.args = (option, section, rawval, reference)


class InterpolationSyntaxError(InterpolationError):
    """A reference in a value is written wrong."""


class InterpolationDepthError(InterpolationError):
    """References lead to others, and so on without end."""

    def __init__(self, option, section, rawval):
        InterpolationError.__init__(
            self, option, section,
            f"Recursion limit exceeded in value substitution: option {option!r} in section "
            f"{section!r} contains an interpolation key which cannot be substituted in "
            f"{MAX_INTERPOLATION_DEPTH} steps. Raw value: {rawval!r}")
        self.args = (option, section, rawval)


class ParsingError(Error):
    """Lines of a file are neither header nor option; errors has them all."""

    def __init__(self, source, *args):
        super().__init__(f'Source contains parsing errors: {source!r}')
        self.source = source
        self.errors = []
        self.args = (source,)
        if args:
            self.append(*args)

    def append(self, lineno, line):
        """Add a line."""
        self.errors.append((lineno, line))
        self.message += f'\n\t[line {lineno:2d}]: {line!r}'

    def combine(self, others):
        """Add the lines of other such errors."""
        for other in others:
            for lineno, line in other.errors:
                self.append(lineno, line)
        return self


class _LineError(ParsingError):

    def __init__(self, text, filename, lineno, line):
        Error.__init__(self, f'{text}\nfile: {filename!r}, line: {lineno}\n{line!r}')
        self.source = filename
        self.lineno = lineno
        self.line = line
        self.args = (filename, lineno, line)


class MissingSectionHeaderError(_LineError):
    """There is an option before the first header."""

    def __init__(self, filename, lineno, line):
        super().__init__('File contains no section headers.', filename, lineno, line)


class MultilineContinuationError(_LineError):
    """An option without a value goes on in the next line."""

    def __init__(self, filename, lineno, line):
        super().__init__('Key without value continued with an indented line.', filename,
                         lineno, line)


class UnnamedSectionDisabledError(Error):
    """A section without a name is not allowed for this parser."""

    def __init__(self):
        Error.__init__(self, "Support for UNNAMED_SECTION is disabled.")


class InvalidWriteError(Error):
    """What would be written could not be read again."""
