"""Random numbers and tokens that nobody can guess."""

import base64
from hmac import compare_digest
from random import SystemRandom

__all__ = ['choice', 'randbelow', 'randbits', 'SystemRandom', 'token_bytes', 'token_hex',
           'token_urlsafe', 'compare_digest']

_sysrand = SystemRandom()
randbits = _sysrand.getrandbits
choice = _sysrand.choice

# How many bytes a token has if nothing else is asked for.
DEFAULT_ENTROPY = 32


def randbelow(exclusive_upper_bound):
    """A number from 0 on, below the bound."""
    if exclusive_upper_bound <= 0:
        raise ValueError("Upper bound must be positive.")
    return _sysrand._randbelow(exclusive_upper_bound)


def token_bytes(nbytes=DEFAULT_ENTROPY):
    """Random bytes."""
    return _sysrand.randbytes(DEFAULT_ENTROPY if nbytes is None else nbytes)


def token_hex(nbytes=DEFAULT_ENTROPY):
    """Random bytes in base 16: twice as many digits."""
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=DEFAULT_ENTROPY):
    """Random bytes in base 64, for URLs."""
    return base64.urlsafe_b64encode(token_bytes(nbytes)).rstrip(b'=').decode('ascii')
