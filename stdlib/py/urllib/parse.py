"""URLs taken apart and put together, quoting, query strings.

Everything takes text or ASCII bytes, and answers in the kind that it was given.
"""

import functools
import re
import types
import warnings
from collections import namedtuple

__all__ = ['urlparse', 'urlunparse', 'urljoin', 'urldefrag', 'urlsplit', 'urlunsplit', 'urlencode', 'parse_qs', 'parse_qsl',
           'quote', 'quote_plus', 'quote_from_bytes', 'unquote', 'unquote_plus', 'unquote_to_bytes', 'DefragResult',
           'ParseResult', 'SplitResult', 'DefragResultBytes', 'ParseResultBytes', 'SplitResultBytes']

# Schemes by what their URLs may have.
uses_relative = ['', 'ftp', 'http', 'gopher', 'nntp', 'imap', 'wais', 'file', 'https', 'shttp', 'mms', 'prospero', 'rtsp', 'rtsps',
                 'rtspu', 'sftp', 'svn', 'svn+ssh', 'ws', 'wss']
uses_netloc = ['', 'ftp', 'http', 'gopher', 'nntp', 'telnet', 'imap', 'wais', 'file', 'mms', 'https', 'shttp', 'snews', 'prospero',
               'rtsp', 'rtsps', 'rtspu', 'rsync', 'svn', 'svn+ssh', 'sftp', 'nfs', 'git', 'git+ssh', 'ws', 'wss', 'itms-services']
uses_params = ['', 'ftp', 'hdl', 'prospero', 'http', 'imap', 'https', 'shttp', 'rtsp', 'rtsps', 'rtspu', 'sip', 'sips', 'mms', 'sftp',
               'tel']
non_hierarchical = ['gopher', 'hdl', 'mailto', 'news', 'telnet', 'wais', 'imap', 'snews', 'sip', 'sips']
uses_query = ['', 'http', 'wais', 'imap', 'https', 'shttp', 'mms', 'gopher', 'rtsp', 'rtsps', 'rtspu', 'sip', 'sips']
uses_fragment = ['', 'ftp', 'hdl', 'http', 'gopher', 'news', 'nntp', 'wais', 'https', 'shttp', 'snews', 'file', 'prospero']

scheme_chars = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.'

# Browsers strip and delete these (WHATWG).
_STRIPPED = ''.join(map(chr, range(33)))
_DELETED = str.maketrans('', '', '\t\r\n')
_SCHEME = re.compile(r'([a-zA-Z][a-zA-Z0-9+.-]*):')
_UNSPECIFIED = object()


def _noop(x):
    return x


def _to_bytes(x):
    return x.encode('ascii', 'strict') if isinstance(x, str) else x.encode() if x is not None else None


def _coerce_args(*args):
    # The arguments as text, and what turns results into the kind that was given.
    kinds = {isinstance(a, str) for a in args if a}
    if len(kinds) > 1:
        raise TypeError('Cannot mix str and non-str arguments')
    if not kinds:
        kinds = {isinstance(a, str) for a in args if a is not None}
    if True in kinds or not kinds:
        return *args, _noop
    return *(a.decode('ascii', 'strict') if a else '' if a is not None else None for a in args), _to_bytes


class _ResultBase:
    # What all results have: the way to the other kind, and whether absent parts are None.
    __slots__ = ()
    _keep_empty = False


class _Text:
    __slots__ = ()

    def encode(self, encoding='ascii', errors='strict'):
        """The same as bytes."""
        result = self._encoded_counterpart(*(x.encode(encoding, errors) if x is not None else None for x in self))
        return _keeping(result, self._keep_empty)


class _Bytes:
    __slots__ = ()

    def decode(self, encoding='ascii', errors='strict'):
        """The same as text."""
        result = self._decoded_counterpart(*(x.decode(encoding, errors) if x is not None else None for x in self))
        return _keeping(result, self._keep_empty)


def _keeping(result, keep):
    if keep:
        result._keep_empty = True
    return result


