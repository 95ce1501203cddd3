"""Splitting of text in words, as a shell does it."""

import sys
from io import StringIO

__all__ = ["shlex", "split", "quote", "join"]

_LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
_LATIN = ''.join([chr(c) for c in range(0xc0, 0x100) if c not in (0xd7, 0xf7)])


class shlex:
    """Reads words and signs one after the other from a stream.

    What characters mean can be changed through attributes.  state is ' ' between
    words, 'a' in a word, 'c' in a run of punctuation, a quote or an escape character
    after one, None at the end.
    """

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        from collections import deque
        if instream is None:
            self.instream, self.infile = sys.stdin, None
        else:
            self.instream = StringIO(instream) if isinstance(instream, str) else instream
            self.infile = infile
        self.posix = posix
        self.eof = None if posix else ''
        self.commenters = '#'
        self.wordchars = _LETTERS + '0123456789_'
        if posix:
            self.wordchars += _LATIN
        self.whitespace = ' \t\r\n'
        self.whitespace_split = False
        self.quotes = '\'"'
        self.escape = '\\'
        self.escapedquotes = '"'
        self.state = ' '
        self.pushback = deque()
        self.lineno = 1
        self.debug = 0
        self.token = ''
        self.filestack = deque()
        self.source = None
        if punctuation_chars is True:
            punctuation_chars = '();<>|&'
        self._punctuation_chars = punctuation_chars or ''
        if punctuation_chars:
            # Read already, but not part of the token.
            self._pushback_chars = deque()
            # Signs of file names, options and patterns.
            self.wordchars = ''.join([c for c in self.wordchars + '~-./*?='
                                      if c not in punctuation_chars])

    @property
    def punctuation_chars(self):
        return self._punctuation_chars

    def push_token(self, tok):
        """Let this be the next token."""
        self._show(1, 'pushing token ' + repr(tok))
        self.pushback.appendleft(tok)

    def push_source(self, newstream, newfile=None):
        """Read from another stream first."""
        if isinstance(newstream, str):
            newstream = StringIO(newstream)
        self.filestack.appendleft((self.infile, self.instream, self.lineno))
        self.infile = newfile
        self.instream = newstream
        self.lineno = 1
        self._show(1, f'pushing to file {newfile}' if newfile is not None
                   else f'pushing to stream {newstream}')

    def pop_source(self):
        """Go on with the stream before."""
        self.instream.close()
        self.infile, self.instream, self.lineno = self.filestack.popleft()
        self._show(1, f'popping to {self.instream}, line {self.lineno}')
        self.state = ' '

    def _show(self, level, text):
        if self.debug >= level:
            print('shlex: ' + text)

    def get_token(self):
        """The next token; eof at the end.  Follows sources."""
        if self.pushback:
            token = self.pushback.popleft()
            self._show(1, 'popping token ' + repr(token))
            return token
        token = self.read_token()
        if self.source is not None:
            while token == self.source:
                found = self.sourcehook(self.read_token())
                if found:
                    newfile, newstream = found
                    self.push_source(newstream, newfile)
                token = self.get_token()
        while token == self.eof:
            if not self.filestack:
                return self.eof
            self.pop_source()
            token = self.get_token()
        self._show(1, 'token=' + (repr(token) if token != self.eof else 'EOF'))
        return token

    def read_token(self):
        """The next token of the current stream."""
        # A pair of quotes with nothing in it is a token too.
        self._quoted = False
        # The state to go back to after an escaped character.
        self._escaped_from = ' '
        while True:
            if self._punctuation_chars and self._pushback_chars:
                char = self._pushback_chars.pop()
            else:
                char = self.instream.read(1)
            if char == '\n':
                self.lineno += 1
            self._show(3, f'in state {self.state!r} I see character: {char!r}')
            state = self.state
            if state is None:
                self.token = ''
                break
            if state == ' ':
                done = self._between(char)
            elif state in self.quotes:
                done = self._in_quotes(char)
            elif state in self.escape:
                done = self._after_escape(char)
            else:
                done = self._in_word(char)
            if done:
                break
        token, self.token = self.token, ''
        if self.posix and not self._quoted and token == '':
            token = None
        self._show(2, 'raw token=' + (repr(token) if token else 'EOF'))
        return token

    # Each returns True if the token is complete.

    def _complete(self):
        return self.token or (self.posix and self._quoted)

    def _skip_comment(self):
        self.instream.readline()
        self.lineno += 1

    def _between(self, char):
        if not char:
            self.state = None
            return True
        if char in self.whitespace:
            self._show(2, 'I see whitespace in whitespace state')
            return self._complete()
        if char in self.commenters:
            self._skip_comment()
        elif self.posix and char in self.escape:
            self._escaped_from = 'a'
            self.state = char
        elif char in self.wordchars:
            self.token, self.state = char, 'a'
        elif char in self._punctuation_chars:
            self.token, self.state = char, 'c'
        elif char in self.quotes:
            if not self.posix:
                self.token = char
            self.state = char
        elif self.whitespace_split:
            self.token, self.state = char, 'a'
        else:
            self.token = char
            return True
        return False

    def _in_quotes(self, char):
        self._quoted = True
        if not char:
            self._show(2, 'I see EOF in quotes state')
            raise ValueError("No closing quotation")
        if char == self.state:
            if self.posix:
                self.state = 'a'
                return False
            self.token += char
            self.state = ' '
            return True
        if self.posix and char in self.escape and self.state in self.escapedquotes:
            self._escaped_from = self.state
            self.state = char
        else:
            self.token += char
        return False

    def _after_escape(self, char):
        if not char:
            self._show(2, 'I see EOF in escape state')
            raise ValueError("No escaped character")
        # In quotes only the quote and the escape character themselves can be escaped.
        if self._escaped_from in self.quotes and char not in (self.state,
                                                              self._escaped_from):
            self.token += self.state
        self.token += char
        self.state = self._escaped_from
        return False

    def _in_word(self, char):
        if not char:
            self.state = None
            return True
        if char in self.whitespace:
            self._show(2, 'I see whitespace in word state')
            self.state = ' '
            return self._complete()
        if char in self.commenters:
            self._skip_comment()
            if not self.posix:
                return False
            self.state = ' '
            return self._complete()
        if self.state == 'c':
            if char in self._punctuation_chars:
                self.token += char
                return False
            self._pushback_chars.append(char)
            self.state = ' '
            return True
        if self.posix and char in self.quotes:
            self.state = char
        elif self.posix and char in self.escape:
            self._escaped_from = 'a'
            self.state = char
        elif (char in self.wordchars or char in self.quotes
                or (self.whitespace_split and char not in self._punctuation_chars)):
            self.token += char
        else:
            if self._punctuation_chars:
                self._pushback_chars.append(char)
            else:
                self.pushback.appendleft(char)
            self._show(2, 'I see punctuation in word state')
            self.state = ' '
            return self._complete()
        return False

    def sourcehook(self, newfile):
        """(name, stream) for the name after source; relative to the current file."""
        import os.path
        if newfile[0] == '"':
            newfile = newfile[1:-1]
        if isinstance(self.infile, str) and not os.path.isabs(newfile):
            newfile = os.path.join(os.path.dirname(self.infile), newfile)
        return newfile, open(newfile, "r")

    def error_leader(self, infile=None, lineno=None):
        """'"file", line n: ', with which error messages of C compilers begin."""
        return (f'"{self.infile if infile is None else infile}", '
                f'line {self.lineno if lineno is None else lineno}: ')

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token


def split(s, comments=False, posix=True):
    """The words of s as a list."""
    if s is None:
        raise ValueError("s argument must not be None")
    lexer = shlex(s, posix=posix)
    lexer.whitespace_split = True
    if not comments:
        lexer.commenters = ''
    return list(lexer)


def join(split_command):
    """Words as text that a shell splits in these words."""
    return ' '.join([quote(word) for word in split_command])


_SAFE = frozenset(_LETTERS + '%+,-./0123456789:=@_')


def quote(s):
    """A word as a shell takes it for one."""
    if not s:
        return "''"
    if not isinstance(s, str):
        raise TypeError(f"expected string object, got {type(s).__name__!r}")
    if _SAFE.issuperset(s):
        return s
    # A quote is written outside of quotes, in the other ones.
    return "'" + s.replace("'", "'\"'\"'") + "'"


def _print_tokens(lexer):
    while token := lexer.get_token():
        print("Token: " + repr(token))


if __name__ == '__main__':
    if len(sys.argv) == 1:
        _print_tokens(shlex())
    else:
        with open(sys.argv[1]) as _file:
            _print_tokens(shlex(_file, sys.argv[1]))
