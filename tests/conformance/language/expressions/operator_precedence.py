"""How operators bind: each line would print something else under another precedence."""

print(2 + 3 * 4, (2 + 3) * 4, 2 * 3 + 4)
print(2 ** 3 ** 2, -2 ** 2, 2 ** -1, 2 * -3)
print(7 - 3 - 2, 64 / 8 / 2, 7 // 2 * 2, 7 % 4 * 3)
print(1 << 2 + 1, 16 >> 1 << 2, 1 + 1 << 2)
print(6 & 3 | 8, 6 ^ 3 & 1, 1 | 2 ^ 3 & 4, 5 & 3 == 1)
print(~1 + 1, ~(1 + 1), -3 ** 2, not 1 == 2)
print(not True or True, not (True or True), True or False and False)
print(1 if True else 2 + 5, (1 if True else 2) + 5)
print(1 < 2 & 3, (1 < 2) & 3, 4 in [4] and 5)
print(3 if 0 else 4 if 0 else 5)
print((lambda: 1 if 0 else 2)())
print([x for x in range(5) if x % 2 if x > 1])
print(not 1 in [2], 1 not in [2], not (1 in [2]), [] is not None)
print(-1 .__abs__(), (-1).__abs__())
print("a" "b" * 2, "a" + "b" * 2, ("x" "y").upper())
print("%d %s" % (1, "a") + "!", "%s" % "a" * 3)
print(1, 2 if False else 3, 4)
print((yes := 1) and (no := 0) or "end", yes, no)
print([1, 2, 3][1:][0], {"a": [5]}["a"][0], "abc"[::-1][0])
print(5 > 3 > 1, 5 > 3 == True, (5 > 3) == True)
print(2 if 1 > 2 else 3 if 2 > 1 else 4)
print(10 - 2 ** 2 * 2 // 3 % 5)
print(*[1] + [2], *[3])
print(0 or 1 and 2 or 3, 0 and 1 or 2 and 3)


class M:
    def __matmul__(self, other):
        return f"({self}@{other})"

    def __mul__(self, other):
        return f"({self}*{other})"

    __repr__ = lambda self: "M"


print(M() @ 1, M() * 2, (M() @ 1) + "x")


async def awaitable():
    return 3


async def main():
    return await awaitable() ** 2, -await awaitable(), [await awaitable()][0]


try:
    main().send(None)
except StopIteration as stop:
    print(stop.value)