class _Netloc:
    # The parts of a network location, computed when asked for.
    __slots__ = ()

    def _marks(self):
        return (b'@', b':', b'[', b']', b'%') if isinstance(self[2], bytes) else ('@', ':', '[', ']', '%')

    def _userinfo(self):
        if not self.netloc:
            return None, None
        at, colon, *_ = self._marks()
        info, found, _ = self.netloc.rpartition(at)
        if not found:
            return None, None
        name, found, password = info.partition(colon)
        return name, password if found else None

    def _hostinfo(self):
        if not self.netloc:
            return None, None
        at, colon, opening, closing, _ = self._marks()
        info = self.netloc.rpartition(at)[2]
        _, bracketed, rest = info.partition(opening)
        if bracketed:
            host, _, port = rest.partition(closing)
            port = port.partition(colon)[2]
        else:
            host, _, port = info.partition(colon)
        return host, port or None

    @property
    def username(self):
        return self._userinfo()[0]

    @property
    def password(self):
        return self._userinfo()[1]

    @property
    def hostname(self):
        host = self._hostinfo()[0]
        if not host:
            return None
        # Zones of IPv6 addresses keep their case.
        address, percent, zone = host.partition(self._marks()[4])
        return address.lower() + percent + zone

    @property
    def port(self):
        port = self._hostinfo()[1]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f'Port could not be cast to integer value as {port!r}')
        number = int(port)
        if number > 65535:
            raise ValueError('Port out of range 0-65535')
        return number

    __class_getitem__ = classmethod(types.GenericAlias)


_DefragBase = namedtuple('_DefragResultBase', 'url fragment')
_SplitBase = namedtuple('_SplitResultBase', 'scheme netloc path query fragment')
_ParseBase = namedtuple('_ParseResultBase', 'scheme netloc path params query fragment')


class _Defrag(_DefragBase):
    def geturl(self):
        if self.fragment or (self.fragment is not None and self._keep_empty):
            return self.url + (b'#' if isinstance(self.url, bytes) else '#') + self.fragment
        return self.url


class _Split(_SplitBase, _Netloc):
    def geturl(self):
        return urlunsplit(self)


class _Parse(_ParseBase, _Netloc):
    def geturl(self):
        return urlunparse(self)


class DefragResult(_Defrag, _ResultBase, _Text):
    """A URL without its fragment, and the fragment."""


class SplitResult(_Split, _ResultBase, _Text):
    """The five parts of a URL."""


class ParseResult(_Parse, _ResultBase, _Text):
    """The six parts of a URL."""


class DefragResultBytes(_Defrag, _ResultBase, _Bytes):
    """A URL without its fragment, and the fragment, as bytes."""


class SplitResultBytes(_Split, _ResultBase, _Bytes):
    """The five parts of a URL as bytes."""


class ParseResultBytes(_Parse, _ResultBase, _Bytes):
    """The six parts of a URL as bytes."""


for _text, _bytes in (DefragResult, DefragResultBytes), (SplitResult, SplitResultBytes), (ParseResult, ParseResultBytes):
    _text._encoded_counterpart = _bytes
    _bytes._decoded_counterpart = _text
del _text, _bytes


def clear_cache():
    """Forget which URLs were taken apart."""
    urlsplit.cache_clear()


def _check_bracketed_host(host):
    if host[:1] in ('v', 'V'):
        if not re.fullmatch(r'[vV][a-fA-F0-9]+\..+', host, re.DOTALL):
            raise ValueError('IPvFuture address is invalid')
        return
    from _socket import AF_INET, AF_INET6, inet_pton
    for family in AF_INET6, AF_INET:
        try:
            inet_pton(family, host.partition('%')[0] if family == AF_INET6 else host)
        except (OSError, ValueError):
            continue
        if family == AF_INET:
            raise ValueError('An IPv4 address cannot be in brackets')
        return
    raise ValueError(f'{host!r} does not appear to be an IPv4 or IPv6 address')


def _check_brackets(netloc):
    opening, closing = '[' in netloc, ']' in netloc
    if opening != closing:
        raise ValueError('Invalid IPv6 URL')
    if not opening:
        return
    place = netloc.rpartition('@')[2]
    before, bracket, rest = place.partition('[')
    if not bracket:
        _check_bracketed_host(place.partition(':')[0])
        return
    host, _, port = rest.partition(']')
    if before or port and not port.startswith(':'):
        raise ValueError('Invalid IPv6 URL')
    _check_bracketed_host(host)


def _check_netloc(netloc):
    # Characters that normalization would turn into delimiters could make others see another host.
    if not netloc or netloc.isascii():
        return
    import unicodedata
    plain = netloc.translate(str.maketrans('', '', '@:#?'))
    normal = unicodedata.normalize('NFKC', plain)
    if normal != plain and any(c in normal for c in '/?#@:'):
        raise ValueError(f"netloc '{netloc}' contains invalid characters under NFKC normalization")


