"""Passwords from the terminal, without showing them; and the user's name."""

import io
import os
import sys

__all__ = ["getpass", "getuser", "GetPassWarning"]


class GetPassWarning(UserWarning):
    """The password may be seen."""


# What the keys send that edit a line, unless the terminal says otherwise.
_KEYS = {'BS': '\b', 'ERASE': '\x7f', 'KILL': '\x15', 'WERASE': '\x17', 'LNEXT': '\x16',
         'EOF': '\x04', 'INTR': '\x03', 'SOH': '\x01', 'ENQ': '\x05', 'VT': '\x0b'}


def _terminal_keys(fd):
    keys = dict(_KEYS)
    try:
        settings = termios.tcgetattr(fd)[6]
    except (termios.error, OSError):
        return keys
    for name in ('ERASE', 'KILL', 'WERASE', 'LNEXT', 'EOF', 'INTR'):
        index = getattr(termios, 'V' + name)
        if index < len(settings):
            keys[name] = settings[index].decode('latin-1')
    return keys


def unix_getpass(prompt='Password: ', stream=None, *, echo_char=None):
    """A line from the terminal; echo_char is shown for each character.

    The prompt goes to the terminal too, or to stream.
    """
    _check_echo_char(echo_char)
    terminal = password = None
    try:
        try:
            fd = os.open('/dev/tty', os.O_RDWR | os.O_NOCTTY)
            terminal = source = io.TextIOWrapper(io.FileIO(fd, 'w+'))
            if not stream:
                stream = source
        except OSError:
            # No terminal of our own; maybe stdin is one.
            source = sys.stdin
            try:
                fd = source.fileno()
            except (AttributeError, ValueError):
                fd = None
                password = fallback_getpass(prompt, stream)
            if not stream:
                stream = sys.stderr
        if fd is not None:
            password = _read_hidden(prompt, stream, source, fd, echo_char, terminal)
        stream.write('\n')
        return password
    finally:
        if terminal is not None:
            terminal.close()


def _read_hidden(prompt, stream, source, fd, echo_char, terminal):
    password = None
    try:
        before = termios.tcgetattr(fd)
        settings = before[:]
        settings[3] &= ~termios.ECHO
        keys = None
        if echo_char:
            # We have to see each key by itself.
            settings[3] &= ~(termios.ICANON | termios.IEXTEN)
            keys = _terminal_keys(fd)
        when = termios.TCSAFLUSH | getattr(termios, 'TCSASOFT', 0)
        try:
            termios.tcsetattr(fd, when, settings)
            password = _raw_input(prompt, stream, input=source, echo_char=echo_char,
                                  term_ctrl_chars=keys)
        finally:
            termios.tcsetattr(fd, when, before)
            stream.flush()
        return password
    except termios.error:
        if password is not None:
            # It was read; but the terminal could not be set as it was.
            raise
        if stream is not source and terminal is not None:
            terminal.close()
        return fallback_getpass(prompt, stream)


def fallback_getpass(prompt='Password: ', stream=None, *, echo_char=None):
    """A line from stdin, with a warning that it may be seen."""
    _check_echo_char(echo_char)
    import warnings
    warnings.warn("Can not control echo on the terminal.", GetPassWarning, stacklevel=2)
    if not stream:
        stream = sys.stderr
    print("Warning: Password input may be echoed.", file=stream)
    return _raw_input(prompt, stream, echo_char=echo_char)


def _check_echo_char(echo_char):
    if echo_char is None:
        return
    if not isinstance(echo_char, str):
        raise TypeError("'echo_char' must be a str or None, not "
                        f"{type(echo_char).__name__}")
    if not (len(echo_char) == 1 and echo_char.isprintable() and echo_char.isascii()):
        raise ValueError("'echo_char' must be a single printable ASCII character, got: "
                         f"{echo_char!r}")


def _raw_input(prompt="", stream=None, input=None, echo_char=None, term_ctrl_chars=None):
    stream = stream or sys.stderr
    input = input or sys.stdin
    prompt = str(prompt)
    if prompt:
        try:
            stream.write(prompt)
        except UnicodeEncodeError:
            prompt = prompt.encode(stream.encoding, 'replace').decode(stream.encoding)
            stream.write(prompt)
        stream.flush()
    if echo_char:
        return _LineEditor(stream, echo_char, term_ctrl_chars or _KEYS, prompt).read(input)
    line = input.readline()
    if not line:
        raise EOFError
    return line.removesuffix('\n')


class _LineEditor:
    """A line that is typed and changed; only as many signs as it is long are shown."""

    def __init__(self, stream, sign, keys, prompt=""):
        self.stream = stream
        self.sign = sign
        self.prompt = prompt
        self.text = []
        self.position = 0
        self.end_key = keys['EOF']
        self.quote_key = keys['LNEXT']
        self.actions = {
            keys['SOH']: self.to_start, keys['ENQ']: self.to_end,
            keys['VT']: lambda: self.cut(self.position, len(self.text)),
            keys['KILL']: lambda: self.cut(0, len(self.text)),
            keys['WERASE']: self.cut_word,
            keys['ERASE']: lambda: self.cut(max(0, self.position - 1), self.position),
            keys['BS']: lambda: self.cut(max(0, self.position - 1), self.position),
            keys['INTR']: self.interrupt, '\x00': lambda: None}

    def show(self, length):
        # Over what was there before, of that length.
        write = self.stream.write
        write('\r' + ' ' * (len(self.prompt) + length) + '\r')
        write(self.prompt + self.sign * len(self.text))
        if self.position < len(self.text):
            write('\b' * (len(self.text) - self.position))
        self.stream.flush()

    def insert(self, char):
        self.text.insert(self.position, char)
        self.position += 1
        if self.position < len(self.text):
            self.show(len(self.text))
        else:
            self.stream.write(self.sign)
            self.stream.flush()

    def cut(self, start, stop):
        length = len(self.text)
        if start == stop == self.position == 0 and length:
            return
        del self.text[start:stop]
        self.position = min(start, self.position)
        self.show(length)

    def cut_word(self):
        start = self.position
        while start > 0 and self.text[start - 1] == ' ':
            start -= 1
        while start > 0 and self.text[start - 1] != ' ':
            start -= 1
        self.cut(start, self.position)

    def to_start(self):
        self.position = 0
        self.show(len(self.text))

    def to_end(self):
        self.position = len(self.text)
        self.show(len(self.text))

    def interrupt(self):
        raise KeyboardInterrupt

    def read(self, input):
        # The end key counts only the second time in a row.
        literal = ended = False
        while (char := input.read(1)) not in ('\r', '\n'):
            if literal:
                self.insert(char)
                literal = False
            elif char == self.end_key:
                if ended:
                    break
            elif char == self.quote_key:
                literal = True
            elif char in self.actions:
                self.actions[char]()
            else:
                self.insert(char)
            ended = char == self.end_key
        return ''.join(self.text)


def getuser():
    """The user's name: from the environment, else from the system."""
    for name in ('LOGNAME', 'USER', 'LNAME', 'USERNAME'):
        user = os.environ.get(name)
        if user:
            return user
    try:
        import pwd
        return pwd.getpwuid(os.getuid())[0]
    except (ImportError, KeyError) as e:
        raise OSError('No username set in the environment') from e


try:
    import termios
    getpass = unix_getpass
except ImportError:
    getpass = fallback_getpass
