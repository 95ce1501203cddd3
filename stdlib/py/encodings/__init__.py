"""The standard encodings: how their names are found, and what a codec of each consists of.

Owns the search function that `codecs` asks first.
Leaves the conversions to `_codecs`, the names to `aliases`, the character maps to `_charmaps`.
"""

import codecs
import _codecs
from . import aliases


class CodecRegistryError(LookupError, SystemError):
    pass


def normalize_encoding(encoding):
    """The name with everything but letters, digits and dots made into single underscores."""
    if isinstance(encoding, bytes):
        encoding = str(encoding, "ascii")
    return _codecs._normalize_encoding(encoding)


class _IncrementalEncoder(codecs.IncrementalEncoder):
    # Encodes each piece by itself.
    def encode(self, input, final=False):
        return self._encode(input, self.errors)[0]


class _IncrementalDecoder(codecs.IncrementalDecoder):
    # Decodes each piece by itself.
    def decode(self, input, final=False):
        return self._decode(input, self.errors)[0]


class _BufferedDecoder(codecs.BufferedIncrementalDecoder):
    # Keeps the start of a character that is not complete.
    def _buffer_decode(self, input, errors, final):
        return self._decode(input, errors, final)


def _whole(decode):
    # The decoder as codecs.decode() calls it: all of the input, nothing may be left over.
    def decode_all(input, errors="strict"):
        return decode(input, errors, True)
    return decode_all


def _info(name, encode, decode, *, partial=False, text=True):
    """The CodecInfo made of an encoding and a decoding function.

    partial: the decoding function takes a third argument, whether the input is complete.
    """
    encode, decode = staticmethod(encode), staticmethod(decode)

    class IncrementalEncoder(_IncrementalEncoder):
        _encode = encode

    class IncrementalDecoder(_BufferedDecoder if partial else _IncrementalDecoder):
        _decode = decode

    class Codec(codecs.Codec):
        pass

    Codec.encode = encode
    Codec.decode = decode

    class StreamWriter(Codec, codecs.StreamWriter):
        pass

    class StreamReader(Codec, codecs.StreamReader):
        pass

    return codecs.CodecInfo(
        name=name, encode=encode.__func__, decode=_whole(decode.__func__) if partial else decode.__func__,
        incrementalencoder=IncrementalEncoder, incrementaldecoder=IncrementalDecoder,
        streamreader=StreamReader, streamwriter=StreamWriter, _is_text_encoding=text,
    )


def _replaced(info, **parts):
    # A CodecInfo with some of its parts exchanged.
    kept = dict(
        name=info.name, encode=info.encode, decode=info.decode, streamreader=info.streamreader, streamwriter=info.streamwriter,
        incrementalencoder=info.incrementalencoder, incrementaldecoder=info.incrementaldecoder,
    )
    return codecs.CodecInfo(**(kept | parts))


# ---- encodings that start with a mark