def _urlsplit(url, scheme=None, allow_fragments=True):
    # The five parts of a text; those that are not there are None.
    url = url.lstrip(_STRIPPED).translate(_DELETED)
    if scheme is not None:
        scheme = scheme.strip(_STRIPPED).translate(_DELETED)
    netloc = query = fragment = None
    if found := _SCHEME.match(url):
        scheme, url = found[1].lower(), url[found.end():]
    if url.startswith('//'):
        end = min((i for c in '/?#' if (i := url.find(c, 2)) >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        _check_brackets(netloc)
    if allow_fragments:
        url, mark, rest = url.partition('#')
        if mark:
            fragment = rest
    url, mark, rest = url.partition('?')
    if mark:
        query = rest
    _check_netloc(netloc)
    return scheme, netloc, url, query, fragment


def _result(class_, parts, coerce, missing_as_none, path_at=2):
    if not missing_as_none:
        parts = ['' if p is None else p for p in parts]
    if coerce is not _noop:
        class_ = class_._encoded_counterpart
        parts = [p if p is None else p.encode('ascii') for p in parts]
    return _keeping(class_(*parts), missing_as_none)


@functools.lru_cache(typed=True)
def urlsplit(url, scheme=None, allow_fragments=True, *, missing_as_none=False):
    """The parts of a URL: scheme, netloc, path, query, fragment. scheme is for URLs that have none themselves."""
    url, scheme, coerce = _coerce_args(url, scheme)
    return _result(SplitResult, _urlsplit('' if url is None else url, scheme, allow_fragments), coerce, missing_as_none)


def _split_params(path):
    # Parameters belong to the last segment.
    start = path.rfind('/') + 1
    at = path.find(';', start)
    return (path, None) if at < 0 else (path[:at], path[at + 1:])


def urlparse(url, scheme=None, allow_fragments=True, *, missing_as_none=False):
    """The parts of a URL, with the parameters of the last segment: scheme, netloc, path, params, query, fragment."""
    url, scheme, coerce = _coerce_args(url, scheme)
    scheme, netloc, path, query, fragment = _urlsplit('' if url is None else url, scheme, allow_fragments)
    params = None
    if (scheme or '') in uses_params and ';' in path:
        path, params = _split_params(path)
    return _result(ParseResult, (scheme, netloc, path, params, query, fragment), coerce, missing_as_none)


def _join_parts(scheme, netloc, path, query, fragment):
    if netloc is not None:
        if path and not path.startswith('/'):
            path = '/' + path
        path = f'//{netloc}{path}'
    elif path.startswith('//'):
        path = '//' + path
    if scheme:
        path = f'{scheme}:{path}'
    if query is not None:
        path += '?' + query
    if fragment is not None:
        path += '#' + fragment
    return path


def _keeps_empty(components, keep_empty):
    if keep_empty is _UNSPECIFIED:
        return getattr(components, '_keep_empty', False)
    if keep_empty and not getattr(components, '_keep_empty', True):
        raise ValueError('Cannot distinguish between empty and not defined URI components in the result of parsing URL with '
                         'missing_as_none=False')
    return keep_empty


def urlunsplit(components, *, keep_empty=_UNSPECIFIED):
    """The URL of five parts. Empty parts are left out unless keep_empty says that only None is."""
    scheme, netloc, path, query, fragment, coerce = _coerce_args(*components)
    if not _keeps_empty(components, keep_empty):
        if not netloc:
            rooted = not path or path.startswith('/')
            netloc = '' if scheme and scheme in uses_netloc and rooted else None
        scheme, query, fragment = scheme or None, query or None, fragment or None
    return coerce(_join_parts(scheme, netloc, path, query, fragment))


def urlunparse(components, *, keep_empty=_UNSPECIFIED):
    """The URL of six parts."""
    scheme, netloc, path, params, query, fragment, coerce = _coerce_args(*components)
    keep = _keeps_empty(components, keep_empty)
    if params or params is not None and keep:
        path = f'{path};{params}'
    if not keep:
        if not netloc:
            rooted = not path or path.startswith('/')
            netloc = '' if scheme and scheme in uses_netloc and rooted else None
        scheme, query, fragment = scheme or None, query or None, fragment or None
    return coerce(_join_parts(scheme, netloc, path, query, fragment))


def urljoin(base, url, allow_fragments=True):
    """The absolute form of a URL that may be relative to a base."""
    if not base:
        return url
    if not url:
        return base
    base, url, coerce = _coerce_args(base, url)
    base_scheme, base_netloc, base_path, base_query, base_fragment = _urlsplit(base, None, allow_fragments)
    scheme, netloc, path, query, fragment = _urlsplit(url, None, allow_fragments)
    if scheme is None:
        scheme = base_scheme
    if scheme != base_scheme or scheme and scheme not in uses_relative:
        return coerce(url)
    if not scheme or scheme in uses_netloc:
        if netloc:
            return coerce(_join_parts(scheme, netloc, path, query, fragment))
        netloc = base_netloc
    if not path:
        if query is None:
            query = base_query
            if fragment is None:
                fragment = base_fragment
        return coerce(_join_parts(scheme, netloc, base_path, query, fragment))
    if path.startswith('/'):
        segments = path.split('/')
    else:
        folder = base_path.split('/')
        if folder[-1]:
            folder.pop()
        segments = folder + path.split('/')
        segments[1:-1] = [s for s in segments[1:-1] if s]
    resolved = []
    for segment in segments:
        if segment == '..':
            if resolved:
                resolved.pop()
        elif segment != '.':
            resolved.append(segment)
    if segments[-1] in ('.', '..'):
        resolved.append('')
    return coerce(_join_parts(scheme, netloc, '/'.join(resolved) or '/', query, fragment))


def urldefrag(url, *, missing_as_none=False):
    """A URL without its fragment, and the fragment."""
    url, coerce = _coerce_args(url)
    text = '' if url is None else url
    fragment = None
    if '#' in text:
        scheme, netloc, path, query, fragment = _urlsplit(text)
        text = _join_parts(scheme, netloc, path, query, None)
    return _result(DefragResult, (text, fragment), coerce, missing_as_none)


# ---- quoting

_ALWAYS_SAFE = frozenset(b'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~')
_ALWAYS_SAFE_BYTES = bytes(sorted(_ALWAYS_SAFE))
_ESCAPE = re.compile(rb'%([0-9A-Fa-f]{2})')
_ESCAPES = re.compile(r'(?:%[0-9A-Fa-f]{2})+')


@functools.lru_cache
def _quoted_bytes(safe):
    # What each byte is written as.
    return [chr(b) if b in _ALWAYS_SAFE or b in safe else f'%{b:02X}' for b in range(256)]


def unquote_to_bytes(string):
    """The bytes of a text with escapes; other characters in UTF-8."""
    if isinstance(string, str):
        string = string.encode('utf-8')
    if not string:
        # Whatever is not text or bytes fails here.
        string.split
        return b''
    return _ESCAPE.sub(lambda m: bytes.fromhex(m[1].decode()), bytes(string))


def unquote(string, encoding='utf-8', errors='replace'):
    """The text of a text with escapes, whose bytes are decoded."""
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding, errors)
    if '%' not in string:
        string.split
        return string
    encoding, errors = encoding or 'utf-8', errors or 'replace'
    return _ESCAPES.sub(lambda m: bytes.fromhex(m[0].replace('%', '')).decode(encoding, errors), string)


def unquote_plus(string, encoding='utf-8', errors='replace'):
    """As unquote(), and plus signs are spaces."""
    return unquote(string.replace('+', ' '), encoding, errors)


def quote(string, safe='/', encoding=None, errors=None):
    """A text or bytes with escapes for all but letters, digits, `_.-~` and the safe characters."""
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or 'utf-8', errors or 'strict')
    else:
        for name, value in ('encoding', encoding), ('errors', errors):
            if value is not None:
                raise TypeError(f"quote() doesn't support '{name}' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe='', encoding=None, errors=None):
    """As quote(), and spaces are plus signs."""
    space = ' ' if isinstance(string, str) else b' '
    if space not in string:
        return quote(string, safe, encoding, errors)
    return quote(string, safe + (' ' if isinstance(safe, str) else b' '), encoding, errors).replace(' ', '+')


def quote_from_bytes(bs, safe='/'):
    """Bytes with escapes, as text."""
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError('quote_from_bytes() expected bytes')
    if not bs:
        return ''
    safe = safe.encode('ascii', 'ignore') if isinstance(safe, str) else bytes(c for c in safe if c < 128)
    quoted = _quoted_bytes(safe)
    return ''.join([quoted[b] for b in bs])


def urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=quote_plus):
    """The query string of a mapping or of pairs. With doseq, a value that is a sequence gives one field for each item."""
    if hasattr(query, 'items'):
        query = query.items()
    else:
        try:
            if len(query) and not isinstance(query[0], tuple):
                raise TypeError
        except TypeError as e:
            raise TypeError('not a valid non-string sequence or mapping object') from e

    def quoted(x):
        return quote_via(x, safe) if isinstance(x, bytes) else quote_via(str(x), safe, encoding, errors)

    fields = []
    for k, v in query:
        k = quoted(k)
        several = False
        if doseq and not isinstance(v, (str, bytes)):
            try:
                len(v)
                several = True
            except TypeError:
                pass
        fields += [f'{k}={quoted(x)}' for x in (v if several else [v])]
    return '&'.join(fields)


def parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace', max_num_fields=None,
             separator='&'):
    """The fields of a query string: a dict of names to lists of values."""
    fields = {}
    for name, value in parse_qsl(qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator, _stacklevel=2):
        fields.setdefault(name, []).append(value)
    return fields


def parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace', max_num_fields=None,
              separator='&', *, _stacklevel=1):
    """The fields of a query string: a list of (name, value)."""
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError('Separator must be of type string or bytes.')
    if qs is None:
        return []
    if isinstance(qs, str):
        separator = separator if isinstance(separator, str) else str(separator, 'ascii')
        equals = '='

        def plain(s):
            return unquote_plus(s, encoding=encoding, errors=errors)
    else:
        try:
            qs = bytes(memoryview(qs))
        except TypeError:
            if qs:
                raise
            warnings.warn(f'Accepting {type(qs).__name__} objects with false value in urllib.parse.parse_qsl() is deprecated as of '
                          '3.14', DeprecationWarning, stacklevel=_stacklevel + 1)
            return []
        separator = separator.encode('ascii') if isinstance(separator, str) else separator
        equals = b'='

        def plain(s):
            return unquote_to_bytes(s.replace(b'+', b' '))
    if not qs:
        return []
    if max_num_fields is not None and qs.count(separator) >= max_num_fields:
        raise ValueError('Max number of fields exceeded')
    fields = []
    for field in qs.split(separator):
        if not field and not strict_parsing:
            continue
        name, found, value = field.partition(equals)
        if strict_parsing and not found:
            raise ValueError(f'bad query field: {field!r}')
        if value or keep_blank_values:
            fields.append((plain(name), plain(value)))
    return fields


