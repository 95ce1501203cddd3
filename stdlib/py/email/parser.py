"""Parsers of messages: of headers up to an empty line, and of what follows."""

import re
from email import errors
from email.message import Message
from io import TextIOWrapper

__all__ = ['Parser', 'HeaderParser', 'BytesParser', 'BytesHeaderParser']

_HEADER = re.compile(r'[!-9;-~]*:')
_LINES = re.compile(r'[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+')


def _headers(message, lines):
    # Adds the headers and answers the number of the first line of the payload.
    current = []

    def finish():
        if current:
            name, _, value = current[0].partition(':')
            value = value.lstrip(' \t') + ''.join(current[1:])
            message.set_raw(name, value.rstrip('\r\n'))
            current.clear()

    for at, line in enumerate(lines):
        if not line.strip('\r\n'):
            finish()
            return at + 1
        if line[0] in ' \t':
            if current:
                current.append(line)
            else:
                message.defects.append(errors.FirstHeaderLineIsContinuationDefect(line))
            continue
        if line.startswith('From '):
            if at == 0:
                message.set_unixfrom(line.rstrip('\r\n'))
                continue
            if at == len(lines) - 1:
                finish()
                return at
            message.defects.append(errors.MisplacedEnvelopeHeaderDefect(line))
            continue
        found = _HEADER.match(line)
        if not found:
            # This is no header: the payload begins without its empty line.
            finish()
            message.defects.append(errors.MissingHeaderBodySeparatorDefect())
            return at
        finish()
        if found.end() == 1:
            message.defects.append(errors.InvalidHeaderDefect('Missing header name.'))
            continue
        current.append(line)
    finish()
    return len(lines)


def _parts(message, lines):
    # The payload of a multipart message.
    boundary = message.get_boundary()
    if boundary is None:
        message.defects.append(errors.NoBoundaryInMultipartDefect())
        return ''.join(lines)
    before, parts, after, part = [], [], [], None
    ended = False
    for line in lines:
        mark = line.rstrip()
        if ended:
            after.append(line)
        elif mark in (f'--{boundary}', f'--{boundary}--'):
            if part is not None:
                # The line end in front of a boundary belongs to it.
                parts.append(re.sub(r'\r?\n\Z|\r\Z', '', ''.join(part)))
            part = []
            ended = mark.endswith('--') and mark != f'--{boundary}'
        elif part is None:
            before.append(line)
        else:
            part.append(line)
    if part is None:
        message.defects += [errors.StartBoundaryNotFoundDefect(), errors.MultipartInvariantViolationDefect()]
        return ''.join(lines)
    if not ended:
        message.defects.append(errors.CloseBoundaryNotFoundDefect())
        parts.append(''.join(part))
    message.preamble = re.sub(r'\r?\n\Z', '', ''.join(before)) if before else None
    message.epilogue = ''.join(after)
    return parts


class Parser:
    """Makes messages of text; _class is called for each."""

    def __init__(self, _class=None, *, policy=None):
        self._class = Message if _class is None else _class
        self.policy = policy

    def parse(self, fp, headersonly=False):
        """The message in a file; with headersonly, everything behind the headers is its payload."""
        return self.parsestr(fp.read(), headersonly)

    def parsestr(self, text, headersonly=False):
        """The message that a text is."""
        message = self._class()
        lines = _LINES.findall(text)
        rest = lines[_headers(message, lines):]
        if not headersonly and message.get_content_maintype() == 'multipart':
            parts = _parts(message, rest)
            if isinstance(parts, list):
                for part in parts:
                    message.attach(self.parsestr(part))
                return message
            message.set_payload(parts)
        elif not headersonly and message.get_content_type() == 'message/rfc822':
            message.attach(self.parsestr(''.join(rest)))
        else:
            message.set_payload(''.join(rest))
        return message


class HeaderParser(Parser):
    """A parser that leaves the payload alone."""

    def parse(self, fp, headersonly=True):
        return Parser.parse(self, fp, True)

    def parsestr(self, text, headersonly=True):
        return Parser.parsestr(self, text, True)


class BytesParser:
    """Makes messages of bytes; those that are not ASCII travel as surrogates."""

    def __init__(self, *args, **kw):
        self.parser = Parser(*args, **kw)

    def parse(self, fp, headersonly=False):
        fp = TextIOWrapper(fp, encoding='ascii', errors='surrogateescape')
        try:
            return self.parser.parse(fp, headersonly)
        finally:
            fp.detach()

    def parsebytes(self, text, headersonly=False):
        return self.parser.parsestr(text.decode('ascii', 'surrogateescape'), headersonly)


class BytesHeaderParser(BytesParser):
    """A parser that leaves the payload alone."""

    def parse(self, fp, headersonly=True):
        return BytesParser.parse(self, fp, headersonly=True)

    def parsebytes(self, text, headersonly=True):
        return BytesParser.parsebytes(self, text, headersonly=True)
