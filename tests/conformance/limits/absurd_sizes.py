"""Sizes that no machine has."""

for text in """
(1).to_bytes(2**62, "big")
"%*d" % (2**62, 1)
"{:>{}}".format(1, 2**62)
"a".ljust(2**62)
b"a".zfill(2**62)
"a".zfill(2**62)
bytearray(b"x") * 2**62
bytearray().extend(bytes(10**17))
f"{1:.{2**62}f}"
"\\t\\t".expandtabs(2**62)
list(range(10**15))
"ab" * 2**62
b"%*d" % (2**62, 1)
bytearray(1).__setitem__(2**70, 1)
[1].pop(2**70)
"x"[2**70]
1 << 2**63
""".strip().splitlines():
    try:
        print(text, type(eval(text)))
    except (MemoryError, OverflowError, IndexError, ValueError) as e:
        print(text, type(e).__name__, e)
