"""A message: headers in order, whose names are compared without case, and a payload: text, or a list of messages."""

import binascii
import re
from email import errors, utils

__all__ = ['Message']

# Characters that a parameter's value must be quoted for.
_SPECIALS = re.compile(r'[ \(\)<>@,;:\\"/\[\]\?=]')


def _format_param(param, value=None, quoted=True):
    if value is None or len(value) == 0:
        return param
    if isinstance(value, tuple):
        # (charset, language, text) of RFC 2231.
        return f'{param}*={utils.encode_rfc2231(value[2], value[0], value[1])}'
    try:
        value.encode('ascii')
    except UnicodeEncodeError:
        return f"{param}*={utils.encode_rfc2231(value, 'utf-8', '')}"
    if quoted or _SPECIALS.search(value):
        return f'{param}="{utils.quote(value)}"'
    return f'{param}={value}'


def _pieces(text):
    # The parts between semicolons that are not inside quotes.
    parts, start, quoted, i = [], 0, False, 0
    while i < len(text):
        c = text[i]
        if c == '\\' and quoted:
            i += 1
        elif c == '"':
            quoted = not quoted
        elif c == ';' and not quoted:
            parts.append(text[start:i])
            start = i + 1
        i += 1
    parts.append(text[start:])
    return parts


