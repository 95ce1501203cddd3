"""Keyed digests (RFC 2104)."""

import hashlib as _hashlib
from _hashlib import compare_digest

trans_36 = bytes(b ^ 0x36 for b in range(256))
trans_5C = bytes(b ^ 0x5C for b in range(256))

digest_size = None


class HMAC:
    """A keyed digest in the making."""

    __slots__ = '_inner', '_outer', 'block_size', 'digest_size'
    blocksize = 64

    def __init__(self, key, msg=None, digestmod=''):
        if not isinstance(key, (bytes, bytearray)):
            raise TypeError(f'key: expected bytes or bytearray, but got {type(key).__name__!r}')
        if not digestmod:
            raise TypeError("Missing required argument 'digestmod'.")
        if callable(digestmod):
            make = digestmod
        elif isinstance(digestmod, str):
            def make(data=b''):
                return _hashlib.new(digestmod, data)
        else:
            def make(data=b''):
                return digestmod.new(data)
        self._inner, self._outer = make(), make()
        self.digest_size = self._inner.digest_size
        self.block_size = getattr(self._inner, 'block_size', self.blocksize)
        if len(key) > self.block_size:
            key = make(key).digest()
        key = bytes(key).ljust(self.block_size, b'\0')
        self._outer.update(key.translate(trans_5C))
        self._inner.update(key.translate(trans_36))
        if msg is not None:
            self.update(msg)

    @property
    def name(self):
        return f'hmac-{self._inner.name}'

    def update(self, msg):
        """Takes more bytes in."""
        self._inner.update(msg)

    def copy(self):
        """A copy, which goes on by itself."""
        other = self.__class__.__new__(self.__class__)
        other.digest_size, other.block_size = self.digest_size, self.block_size
        other._inner, other._outer = self._inner.copy(), self._outer.copy()
        return other

    def _finished(self):
        outer = self._outer.copy()
        outer.update(self._inner.digest())
        return outer

    def digest(self):
        """The digest of all bytes so far."""
        return self._finished().digest()

    def hexdigest(self):
        """The digest in hexadecimal."""
        return self._finished().hexdigest()


def new(key, msg=None, digestmod=''):
    """An HMAC object."""
    return HMAC(key, msg, digestmod)


def digest(key, msg, digest):
    """The keyed digest of a message."""
    return HMAC(key, msg, digest).digest()
