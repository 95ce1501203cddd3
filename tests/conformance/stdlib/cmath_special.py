# cmath: infinities, NaNs, signed zeros, overflow, and ordinary values.
import cmath
from math import inf, nan

ONE = 'acos acosh asin asinh atan atanh cos cosh exp log log10 sin sinh sqrt tan tanh polar phase isinf isnan isfinite'.split()
PARTS = [inf, -inf, nan, 0.0, -0.0, 1.0, -2.5, 1e308, -1e308, 710.0, 1e-320]


def short(r):
    if isinstance(r, complex):
        return f'{short(r.real)} {short(r.imag)}'
    if isinstance(r, tuple):
        return ' '.join(map(short, r))
    if isinstance(r, float):
        return format(r, '.12g')
    return repr(r)


def shown(f, *args):
    try:
        return short(f(*args))
    except (ValueError, OverflowError, ZeroDivisionError, TypeError) as e:
        return f'{type(e).__name__}: {e}'


for name in ONE:
    f = getattr(cmath, name)
    for re in PARTS:
        for im in PARTS:
            print(name, re, im, '->', shown(f, complex(re, im)))
for r in PARTS:
    for phi in PARTS:
        print('rect', r, phi, '->', shown(cmath.rect, r, phi))
for args in [(8, 2), (1j, 1), (0, 2), (2, 0), (5, 1j), ('x',), (1, 'x')]:
    print('log', args, shown(cmath.log, *args))
for z in [1, 0.5 + 0.25j, -3 + 4j, 1e-10 + 1e-10j, 100j]:
    for name in ONE:
        print(name, z, shown(getattr(cmath, name), z))


class Own:
    def __complex__(self):
        return 3 + 4j


print(cmath.polar(Own()), cmath.sqrt(-1), cmath.infj, cmath.nanj, cmath.tau == 2 * cmath.pi)
print(cmath.isclose(1 + 1j, 1 + 1.0000000001j), cmath.isclose(1, 2), cmath.isclose(0, 1e-9, abs_tol=1e-8),
      cmath.isclose(inf, inf), cmath.isclose(inf, 1), shown(lambda: cmath.isclose(1, 1, rel_tol=-1)))
