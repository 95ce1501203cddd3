"""Fraction: rational numbers, exact.

Invariant: numerator and denominator have no common divisor, the denominator is
positive. The regular expressions are compiled when first used, so that importing
this module does not import `re`.
"""

import functools
import math
import numbers
import operator
import sys

__all__ = ['Fraction']

_PyHASH_MODULUS = sys.hash_info.modulus
_PyHASH_INF = sys.hash_info.inf


@functools.lru_cache(maxsize=1 << 14)
def _hash_algorithm(numerator, denominator):
    # The same as that of equal ints and floats.
    try:
        inverse = pow(denominator, -1, _PyHASH_MODULUS)
    except ValueError:
        result = _PyHASH_INF    # the denominator is a multiple of the modulus
    else:
        result = hash(hash(abs(numerator)) * inverse)
    result = result if numerator >= 0 else -result
    return -2 if result == -1 else result


@functools.cache
def _matcher(which):
    import re
    if which == 'number':
        return re.compile(
            r'\s*(?P<sign>[-+]?)(?=\d|\.\d)(?P<num>\d*|\d+(_\d+)*)'
            r'(?:(?:\s*/\s*(?P<denom>\d+(_\d+)*))?'
            r'|(?:\.(?P<decimal>\d*|\d+(_\d+)*))?(?:E(?P<exp>[-+]?\d+(_\d+)*))?)\s*',
            re.IGNORECASE).fullmatch
    start = r'(?:(?P<fill>.)?(?P<align>[<>=^]))?(?P<sign>[-+ ]?)'
    if which == 'general':
        return re.compile(
            start + r'(?P<alt>\#)?(?P<width>0|[1-9][0-9]*)?(?P<thousands>[,_])?',
            re.DOTALL).fullmatch
    return re.compile(
        start + r'(?P<no_neg_zero>z)?(?P<alt>\#)?(?P<zeropad>0(?=[0-9]))?(?P<width>[0-9]+)?'
        r'(?P<thousands>[,_])?(?:\.(?=[,_0-9])(?P<precision>[0-9]+)?(?P<frac_sep>[,_])?)?'
        r'(?P<type>[eEfFgG%])', re.DOTALL).fullmatch


def _round_to_exponent(n, d, exponent, no_neg_zero=False):
    # (is it negative, |n/d| in multiples of 10**exponent, rounded half to even)
    if exponent >= 0:
        d *= 10 ** exponent
    else:
        n *= 10 ** -exponent
    q, r = divmod(n + (d >> 1), d)
    if r == 0 and d & 1 == 0:
        q &= -2     # a tie
    return (q < 0 if no_neg_zero else n < 0), abs(q)


def _round_to_figures(n, d, figures):
    # (is it negative, significand of so many figures, exponent)
    if n == 0:
        return False, 0, 1 - figures
    text_n, text_d = str(abs(n)), str(d)
    exponent = len(text_n) - len(text_d) + (text_d <= text_n) - figures
    negative, significand = _round_to_exponent(n, d, exponent)
    if len(str(significand)) == figures + 1:
        significand //= 10
        exponent += 1
    return negative, significand, exponent


def _padded(sign, body, width, align, fill):
    padding = fill * (width - len(sign) - len(body))
    if align == '>':
        return padding + sign + body
    if align == '<':
        return sign + body + padding
    if align == '^':
        half = len(padding) // 2
        return padding[:half] + sign + body + padding[half:]
    return sign + padding + body


def _parse(text):
    # (numerator, denominator) of a text like 3/4, 1.5 or 2e-3
    match = _matcher('number')(text)
    if match is None:
        raise ValueError('Invalid literal for Fraction: %r' % text)
    numerator = int(match['num'] or '0')
    denominator = 1
    if match['denom']:
        denominator = int(match['denom'])
    else:
        decimal = match['decimal']
        if decimal:
            decimal = decimal.replace('_', '')
            denominator = 10 ** len(decimal)
            numerator = numerator * denominator + int(decimal)
        exponent = int(match['exp'] or '0')
        if exponent >= 0:
            numerator *= 10 ** exponent
        else:
            denominator *= 10 ** -exponent
    return (-numerator if match['sign'] == '-' else numerator), denominator


