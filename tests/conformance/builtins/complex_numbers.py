"""complex: literals, parsing, arithmetic, repr, powers."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(1j, -1j, 1 + 2j, 1 - 2j, complex(0, -0.0), complex(-0.0, 0), complex(1e20, 1e-10),
    complex(float("inf"), float("nan")), 0j, -0j)
print(repr(3 + 0j), str(3.5j), complex(), complex(2), complex(2, 3), complex(2.5, -1), complex(True))
for text in ["1+2j", " 3j ", "(1-2j)", "1e3-1e-3j", "j", "-j", "+1", "inf+nanj", "1_0+2_0j", "1 + 2j", "1+2i", "",
        "()", "1+2", "1+j2", "jj"]:
    attempt(complex, text)
attempt(complex, "1", 2)
attempt(complex, 1, "2")
attempt(complex, None)
attempt(complex, 1, None)
a, b = 3 + 4j, 1 - 2j
print(a + b, a - b, a * b, a / b, -a, +a, abs(a), a.conjugate(), a.real, a.imag)
print(a + 1, 1 + a, a * 2.5, 2.5 * a, a / 2, 2 / a, a - 0.5, 1 - a)
print(a ** 2, a ** 0, a ** -1, (1j) ** 2, 0j ** 2, (2 + 0j) ** 3)
print(a == 3 + 4j, a != b, 3 + 0j == 3, 3 + 0j == 3.0, hash(3 + 0j) == hash(3), bool(0j), bool(1j),
    {1: "one"}[1 + 0j])
print(hash(1 + 2j) == hash(complex(1, 2)), hash(1j), hash(2 + 3j))
for op in (lambda: a < b, lambda: a // b, lambda: a % b, lambda: divmod(a, b), lambda: a / 0, lambda: 0j ** -1,
    lambda: int(a), lambda: float(a), lambda: round(a),
           lambda: 0j ** 1j, lambda: pow(a, 2, 3), lambda: complex(1, 2).real.imag.x):
    attempt(op)
print(complex.from_number(3), complex.from_number(1.5), complex.from_number(1j))
print(sum([1j, 2, 0.5]), [1j] * 2, (1 + 2j).__complex__(), (1 + 2j).__getnewargs__())


class Angle:
    def __complex__(self):
        return 5 + 6j


print(complex(Angle()), isinstance(1j, complex), issubclass(complex, float))
