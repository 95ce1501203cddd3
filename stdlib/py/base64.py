"""Bytes as letters and digits: base 16, 32, 64 and 85.

binascii does the work; this module adds the variants and the checks of arguments.
"""

import binascii

__all__ = ['encode', 'decode', 'encodebytes', 'decodebytes', 'b64encode', 'b64decode',
           'b32encode', 'b32decode', 'b32hexencode', 'b32hexdecode', 'b16encode',
           'b16decode', 'b85encode', 'b85decode', 'a85encode', 'a85decode', 'z85encode',
           'z85decode', 'standard_b64encode', 'standard_b64decode', 'urlsafe_b64encode',
           'urlsafe_b64decode']

_NOT_SPECIFIED = ['NOT SPECIFIED']

# Of the lines of encode() and encodebytes().
MAXLINESIZE = 76
MAXBINSIZE = (MAXLINESIZE // 4) * 3


def _bytes_from_decode_data(s):
    if isinstance(s, str):
        try:
            return s.encode('ascii')
        except UnicodeEncodeError:
            raise ValueError('string argument should contain only ASCII characters')
    if isinstance(s, (bytes, bytearray)):
        return s
    try:
        return memoryview(s).tobytes()
    except TypeError:
        raise TypeError("argument should be a bytes-like object or ASCII string, not %r"
                        % s.__class__.__name__) from None


def b64encode(s, altchars=None, *, padded=True, wrapcol=0):
    """Bytes in base 64; altchars are two signs in the place of + and /."""
    if altchars is None:
        return binascii.b2a_base64(s, padded=padded, wrapcol=wrapcol, newline=False)
    if len(altchars) != 2:
        raise ValueError(f'invalid altchars: {altchars!r}')
    return binascii.b2a_base64(s, padded=padded, wrapcol=wrapcol, newline=False,
                               alphabet=binascii.BASE64_ALPHABET[:-2] + altchars)


def b64decode(s, altchars=None, validate=_NOT_SPECIFIED, *, padded=True,
              ignorechars=_NOT_SPECIFIED, canonical=False):
    """The bytes that s stands for.

    Signs of no meaning are left out, unless validate is true; then only those in
    ignorechars may be there.
    """
    s = _bytes_from_decode_data(s)
    ignore_given = ignorechars is not _NOT_SPECIFIED
    if validate is _NOT_SPECIFIED:
        validate = ignore_given
    strange = None
    if altchars is not None:
        altchars = _bytes_from_decode_data(altchars)
        if len(altchars) != 2:
            raise ValueError(f'invalid altchars: {altchars!r}')
        if ignore_given:
            return binascii.a2b_base64(s, strict_mode=validate, padded=padded,
                                       alphabet=binascii.BASE64_ALPHABET[:-2] + altchars,
                                       ignorechars=ignorechars, canonical=canonical)
        # The standard signs still count, but that will change.
        strange = next((sign for sign in b'+/' if sign not in altchars and sign in s), None)
        s = s.translate(bytes.maketrans(altchars, b'+/'))
    result = binascii.a2b_base64(s, strict_mode=validate, padded=padded,
                                 ignorechars=ignorechars if ignore_given else b'',
                                 canonical=canonical)
    if strange is not None:
        import warnings
        start = (f'invalid character {chr(strange)!a} in Base64 data with '
                 f'altchars={altchars!r} and validate={bool(validate)} will be ')
        if validate:
            warnings.warn(start + 'an error in future Python versions', DeprecationWarning,
                          stacklevel=2)
        else:
            warnings.warn(start + 'discarded in future Python versions', FutureWarning,
                          stacklevel=2)
    return result


def standard_b64encode(s):
    """Bytes in base 64."""
    return b64encode(s)


def standard_b64decode(s):
    """The bytes that s, in base 64, stands for."""
    return b64decode(s)


def urlsafe_b64encode(s, *, padded=True):
    """Bytes in base 64 with - and _, which can stand in URLs and file names."""
    return binascii.b2a_base64(s, padded=padded, newline=False,
                               alphabet=binascii.URLSAFE_BASE64_ALPHABET)


def urlsafe_b64decode(s, *, padded=False):
    """The bytes that s, in base 64 with - and _, stands for."""
    s = _bytes_from_decode_data(s)
    strange = next((sign for sign in b'+/' if sign in s), None)
    result = binascii.a2b_base64(s.translate(bytes.maketrans(b'-_', b'+/')),
                                 strict_mode=False, padded=padded)
    if strange is not None:
        import warnings
        warnings.warn(f'invalid character {chr(strange)!a} in URL-safe Base64 data will be '
                      'discarded in future Python versions', FutureWarning, stacklevel=2)
    return result


def b32encode(s, *, padded=True, wrapcol=0):
    """Bytes in base 32."""
    return binascii.b2a_base32(s, padded=padded, wrapcol=wrapcol)


def b32decode(s, casefold=False, map01=None, *, padded=True, ignorechars=b'',
              canonical=False):
    """The bytes that s stands for.

    casefold: small letters are letters too.  map01: the letter that 1 stands for; 0
    stands for O then.
    """
    s = _bytes_from_decode_data(s)
    if map01 is not None:
        s = s.translate(bytes.maketrans(b'01', b'O' + _bytes_from_decode_data(map01)))
    if casefold:
        s = s.upper()
    return binascii.a2b_base32(s, padded=padded, ignorechars=ignorechars,
                               canonical=canonical)


def b32hexencode(s, *, padded=True, wrapcol=0):
    """Bytes in base 32 with the digits first, which keeps the order."""
    return binascii.b2a_base32(s, padded=padded, wrapcol=wrapcol,
                               alphabet=binascii.BASE32HEX_ALPHABET)


def b32hexdecode(s, casefold=False, *, padded=True, ignorechars=b'', canonical=False):
    """The bytes that s stands for; casefold: small letters are letters too."""
    s = _bytes_from_decode_data(s)
    if casefold:
        s = s.upper()
    return binascii.a2b_base32(s, alphabet=binascii.BASE32HEX_ALPHABET, padded=padded,
                               ignorechars=ignorechars, canonical=canonical)


def b16encode(s, *, wrapcol=0):
    """Bytes in base 16, with capital letters."""
    if not wrapcol:
        return binascii.hexlify(s).upper()
    if wrapcol < 0:
        raise ValueError('Negative wrapcol')
    # Whole bytes in each line, at least one.
    return binascii.hexlify(s, sep=b'\n', bytes_per_sep=-max(1, wrapcol // 2)).upper()


def b16decode(s, casefold=False, *, ignorechars=b''):
    """The bytes that s stands for; casefold: small letters are letters too."""
    if not casefold:
        s = _bytes_from_decode_data(s)
        if not isinstance(ignorechars, bytes):
            ignorechars = bytes(memoryview(ignorechars))
        for letter in b'abcdef':
            if letter in s and letter not in ignorechars:
                raise binascii.Error('Non-base16 digit found')
        s = s.translate(None, delete=b'abcdef')
    return binascii.unhexlify(s, ignorechars=ignorechars)


def a85encode(b, *, foldspaces=False, wrapcol=0, pad=False, adobe=False):
    """Bytes in Ascii85; adobe: between <~ and ~>."""
    return binascii.b2a_ascii85(b, foldspaces=foldspaces, adobe=adobe, wrapcol=wrapcol,
                                pad=pad)


def a85decode(b, *, foldspaces=False, adobe=False, ignorechars=b' \t\n\r\v',
              canonical=False):
    """The bytes that b, in Ascii85, stands for."""
    return binascii.a2b_ascii85(b, foldspaces=foldspaces, adobe=adobe,
                                ignorechars=ignorechars, canonical=canonical)


def b85encode(b, pad=False, *, wrapcol=0):
    """Bytes in base 85, with the signs that git uses."""
    return binascii.b2a_base85(b, wrapcol=wrapcol, pad=pad)


def b85decode(b, *, ignorechars=b'', canonical=False):
    """The bytes that b stands for."""
    return binascii.a2b_base85(b, ignorechars=ignorechars, canonical=canonical)


def z85encode(s, pad=False, *, wrapcol=0):
    """Bytes in base 85, with the signs of ZeroMQ."""
    return binascii.b2a_base85(s, wrapcol=wrapcol, pad=pad, alphabet=binascii.Z85_ALPHABET)


def z85decode(s, *, ignorechars=b'', canonical=False):
    """The bytes that s stands for."""
    return binascii.a2b_base85(s, alphabet=binascii.Z85_ALPHABET, ignorechars=ignorechars,
                               canonical=canonical)


def encode(input, output):
    """Write what is in one binary file to another one, in base 64."""
    while data := input.read(MAXBINSIZE):
        while len(data) < MAXBINSIZE and (more := input.read(MAXBINSIZE - len(data))):
            data += more
        output.write(binascii.b2a_base64(data))


def decode(input, output):
    """Write what is in one file, in base 64, to another one."""
    while line := input.readline():
        output.write(binascii.a2b_base64(line))


def _input_type_check(s):
    try:
        view = memoryview(s)
    except TypeError as e:
        raise TypeError(f"expected bytes-like object, not {s.__class__.__name__}") from e
    if view.format not in ('c', 'b', 'B'):
        raise TypeError(f"expected single byte elements, not {view.format!r} from "
                        f"{s.__class__.__name__}")
    if view.ndim != 1:
        raise TypeError(f"expected 1-D data, not {view.ndim}-D data from "
                        f"{s.__class__.__name__}")


def encodebytes(s):
    """Bytes in base 64, in lines."""
    _input_type_check(s)
    result = binascii.b2a_base64(s, wrapcol=MAXLINESIZE)
    return b'' if result == b'\n' else result


def decodebytes(s):
    """The bytes that lines in base 64 stand for."""
    _input_type_check(s)
    return binascii.a2b_base64(s)


def main():
    """python -m base64: encode or decode a file."""
    import getopt
    import sys
    usage = f"""usage: {sys.argv[0]} [-h|-d|-e|-u] [file|-]
        -h: print this help message and exit
        -d, -u: decode
        -e: encode (default)"""
    try:
        options, args = getopt.getopt(sys.argv[1:], 'hdeu')
    except getopt.error as e:
        sys.stdout = sys.stderr
        print(e)
        print(usage)
        sys.exit(2)
    convert = encode
    for option, _ in options:
        if option == '-h':
            print(usage)
            return
        convert = encode if option == '-e' else decode
    if args and args[0] != '-':
        with open(args[0], 'rb') as f:
            convert(f, sys.stdout.buffer)
        return
    source = sys.stdin.buffer
    if sys.stdin.isatty():
        # All of it first: what is shown must not mix with what is typed.
        import io
        source = io.BytesIO(source.read())
    convert(source, sys.stdout.buffer)


if __name__ == '__main__':
    main()