def unwrap(url):
    """A URL without the brackets and the `URL:` that texts put around it."""
    url = str(url).strip()
    if url.startswith('<') and url.endswith('>'):
        url = url[1:-1].strip()
    return url.removeprefix('URL:').strip() if url.startswith('URL:') else url


# ---- pieces that urllib.request takes URLs apart with

def _splittype(url):
    found = re.match('([^/:]+):(.*)', url, re.DOTALL)
    return (found[1].lower(), found[2]) if found else (None, url)


def _splithost(url):
    found = re.match('//([^/#?]*)(.*)', url, re.DOTALL)
    if not found:
        return None, url
    host, path = found.groups()
    return host, '/' + path if path and path[0] != '/' else path


def _splituser(host):
    user, found, host = host.rpartition('@')
    return user if found else None, host


def _splitpasswd(user):
    user, found, password = user.partition(':')
    return user, password if found else None


def _splitport(host):
    found = re.fullmatch('(.*):([0-9]*)', host, re.DOTALL)
    return (found[1], found[2] or None) if found else (host, None)


def _splitquery(url):
    path, found, query = url.rpartition('?')
    return (path, query) if found else (url, None)


def _splittag(url):
    path, found, tag = url.rpartition('#')
    return (path, tag) if found else (url, None)


def _splitattr(url):
    first, *attributes = url.split(';')
    return first, attributes


def _splitvalue(attribute):
    name, found, value = attribute.partition('=')
    return name, value if found else None


def _splitnport(host, defport=-1):
    host, found, port = host.rpartition(':')
    if not found:
        return port, defport
    return host, int(port) if port.isdigit() and port.isascii() else defport if not port else None


def _plain_bytes(url):
    if isinstance(url, str):
        try:
            return url.encode('ascii').decode()
        except UnicodeError:
            raise UnicodeError(f'URL {url!r} contains non-ASCII characters')
    return url


def _outdated(name, instead, function):
    # The public name of a piece, which warns.
    def warner(*args, **kwargs):
        warnings.warn(f'urllib.parse.{name}() is deprecated as of 3.8{instead}', DeprecationWarning, stacklevel=2)
        return function(*args, **kwargs)
    warner.__name__ = warner.__qualname__ = name
    return warner


for _name in 'type', 'host', 'user', 'passwd', 'port', 'nport', 'query', 'tag', 'attr':
    _name = 'split' + _name
    globals()[_name] = _outdated(_name, ', use urllib.parse.urlparse() instead', globals()['_' + _name])
splitvalue = _outdated('splitvalue', ', use urllib.parse.parse_qsl() instead', _splitvalue)
to_bytes = _outdated('to_bytes', '', _plain_bytes)
del _name
