"""The SHA-2 family, for those who want no more of hashlib."""

from _hashlib import new as _new


def sha224(data=b'', *, usedforsecurity=True):
    return _new('sha224', data)


def sha256(data=b'', *, usedforsecurity=True):
    return _new('sha256', data)


def sha384(data=b'', *, usedforsecurity=True):
    return _new('sha384', data)


def sha512(data=b'', *, usedforsecurity=True):
    return _new('sha512', data)