def _marked(name, encode, decode_marked, encoders, decoders):
    """UTF-16 or UTF-32 with a byte order mark: written once, and read to find the order."""

    def decode_all(input, errors="strict"):
        return decode_marked(input, errors, 0, True)[:2]

    class IncrementalEncoder(codecs.IncrementalEncoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self.encoder = None

        def encode(self, input, final=False):
            if self.encoder is None:
                result = encode(input, self.errors)[0]
                self.encoder = encoders[0]
                return result
            return self.encoder(input, self.errors)[0]

        def reset(self):
            super().reset()
            self.encoder = None

        def getstate(self):
            return 0 if self.encoder else 2

        def setstate(self, state):
            self.encoder = None if state else encoders[0]

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        def __init__(self, errors="strict"):
            super().__init__(errors)
            self.decoder = None

        def _buffer_decode(self, input, errors, final):
            if self.decoder is None:
                text, used, order = decode_marked(input, errors, 0, final)
                if order == -1:
                    self.decoder = decoders[0]
                elif order == 1:
                    self.decoder = decoders[1]
                elif used >= 2:
                    raise UnicodeError(f"{name} stream does not start with BOM")
                return text, used
            return self.decoder(input, errors, final)

        def reset(self):
            super().reset()
            self.decoder = None

        def getstate(self):
            state = super().getstate()[0]
            if self.decoder is None:
                return state, 2
            return state, int(self.decoder is decoders[1])

        def setstate(self, state):
            super().setstate(state)
            self.decoder = {0: decoders[0], 1: decoders[1]}.get(state[1])

    class StreamWriter(codecs.StreamWriter):
        def __init__(self, stream, errors="strict"):
            super().__init__(stream, errors)
            self.encoder = IncrementalEncoder(errors)

        def encode(self, input, errors="strict"):
            return self.encoder.encode(input), len(input)

        def reset(self):
            super().reset()
            self.encoder.reset()

    class StreamReader(codecs.StreamReader):
        decoder = None

        def decode(self, input, errors="strict"):
            if self.decoder is None:
                text, used, order = decode_marked(input, errors, 0, False)
                if order:
                    self.decoder = decoders[order == 1]
                elif used >= 2:
                    raise UnicodeError(f"{name} stream does not start with BOM")
                return text, used
            return self.decoder(input, errors, False)

        def reset(self):
            super().reset()
            self.decoder = None

    return codecs.CodecInfo(
        name=name, encode=encode, decode=decode_all, incrementalencoder=IncrementalEncoder, incrementaldecoder=IncrementalDecoder,
        streamreader=StreamReader, streamwriter=StreamWriter,
    )


def _utf_8_sig():
    mark = codecs.BOM_UTF8

    def encode(input, errors="strict"):
        return mark + codecs.utf_8_encode(input, errors)[0], len(input)

    def decode(input, errors="strict"):
        skip = 3 if input[:3] == mark else 0
        text, used = codecs.utf_8_decode(input[skip:], errors, True)
        return text, used + skip

    class IncrementalEncoder(codecs.IncrementalEncoder):
        first = 1

        def encode(self, input, final=False):
            if self.first:
                self.first = 0
                return encode(input, self.errors)[0]
            return codecs.utf_8_encode(input, self.errors)[0]

        def reset(self):
            super().reset()
            self.first = 1

        def getstate(self):
            return self.first

        def setstate(self, state):
            self.first = state

    class IncrementalDecoder(codecs.BufferedIncrementalDecoder):
        first = 1

        def _buffer_decode(self, input, errors, final):
            skip = 0
            if self.first:
                if len(input) < 3 and mark.startswith(input) and not final:
                    return "", 0
                self.first = 0
                skip = 3 if input[:3] == mark else 0
            text, used = codecs.utf_8_decode(input[skip:], errors, final)
            return text, used + skip

        def reset(self):
            super().reset()
            self.first = 1

        def getstate(self):
            return super().getstate()[0], self.first

        def setstate(self, state):
            super().setstate(state)
            self.first = state[1]

    info = _info("utf-8-sig", encode, decode)
    return _replaced(info, incrementalencoder=IncrementalEncoder, incrementaldecoder=IncrementalDecoder)


# ---- codecs that are not between text and bytes

def _hex():
    import binascii
    return (lambda data, errors="strict": (binascii.b2a_hex(data), len(data)),
            lambda data, errors="strict": (binascii.a2b_hex(data), len(data)))


def _base64():
    import binascii

    def encode(data, errors="strict"):
        return binascii.b2a_base64(data, wrapcol=76) if data else b"", len(data)

    return encode, lambda data, errors="strict": (binascii.a2b_base64(data), len(data))


def _quopri():
    import binascii
    return (lambda data, errors="strict": (binascii.b2a_qp(data, quotetabs=True), len(data)),
            lambda data, errors="strict": (binascii.a2b_qp(data), len(data)))


def _uu():
    import binascii

    def encode(data, errors="strict", filename="<data>", mode=0o666):
        name = filename.replace("\n", "\\n").replace("\r", "\\r")
        lines = [f"begin {mode & 0o777:o} {name}\n".encode("ascii")]
        lines += [binascii.b2a_uu(data[i:i + 45]) for i in range(0, len(data), 45)]
        lines.append(b" \nend\n")
        return b"".join(lines), len(data)

    def decode(data, errors="strict"):
        lines = iter(bytes(data).splitlines(True))
        for line in lines:
            if line.startswith(b"begin"):
                break
        else:
            raise ValueError('Missing "begin" line in input data')
        result = []
        for line in lines:
            if line == b"end\n" or line == b"end":
                return b"".join(result), len(data)
            result.append(binascii.a2b_uu(line))
        raise ValueError("Truncated input data")

    return encode, decode


def _zlib():
    import zlib
    return (lambda data, errors="strict": (zlib.compress(data), len(data)),
            lambda data, errors="strict": (zlib.decompress(data), len(data)))


def _bz2():
    import bz2
    return (lambda data, errors="strict": (bz2.compress(data), len(data)),
            lambda data, errors="strict": (bz2.decompress(data), len(data)))


def _rot13():
    small = "abcdefghijklmnopqrstuvwxyz"
    table = {}
    for letters in small, small.upper():
        table |= str.maketrans(letters, letters[13:] + letters[:13])

    def convert(text, errors="strict"):
        return str.translate(text, table), len(text)

    return convert, convert


_BINARY = {
    "hex_codec": ("hex", _hex), "base64_codec": ("base64", _base64), "quopri_codec": ("quopri", _quopri), "uu_codec": ("uu", _uu),
    "zlib_codec": ("zlib", _zlib), "bz2_codec": ("bz2", _bz2), "rot_13": ("rot-13", _rot13),
}


# ---- the search

def _charmap(name):
    from . import _charmaps
    table = _charmaps.table(name)
    if table is None:
        return None
    back = codecs.charmap_build(table)

    def encode(input, errors="strict"):
        return codecs.charmap_encode(input, errors, back)

    def decode(input, errors="strict"):
        return codecs.charmap_decode(input, errors, table)

    return _info(name.replace("_", "-") if not name.startswith(("cp", "iso")) else name.replace("iso8859_", "iso8859-"), encode, decode)


def _unicode(name):
    c = codecs
    match name:
        case "utf_8":
            return _info("utf-8", c.utf_8_encode, c.utf_8_decode, partial=True)
        case "utf_8_sig":
            return _utf_8_sig()
        case "ascii":
            return _info("ascii", c.ascii_encode, c.ascii_decode)
        case "latin_1":
            return _info("iso8859-1", c.latin_1_encode, c.latin_1_decode)
        case "utf_16":
            return _marked("utf-16", c.utf_16_encode, c.utf_16_ex_decode, (c.utf_16_le_encode,), (c.utf_16_le_decode, c.utf_16_be_decode))
        case "utf_16_le":
            return _info("utf-16-le", c.utf_16_le_encode, c.utf_16_le_decode, partial=True)
        case "utf_16_be":
            return _info("utf-16-be", c.utf_16_be_encode, c.utf_16_be_decode, partial=True)
        case "utf_32":
            return _marked("utf-32", c.utf_32_encode, c.utf_32_ex_decode, (c.utf_32_le_encode,), (c.utf_32_le_decode, c.utf_32_be_decode))
        case "utf_32_le":
            return _info("utf-32-le", c.utf_32_le_encode, c.utf_32_le_decode, partial=True)
        case "utf_32_be":
            return _info("utf-32-be", c.utf_32_be_encode, c.utf_32_be_decode, partial=True)
        case "unicode_escape":
            return _info("unicode-escape", c.unicode_escape_encode, c.unicode_escape_decode, partial=True)
        case "raw_unicode_escape":
            return _info("raw-unicode-escape", c.raw_unicode_escape_encode, c.raw_unicode_escape_decode, partial=True)


def search_function(encoding):
    """The CodecInfo of an encoding, None when it is not known."""
    name = normalize_encoding(encoding).lower()
    name = aliases.aliases.get(name) or aliases.aliases.get(name.replace(".", "_")) or name.replace(".", "_")
    if name in _BINARY:
        title, make = _BINARY[name]
        try:
            encode, decode = make()
        except ImportError:
            return None
        return _info(title, encode, decode, text=False)
    return _unicode(name) or _charmap(name)


codecs.register(search_function)
