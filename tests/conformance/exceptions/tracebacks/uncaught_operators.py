"""Carets with nested operators, comparisons, unary operators and parentheses on one line."""


def area(width, height, *, border=None):
    return (width + 2) * (height + (border << 1)) - -border


def total(shapes):
    return sum(area(*s[:2], **s[2]) for s in shapes) ** 2


print(area(2, 3, border=1))
shapes = [(1, 2, {"border": 3}), (4, 5, {"border": "thick"})]
print(total(shapes[:1]), total(shapes) if len(shapes) < 3 else 0)