class Message:
    """Headers and a payload."""

    def __init__(self, policy=None):
        self.policy = policy
        self._headers = []
        self._unixfrom = None
        self._payload = None
        self._charset = None
        self.preamble = self.epilogue = None
        self.defects = []
        self._default_type = 'text/plain'

    def __str__(self):
        return self.as_string()

    def as_string(self, unixfrom=False, maxheaderlen=0, policy=None):
        """The whole message as text."""
        lines = []
        if unixfrom:
            lines.append(self._unixfrom or f'From nobody {utils.formatdate()}')
        lines += [f'{name}: {value}' for name, value in self._headers]
        payload = self._payload
        if isinstance(payload, list):
            boundary = self.get_boundary()
            if boundary is None:
                boundary = '=' * 15 + f'{id(self):019d}=='
                self.set_boundary(boundary)
                return self.as_string(unixfrom, maxheaderlen, policy)
            parts = ''.join(f'--{boundary}\n{part.as_string()}\n' for part in payload)
            payload = f'{self.preamble + chr(10) if self.preamble else ""}{parts}--{boundary}--\n{self.epilogue or ""}'
        return '\n'.join(lines) + '\n\n' + ('' if payload is None else payload)

    def __bytes__(self):
        return self.as_bytes()

    def as_bytes(self, unixfrom=False, policy=None):
        """The whole message as bytes."""
        return self.as_string(unixfrom).encode('ascii', 'surrogateescape')

    def is_multipart(self):
        """Whether the payload is a list of messages."""
        return isinstance(self._payload, list)

    def set_unixfrom(self, unixfrom):
        self._unixfrom = unixfrom

    def get_unixfrom(self):
        return self._unixfrom

    # ---- payload

    def attach(self, payload):
        """Add a message to the payload."""
        if self._payload is None:
            self._payload = [payload]
            return
        try:
            self._payload.append(payload)
        except AttributeError:
            raise TypeError('Attach is not valid on a message with a non-multipart payload')

    def get_payload(self, i=None, decode=False):
        """The payload, or the i-th message of it; decode: as bytes, according to Content-Transfer-Encoding."""
        if self.is_multipart():
            if decode:
                return None
            return self._payload if i is None else self._payload[i]
        if i is not None:
            raise TypeError(f'Expected list, got {type(self._payload)}')
        payload = self._payload
        if not decode or payload is None:
            return payload
        encoding = str(self.get('content-transfer-encoding', '')).lower()
        data = payload.encode('ascii', 'surrogateescape') if payload.isascii() else payload.encode('raw-unicode-escape')
        if encoding == 'quoted-printable':
            return binascii.a2b_qp(data)
        if encoding == 'base64':
            try:
                return binascii.a2b_base64(data)
            except binascii.Error:
                self.defects.append(errors.InvalidBase64PaddingDefect())
        return data

    def set_payload(self, payload, charset=None):
        """Set the payload."""
        if isinstance(payload, bytes):
            payload = payload.decode('ascii', 'surrogateescape')
        self._payload = payload
        if charset is not None:
            self.set_charset(charset)

    def set_charset(self, charset):
        """Set the character set of the payload, in Content-Type."""
        self._charset = charset
        if charset is None:
            self.del_param('charset')
            return
        if 'MIME-Version' not in self:
            self.add_header('MIME-Version', '1.0')
        if 'Content-Type' not in self:
            self.add_header('Content-Type', 'text/plain', charset=str(charset))
        else:
            self.set_param('charset', str(charset))

    def get_charset(self):
        return self._charset

    # ---- headers as a mapping

    def __len__(self):
        return len(self._headers)

    def __getitem__(self, name):
        return self.get(name)

    def __setitem__(self, name, val):
        if '\n' in name or '\r' in name:
            raise ValueError(f'Header names may not contain linefeed or carriage return characters: {name!r}')
        self._headers.append((name, val))

    def __delitem__(self, name):
        name = name.lower()
        self._headers = [(k, v) for k, v in self._headers if k.lower() != name]

    def __contains__(self, name):
        name = name.lower()
        return any(k.lower() == name for k, _ in self._headers)

    def __iter__(self):
        for k, _ in self._headers:
            yield k

    def keys(self):
        """Names of headers, in order and as often as they occur."""
        return [k for k, _ in self._headers]

    def values(self):
        """Values of headers."""
        return [v for _, v in self._headers]

    def items(self):
        """Pairs of name and value."""
        return self._headers[:]

    def get(self, name, failobj=None):
        """The first header of this name."""
        name = name.lower()
        for k, v in self._headers:
            if k.lower() == name:
                return v
        return failobj

    def set_raw(self, name, value):
        self._headers.append((name, value))

    def raw_items(self):
        return iter(self._headers.copy())

    def get_all(self, name, failobj=None):
        """All headers of this name."""
        name = name.lower()
        return [v for k, v in self._headers if k.lower() == name] or failobj

    def add_header(self, _name, _value, **_params):
        """Add a header with parameters; underscores in their names stand for dashes."""
        parts = [] if _value is None else [_value]
        for k, v in _params.items():
            k = k.replace('_', '-')
            parts.append(k if v is None else _format_param(k, v))
        self[_name] = '; '.join(parts)

    def replace_header(self, _name, _value):
        """Change the first header of this name, which keeps its place."""
        name = _name.lower()
        for i, (k, v) in enumerate(self._headers):
            if k.lower() == name:
                self._headers[i] = k, _value
                return
        raise KeyError(_name)

    # ---- types and parameters

    def get_content_type(self):
        """The type, in lower case: text/plain when it cannot be understood."""
        value = self.get('content-type')
        if value is None:
            return self.get_default_type()
        kind = value.split(';', 1)[0].lower().strip()
        return kind if kind.count('/') == 1 else 'text/plain'

    def get_content_maintype(self):
        return self.get_content_type().split('/')[0]

    def get_content_subtype(self):
        return self.get_content_type().split('/')[1]

    def get_default_type(self):
        return self._default_type

    def set_default_type(self, ctype):
        self._default_type = ctype

    def _get_params_preserve(self, failobj, header):
        value = self.get(header)
        if value is None:
            return failobj
        params = []
        for piece in _pieces(value):
            name, found, val = piece.partition('=')
            if name.strip() or found:
                params.append((name.strip(), val.strip() if found else ''))
        return utils.decode_params(params)

    def get_params(self, failobj=None, header='content-type', unquote=True):
        """The parameters of a header: a list of (name, value), the header's own value first."""
        params = self._get_params_preserve(None, header)
        if params is None:
            return failobj
        return [(k, _unquoted(v)) for k, v in params] if unquote else params

    def get_param(self, param, failobj=None, header='content-type', unquote=True):
        """A parameter of a header."""
        if header not in self:
            return failobj
        for k, v in self._get_params_preserve([], header):
            if k.lower() == param.lower():
                return _unquoted(v) if unquote else v
        return failobj

    def set_param(self, param, value, header='Content-Type', requote=True, charset=None, language='', replace=False):
        """Set a parameter of a header, which is added when there is none."""
        if not isinstance(value, tuple) and charset:
            value = charset, language, value
        old = self.get(header)
        if old is None and header.lower() == 'content-type':
            old = 'text/plain'
        if self.get_param(param, header=header) is None:
            new = _format_param(param, value, requote)
            new = f'{old}; {new}' if old else new
        else:
            parts = []
            for k, v in self.get_params(header=header, unquote=requote):
                v = value if k.lower() == param.lower() else v
                parts.append(_format_param(k, v, requote))
            new = '; '.join(parts)
        if new != self.get(header):
            if replace:
                self.replace_header(header, new)
            else:
                del self[header]
                self[header] = new

    def del_param(self, param, header='content-type', requote=True):
        """Remove a parameter of a header."""
        if header not in self:
            return
        parts = [_format_param(k, v, requote) for k, v in self.get_params(header=header, unquote=requote) if k.lower() != param.lower()]
        new = '; '.join(parts)
        if new != self.get(header):
            del self[header]
            self[header] = new

    def set_type(self, type, header='Content-Type', requote=True):
        """Set the type and keep the parameters."""
        if type.count('/') != 1:
            raise ValueError
        if header.lower() == 'content-type':
            del self['mime-version']
            self['MIME-Version'] = '1.0'
        if header not in self:
            self[header] = type
            return
        params = self.get_params(header=header, unquote=requote)
        del self[header]
        self[header] = type
        for k, v in params[1:]:
            self.set_param(k, v, header, requote)

    def get_filename(self, failobj=None):
        """The name of the file that the message is."""
        missing = object()
        name = self.get_param('filename', missing, 'content-disposition')
        if name is missing:
            name = self.get_param('name', missing, 'content-type')
        return failobj if name is missing else utils.collapse_rfc2231_value(name).strip()

    def get_boundary(self, failobj=None):
        """What lies between the messages of the payload."""
        missing = object()
        boundary = self.get_param('boundary', missing)
        return failobj if boundary is missing else utils.collapse_rfc2231_value(boundary).rstrip()

    def set_boundary(self, boundary):
        """Set the boundary."""
        if 'content-type' not in self:
            raise errors.HeaderParseError('No Content-Type header found')
        self.set_param('boundary', boundary, replace=True)

    def get_content_charset(self, failobj=None):
        """The character set, in lower case."""
        charset = self.get_param('charset')
        if charset is None:
            return failobj
        charset = utils.collapse_rfc2231_value(charset)
        return charset.lower() if charset.isascii() else failobj

    def get_charsets(self, failobj=None):
        return [part.get_content_charset(failobj) for part in self.walk()]

    def get_content_disposition(self):
        """inline, attachment or None."""
        value = self.get('content-disposition')
        return None if value is None else _pieces(value)[0].strip().lower()

    def walk(self):
        """This message and all in it."""
        yield self
        if self.is_multipart():
            for part in self._payload:
                yield from part.walk()


def _unquoted(value):
    if isinstance(value, tuple):
        return value[0], value[1], utils.unquote(value[2])
    return utils.unquote(value)