class Fraction(numbers.Rational):
    """A rational number: Fraction(3, 4), Fraction('3/4'), Fraction(0.75)"""

    __slots__ = ('_numerator', '_denominator')

    def __new__(cls, numerator=0, denominator=None):
        if denominator is None:
            if type(numerator) is int:
                return cls._from_coprime_ints(numerator, 1)
            if isinstance(numerator, float) or (not isinstance(numerator, type)
                                                and hasattr(numerator, 'as_integer_ratio')):
                n, d = numerator.as_integer_ratio()
                return cls._from_coprime_ints(n, d)
            if isinstance(numerator, str):
                numerator, denominator = _parse(numerator)
            elif isinstance(numerator, numbers.Rational):
                return cls._from_coprime_ints(numerator.numerator, numerator.denominator)
            else:
                raise TypeError("argument should be a string or a Rational instance or have "
                                "the as_integer_ratio() method")
        elif type(numerator) is int is type(denominator):
            pass
        elif isinstance(numerator, numbers.Rational) and isinstance(denominator, numbers.Rational):
            numerator, denominator = (numerator.numerator * denominator.denominator,
                                      denominator.numerator * numerator.denominator)
        else:
            raise TypeError("both arguments should be Rational instances")
        if denominator == 0:
            raise ZeroDivisionError('Fraction(%s, 0)' % numerator)
        g = math.gcd(numerator, denominator)
        if denominator < 0:
            g = -g
        return cls._from_coprime_ints(numerator // g, denominator // g)

    @classmethod
    def from_number(cls, number):
        """The fraction that equals a number of any kind that is rational."""
        if type(number) is int:
            return cls._from_coprime_ints(number, 1)
        if isinstance(number, numbers.Rational):
            return cls._from_coprime_ints(number.numerator, number.denominator)
        if isinstance(number, float) or (not isinstance(number, type)
                                         and hasattr(number, 'as_integer_ratio')):
            n, d = number.as_integer_ratio()
            return cls._from_coprime_ints(n, d)
        raise TypeError("argument should be a Rational instance or have "
                        "the as_integer_ratio() method")

    @classmethod
    def from_float(cls, f):
        """The fraction that equals a float."""
        if isinstance(f, numbers.Integral):
            return cls(f)
        if not isinstance(f, float):
            raise TypeError("%s.from_float() only takes floats, not %r (%s)" % (
                cls.__name__, f, type(f).__name__))
        n, d = f.as_integer_ratio()
        return cls._from_coprime_ints(n, d)

    @classmethod
    def from_decimal(cls, dec):
        """The fraction that equals a Decimal."""
        from decimal import Decimal
        if isinstance(dec, numbers.Integral):
            dec = Decimal(int(dec))
        elif not isinstance(dec, Decimal):
            raise TypeError("%s.from_decimal() only takes Decimals, not %r (%s)" % (
                cls.__name__, dec, type(dec).__name__))
        n, d = dec.as_integer_ratio()
        return cls._from_coprime_ints(n, d)

    @classmethod
    def _from_coprime_ints(cls, numerator, denominator, /):
        self = super(Fraction, cls).__new__(cls)
        self._numerator = numerator
        self._denominator = denominator
        return self

    def is_integer(self):
        """True if it is a whole number."""
        return self._denominator == 1

    def as_integer_ratio(self):
        """(numerator, denominator)"""
        return self._numerator, self._denominator

    def limit_denominator(self, max_denominator=1000000):
        """The nearest fraction whose denominator is not larger."""
        if max_denominator < 1:
            raise ValueError("max_denominator should be at least 1")
        if self._denominator <= max_denominator:
            return Fraction(self)
        # Continued fractions: p1/q1 is the last convergent that fits, and between it and
        # p0/q0 lies the best of those in between.
        p0, q0, p1, q1 = 0, 1, 1, 0
        n, d = self._numerator, self._denominator
        while True:
            a = n // d
            q2 = q0 + a * q1
            if q2 > max_denominator:
                break
            p0, q0, p1, q1 = p1, q1, p0 + a * p1, q2
            n, d = d, n - a * d
        k = (max_denominator - q0) // q1
        if 2 * d * (q0 + k * q1) <= self._denominator:
            return Fraction._from_coprime_ints(p1, q1)
        return Fraction._from_coprime_ints(p0 + k * p1, q0 + k * q1)

    @property
    def numerator(a):
        """What stands above the line."""
        return a._numerator

    @property
    def denominator(a):
        """What stands below the line."""
        return a._denominator

    # ---- as text ------------------------------------------------------------

    def __repr__(self):
        return '%s(%s, %s)' % (self.__class__.__name__, self._numerator, self._denominator)

    def __str__(self):
        if self._denominator == 1:
            return str(self._numerator)
        return '%s/%s' % (self._numerator, self._denominator)

    def __format__(self, format_spec, /):
        match = _matcher('general')(format_spec)
        if match:
            return self._format_general(match)
        match = _matcher('float')(format_spec)
        # A fill of zeros and an alignment contradict each other.
        if match and (match['align'] is None or match['zeropad'] is None):
            return self._format_float_style(match)
        raise ValueError(f"Invalid format specifier {format_spec!r} "
                         f"for object of type {type(self).__name__!r}")

    def _format_general(self, match):
        n, d = self._numerator, self._denominator
        separator = match['thousands'] or ''
        body = f"{abs(n):{separator}}"
        if d > 1 or match['alt']:
            body += f"/{d:{separator}}"
        sign = '-' if n < 0 else '' if match['sign'] == '-' else match['sign']
        return _padded(sign, body, int(match['width'] or '0'), match['align'] or '>',
                       match['fill'] or ' ')

    def _format_float_style(self, match):
        kind = match['type']
        precision = int(match['precision'] or '6')
        fill, align = match['fill'] or ' ', match['align'] or '>'
        width = int(match['width'] or '0')
        if kind in 'fF%':
            exponent = -precision - 2 * (kind == '%')
            negative, significand = _round_to_exponent(
                self._numerator, self._denominator, exponent, bool(match['no_neg_zero']))
            scientific = False
            point = precision
        else:
            figures = max(precision, 1) if kind in 'gG' else precision + 1
            negative, significand, exponent = _round_to_figures(
                self._numerator, self._denominator, figures)
            scientific = kind in 'eE' or exponent > 0 or exponent + figures <= -4
            point = figures - 1 if scientific else -exponent
        suffix = ''
        if kind == '%':
            suffix = '%'
        elif scientific:
            suffix = f"{'E' if kind in 'EFG' else 'e'}{exponent + point:+03d}"
        digits = f"{significand:0{point + 1}d}"
        sign = '-' if negative else '' if match['sign'] == '-' else match['sign']
        leading, decimals = digits[:len(digits) - point], digits[len(digits) - point:]
        if kind in 'gG' and not match['alt']:
            decimals = decimals.rstrip('0')
        dot = '.' if decimals or match['alt'] else ''
        if match['frac_sep']:
            decimals = match['frac_sep'].join(
                decimals[i:i + 3] for i in range(0, len(decimals), 3))
        trailing = dot + decimals + suffix
        separator = match['thousands']
        if match['zeropad'] or align == '=' and fill == '0':
            room = width - len(sign) - len(trailing)
            leading = leading.zfill(3 * room // 4 + 1 if separator else room)
        if separator:
            first = 1 + (len(leading) - 1) % 3
            leading = leading[:first] + ''.join(
                separator + leading[i:i + 3] for i in range(first, len(leading), 3))
        return _padded(sign, leading + trailing, width, align, fill)

    # ---- arithmetic ---------------------------------------------------------

    def _operator_fallbacks(monomorphic, fallback, handle_complex=True):
        # The operator and its reflection: exact between rationals, otherwise whatever
        # kind of number the other operand is.
        def forward(a, b):
            if isinstance(b, Fraction):
                return monomorphic(a, b)
            if isinstance(b, int):
                return monomorphic(a, Fraction(b))
            if isinstance(b, float) or handle_complex and isinstance(b, complex):
                return fallback(float(a), b)
            return NotImplemented

        def reverse(b, a):
            if isinstance(a, numbers.Rational):
                return monomorphic(Fraction(a), b)
            if isinstance(a, numbers.Real):
                return fallback(float(a), float(b))
            if handle_complex and isinstance(a, numbers.Complex):
                return fallback(complex(a), float(b))
            return NotImplemented

        forward.__name__ = '__' + fallback.__name__ + '__'
        reverse.__name__ = '__r' + fallback.__name__ + '__'
        forward.__doc__ = reverse.__doc__ = monomorphic.__doc__
        return forward, reverse

    # Common divisors are taken out before multiplying: the numbers stay small.

    def _add(a, b):
        """a + b"""
        na, da = a._numerator, a._denominator
        nb, db = b._numerator, b._denominator
        g = math.gcd(da, db)
        if g == 1:
            return Fraction._from_coprime_ints(na * db + da * nb, da * db)
        s = da // g
        t = na * (db // g) + nb * s
        g2 = math.gcd(t, g)
        if g2 == 1:
            return Fraction._from_coprime_ints(t, s * db)
        return Fraction._from_coprime_ints(t // g2, s * (db // g2))

    __add__, __radd__ = _operator_fallbacks(_add, operator.add)

    def _sub(a, b):
        """a - b"""
        return a._add(Fraction._from_coprime_ints(-b._numerator, b._denominator))

    __sub__, __rsub__ = _operator_fallbacks(_sub, operator.sub)

    def _mul(a, b):
        """a * b"""
        na, da = a._numerator, a._denominator
        nb, db = b._numerator, b._denominator
        g1 = math.gcd(na, db)
        if g1 > 1:
            na //= g1
            db //= g1
        g2 = math.gcd(nb, da)
        if g2 > 1:
            nb //= g2
            da //= g2
        return Fraction._from_coprime_ints(na * nb, db * da)

    __mul__, __rmul__ = _operator_fallbacks(_mul, operator.mul)

    def _div(a, b):
        """a / b"""
        nb, db = b._numerator, b._denominator
        if nb == 0:
            raise ZeroDivisionError('Fraction(%s, 0)' % db)
        if nb < 0:
            nb, db = -nb, -db
        return a._mul(Fraction._from_coprime_ints(db, nb))

    __truediv__, __rtruediv__ = _operator_fallbacks(_div, operator.truediv)

    def _floordiv(a, b):
        """a // b"""
        return a.numerator * b.denominator // (a.denominator * b.numerator)

    __floordiv__, __rfloordiv__ = _operator_fallbacks(_floordiv, operator.floordiv, False)

    def _divmod(a, b):
        """(a // b, a % b)"""
        da, db = a.denominator, b.denominator
        div, n_mod = divmod(a.numerator * db, da * b.numerator)
        return div, Fraction(n_mod, da * db)

    __divmod__, __rdivmod__ = _operator_fallbacks(_divmod, divmod, False)

    def _mod(a, b):
        """a % b"""
        da, db = a._denominator, b._denominator
        return Fraction((a._numerator * db) % (b._numerator * da), da * db)

    __mod__, __rmod__ = _operator_fallbacks(_mod, operator.mod, False)

    def __pow__(a, b, modulo=None):
        """a ** b: exact if b is whole."""
        if modulo is not None:
            return NotImplemented
        if isinstance(b, numbers.Rational):
            if b.denominator != 1:
                return float(a) ** float(b)
            power = b.numerator
            n, d = a._numerator, a._denominator
            if power < 0:
                if n == 0:
                    raise ZeroDivisionError('Fraction(%s, 0)' % d ** -power)
                power = -power
                n, d = (d, n) if n > 0 else (-d, -n)
            return Fraction._from_coprime_ints(n ** power, d ** power)
        if isinstance(b, (float, complex)):
            return float(a) ** b
        return NotImplemented

    def __rpow__(b, a, modulo=None):
        """a ** b"""
        if modulo is not None:
            return NotImplemented
        if b._denominator == 1 and b._numerator >= 0:
            return a ** b._numerator
        if isinstance(a, numbers.Rational):
            return Fraction(a.numerator, a.denominator) ** b
        if b._denominator == 1:
            return a ** b._numerator
        return a ** float(b)

    def __pos__(a):
        """+a"""
        return Fraction._from_coprime_ints(a._numerator, a._denominator)

    def __neg__(a):
        """-a"""
        return Fraction._from_coprime_ints(-a._numerator, a._denominator)

    def __abs__(a):
        """abs(a)"""
        return Fraction._from_coprime_ints(abs(a._numerator), a._denominator)

    def __int__(a, _index=operator.index):
        """int(a)"""
        if a._numerator < 0:
            return _index(-(-a._numerator // a._denominator))
        return _index(a._numerator // a._denominator)

    def __trunc__(a):
        """math.trunc(a)"""
        if a._numerator < 0:
            return -(-a._numerator // a._denominator)
        return a._numerator // a._denominator

    def __floor__(a):
        """math.floor(a)"""
        return a._numerator // a._denominator

    def __ceil__(a):
        """math.ceil(a)"""
        return -(-a._numerator // a._denominator)

    def __round__(self, ndigits=None):
        """round(self, ndigits), half to even"""
        if ndigits is None:
            d = self._denominator
            floor, remainder = divmod(self._numerator, d)
            if remainder * 2 > d or remainder * 2 == d and floor % 2:
                return floor + 1
            return floor
        shift = 10 ** abs(ndigits)
        if ndigits > 0:
            return Fraction(round(self * shift), shift)
        return Fraction(round(self / shift) * shift)

    # ---- comparison ---------------------------------------------------------

    def __hash__(self):
        return _hash_algorithm(self._numerator, self._denominator)

    def __eq__(a, b):
        """a == b"""
        if type(b) is int:
            return a._numerator == b and a._denominator == 1
        if isinstance(b, numbers.Rational):
            return a._numerator == b.numerator and a._denominator == b.denominator
        if isinstance(b, numbers.Complex) and b.imag == 0:
            b = b.real
        if isinstance(b, float):
            if math.isnan(b) or math.isinf(b):
                return 0.0 == b
            return a == a.from_float(b)
        return NotImplemented

    def _richcmp(self, other, op):
        if isinstance(other, numbers.Rational):
            return op(self._numerator * other.denominator, self._denominator * other.numerator)
        if isinstance(other, float):
            if math.isnan(other) or math.isinf(other):
                return op(0.0, other)
            return op(self, self.from_float(other))
        return NotImplemented

    def __lt__(a, b):
        """a < b"""
        return a._richcmp(b, operator.lt)

    def __gt__(a, b):
        """a > b"""
        return a._richcmp(b, operator.gt)

    def __le__(a, b):
        """a <= b"""
        return a._richcmp(b, operator.le)

    def __ge__(a, b):
        """a >= b"""
        return a._richcmp(b, operator.ge)

    def __bool__(a):
        """a != 0"""
        return bool(a._numerator)

    def __reduce__(self):
        return self.__class__, (self._numerator, self._denominator)

    def __copy__(self):
        return self if type(self) == Fraction else self.__class__(self._numerator,
                                                                  self._denominator)

    def __deepcopy__(self, memo):
        return self.__copy__()
