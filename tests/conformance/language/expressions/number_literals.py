"""Numeric literals in every spelling."""

print(0, 7, 1_000_000, 0xFF, 0XdEaD_beef, 0o17, 0O7_7, 0b1011, 0B1_0, 00, 0_0, 000)
print(1.5, 1., .5, 1e3, 1E-3, 1_0.0_1, 1e+1_0, 0.0, 00.5, 09.5, 1e400, -1e400)
print(1j, 1.5J, .5j, 1e2j, 0j, 09j, 3+4j, -2j, 1_0j)
print(0x7FFFFFFFFFFFFFFF, 0x8000000000000000, 123456789012345678901234567890)
print(2**62, 2**63, -(2**63), 2**64, -(2**64) - 1)
print(4611686018427387903 + 1, 4611686018427387904, -4611686018427387905)
print(0.1, 0.1 + 0.2, 1 / 3, 1e16, 1e15, 123456789.123456789, 1e-5, 0.0001, 5e-324)
print(1.7976931348623157e308, 2.2250738585072014e-308, 1e22, 1e23, 9007199254740993.0)
print(-0.0, 0.0 == -0.0, -0, 1 - 1.0, -1e-7)
print(1..real, 1.0.is_integer(), 5 .bit_length(), 0xf.real, 1e1.hex(), 1j.imag)
print(type(1), type(1.), type(1j), type(True))
print(1 <2, 3>- 2, 1-1, 1- -1, +-+1, ~-1, -~5, not-1)
print(2**-1, -2**2, (-2)**2, 2**3**2, -1**0.5)
print(10 // 3, -10 // 3, 10 // -3, 10 % 3, -10 % 3, 10 % -3, -7.5 // 2, -7.5 % 2)

for text in "1__0", "0x", "0b12", "0o8", "012", "1_", "1e", "0xg", "1.2.3", "1a", "0b", "1_.5", "5j6", "1e_1", "0_x1":
    try:
        compile(text, "<test>", "eval")
        print("fine:", text)
    except SyntaxError as error:
        print(f"{text}: {error.msg} ({error.offset})")
