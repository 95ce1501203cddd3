"""Message digests: a constructor for each algorithm, new() by name, digests of files, keys from passwords.

Leaves the algorithms to `_hashlib`.
"""

import _hashlib
from _hashlib import new as _new

algorithms_available = set(_hashlib.names())
algorithms_guaranteed = set(algorithms_available)


def _constructor(algorithm):
    def construct(data=b'', *, usedforsecurity=True, string=None):
        if string is not None:
            data = string
        return _new(algorithm, data)
    construct.__name__ = construct.__qualname__ = 'openssl_' + algorithm
    construct.__module__ = '_hashlib'
    construct.__doc__ = f'A {algorithm} hash of the data.'
    return construct


for _name in _hashlib.names():
    globals()[_name] = _constructor(_name)
del _name

__all__ = (*_hashlib.names(), 'new', 'algorithms_guaranteed', 'algorithms_available', 'file_digest', 'pbkdf2_hmac')


def new(name, data=b'', *, usedforsecurity=True, string=None):
    """A hash of an algorithm given by name."""
    return _new(name, data if string is None else string)


def pbkdf2_hmac(hash_name, password, salt, iterations, dklen=None):
    """A key of dklen bytes from a password, by PKCS #5."""
    if iterations < 1:
        raise ValueError('iteration value must be greater than 0.')
    inner, outer = _new(hash_name), _new(hash_name)
    if dklen is None:
        dklen = inner.digest_size
    if dklen < 1:
        raise ValueError('key length must be greater than 0.')
    password, salt = bytes(password), bytes(salt)
    if len(password) > inner.block_size:
        password = _new(hash_name, password).digest()
    password = password.ljust(inner.block_size, b'\0')
    inner.update(bytes(b ^ 0x36 for b in password))
    outer.update(bytes(b ^ 0x5C for b in password))

    def mac(message):
        first, second = inner.copy(), outer.copy()
        first.update(message)
        second.update(first.digest())
        return second.digest()

    key, block = b'', 1
    while len(key) < dklen:
        last = mac(salt + block.to_bytes(4))
        total = int.from_bytes(last)
        for _ in range(iterations - 1):
            last = mac(last)
            total ^= int.from_bytes(last)
        key += total.to_bytes(inner.digest_size)
        block += 1
    return key[:dklen]


def file_digest(fileobj, digest, /, *, _bufsize=2**18):
    """The hash of what is left in a file that is open for reading bytes."""
    made = new(digest) if isinstance(digest, str) else digest()
    if hasattr(fileobj, 'getbuffer'):
        made.update(fileobj.getbuffer())
        return made
    if not (hasattr(fileobj, 'readinto') and hasattr(fileobj, 'readable') and fileobj.readable()):
        raise ValueError(f"'{fileobj!r}' is not a file-like object in binary reading mode.")
    buffer = bytearray(_bufsize)
    view = memoryview(buffer)
    while n := fileobj.readinto(buffer):
        made.update(view[:n])
    return made
