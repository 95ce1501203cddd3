"""Typical text work: tables, wrapping, parsing, ciphers, palindromes."""

import textwrap

rows = [("apple", 3, 1.5), ("banana", 12, 0.25), ("cherry pie", 1, 14.999)]
for name, count, price in rows:
    print(f"{name:<12}|{count:>4d}|{price:>8.2f}|{count * price:>10,.2f}")
print("-" * 38, f"{'total':<12}|{sum(r[1] for r in rows):>4}|{'':>8}|{sum(r[1] * r[2] for r in rows):>10,.2f}",
    sep="\n")
text = "The quick brown fox jumps over the lazy dog and runs away from the very large bear."
print(textwrap.fill(text, 30), textwrap.shorten(text, 25),
    textwrap.wrap(text, 20, initial_indent="* ", subsequent_indent="  "), textwrap.indent("a\nb\n\nc", "> "),
    textwrap.dedent("    x\n      y\n    z"), sep="\n")
caesar = lambda s, k: "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in s)
print(caesar("hello, world", 3), caesar(caesar("hello, world", 3), -3))
vowels = {v: text.lower().count(v) for v in "aeiou"}
print(vowels, sorted(vowels, key=vowels.get, reverse=True))
words = text.rstrip(".").lower().split()
print(" ".join(w.capitalize() for w in words), "_".join(words[:4]), "".join(w.title() for w in words[:3]),
    max(words, key=len), sorted(set(words), key=lambda w: (len(w), w))[:6])
print([w for w in ["level", "noon", "python", "été"] if w == w[::-1]], "".join(reversed("stressed")),
    "racecar"[1:-1], "abc"[::-1].upper())
line = "name=Ann; age=30; city=New York"
fields = dict(part.strip().split("=") for part in line.split(";"))
print(fields, {k: int(v) if v.isdigit() else v for k, v in fields.items()},
    "; ".join(f"{k}={v}" for k, v in fields.items()) == line)
print(bin(2026)[2:].zfill(16), f"{2026:016b}", f"{2026:_b}", int("0b11111101010", 0),
    "".join(format(b, "02x") for b in "pyish".encode()), bytes.fromhex("7079697368").decode())
roman = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
    (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]


def to_roman(n):
    out = ""
    for value, letters in roman:
        while n >= value:
            out, n = out + letters, n - value
    return out


print([to_roman(n) for n in (1, 4, 9, 14, 40, 90, 400, 1994, 2026)])
run, out = "", []
for c in "aaabbbccd":
    if run and run[0] != c:
        out.append(f"{run[0]}{len(run)}")
        run = ""
    run += c
out.append(f"{run[0]}{len(run)}")
print("".join(out))
print("\n".join(" ".join(f"{a * b:3}" for b in range(1, 6)) for a in range(1, 6)))
for n in range(1, 16):
    print("Fizz" * (n % 3 == 0) + "Buzz" * (n % 5 == 0) or n, end=" ")
print()
print("%-10s|%5.1f%%|%+d|%x" % ("percent", 45.678, 7, 255), "{0:>{1}}".format("right", 10),
    f"{'nested ' + f'{1 + 1}'}", f"{text[:9]!r:>15}", f"{3.14159=:.2f}", f"{'a' 'b'}{{}}")
