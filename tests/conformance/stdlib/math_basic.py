"""math: constants, powers, logs, trigonometry, special values."""

import math

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(math.pi, math.e, math.tau, math.inf, math.nan, -math.inf)
print(math.sqrt(2), math.sqrt(0), round(math.cbrt(27), 14), math.cbrt(-8), math.exp(1), math.exp2(10), math.expm1(1e-10),
    math.log(10), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(1e-10), math.pow(2, 0.5),
    math.hypot(3, 4), math.hypot(1, 2, 2), math.hypot())
print(math.log(10 ** 400), math.log2(2 ** 5000), math.log10(10 ** 500), math.log(7 ** 300, 7))
print(math.sin(0.0), math.cos(0.0), math.tan(0.0), math.asin(1), math.acos(0), math.atan(1), math.atan2(1, -1),
    math.atan2(-0.0, -1), math.sinh(0), math.cosh(0), math.tanh(0.5), math.asinh(0), math.acosh(1), round(math.atanh(0.5), 14))
print(round(math.sin(1), 12), round(math.cos(1), 12), round(math.tan(1), 12), math.degrees(math.pi),
    math.radians(180), math.copysign(3, -0.0), math.fabs(-2), math.sin(math.pi) < 1e-15)
for f, x in [(math.sqrt, -1), (math.log, 0), (math.log, -5), (math.log10, 0), (math.acos, 2), (math.exp, 1000),
        (math.cosh, 1000), (math.sqrt, "x"), (math.sin, math.inf), (math.atanh, 1), (math.acosh, 0),
        (math.log1p, -1), (math.gamma, 0), (math.gamma, -1), (math.gamma, 200), (math.lgamma, 0), (math.sqrt, 1j),
        (math.sqrt, 10 ** 400), (math.log2, -1)]:
    attempt(f, x)
attempt(math.pow, 0, -1)
attempt(math.pow, -1, 0.5)
attempt(math.pow, 10.0, 1000)
attempt(math.log, 10, 1)
attempt(math.log, 10, 0)
attempt(math.fmod, 1, 0)
print(math.pow(0, 0), math.pow(math.nan, 0), math.pow(1, math.nan), math.pow(math.inf, -1), math.pow(-math.inf, 3),
    math.sqrt(math.inf), math.exp(-math.inf), math.log(math.inf), math.atan(math.inf), math.exp(-1000))
print(math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1e308), math.isclose(0.1 + 0.2, 0.3),
    math.isclose(1, 1.1), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10),
    math.isclose(0, 1e-10, abs_tol=1e-9), math.isclose(math.inf, math.inf),
    math.isnormal(1e-310) if hasattr(math, "isnormal") else None,
    math.signbit(-0.0) if hasattr(math, "signbit") else None)
attempt(math.isclose, 1, 1, rel_tol=-1)
print(math.fmod(7, 3), math.fmod(-7, 3), math.fmod(7, -3), math.remainder(7, 3), math.remainder(-7.5, 2),
    math.modf(3.75), math.modf(-3.75), math.modf(math.inf), math.frexp(8.5), math.frexp(0), math.ldexp(0.5, 4),
    math.ldexp(1, -1080), math.ulp(1.0), math.ulp(0.0), math.nextafter(1, 2), math.nextafter(1, 0),
    math.nextafter(0, 1), math.nextafter(1.0, 2, steps=3))
attempt(math.ldexp, 1, 2000)
attempt(math.ldexp, 1, 1.5)
print(math.erf(0.5), math.erfc(0.5), math.gamma(5), math.gamma(0.5), math.lgamma(10), math.erf(math.inf),
    math.gamma(171))
print(math.dist([1, 2], [4, 6]), math.dist((0,), (5,)), math.sumprod([1, 2, 3], [4, 5, 6]),
    math.sumprod([0.1] * 3, [1] * 3), math.fma(2, 3, 4) if hasattr(math, "fma") else None, math.fsum([0.1] * 10),
    math.fsum([1e16, 1, -1e16]), math.fsum([]), math.fmax(1, math.nan) if hasattr(math, "fmax") else None)
attempt(math.dist, [1], [1, 2])
attempt(math.sumprod, [1], [1, 2])
attempt(math.fsum, ["x"])
