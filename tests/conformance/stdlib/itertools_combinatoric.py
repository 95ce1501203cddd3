"""itertools: product, permutations, combinations and their sizes."""

from itertools import combinations, combinations_with_replacement, permutations, product

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


print(list(product("ab", [1, 2])), list(product()), list(product("ab", repeat=2)), list(product("a", [])),
    list(product([1, 2], repeat=0)), len(list(product(range(5), repeat=4))), list(product("ab", "c", repeat=2))[:3])
print(list(permutations("abc")), list(permutations("abc", 2)), list(permutations([], 0)),
    list(permutations("ab", 3)), len(list(permutations(range(7)))), list(permutations([1, 2, 3, 4], 2))[5:9])
print(list(combinations("abcd", 2)), list(combinations("ab", 0)), list(combinations("ab", 3)),
    len(list(combinations(range(20), 5))), list(combinations([3, 1, 2], 2)))
print(list(combinations_with_replacement("abc", 2)), list(combinations_with_replacement("ab", 3)),
    list(combinations_with_replacement([], 2)), list(combinations_with_replacement([], 0)),
    len(list(combinations_with_replacement(range(10), 4))))
for f, args in [(permutations, ("ab", -1)), (combinations, ("ab", -1)), (combinations, ("ab",)),
        (permutations, (5,)), (product, (5,)), (combinations_with_replacement, ("ab", -1)),
        (permutations, ("ab", "x")), (product, ("a", 1.5)), (permutations, ())]:
    attempt(f, *args)
attempt(lambda: product("ab", repeat=-1))
attempt(lambda: product("ab", repeat="x"))
attempt(lambda: product("ab", other=1))
print(list(permutations("aab"))[:3], len(set(permutations("aab"))), max(permutations([1, 2, 3])),
    sum(a * b for a, b in combinations(range(1, 6), 2)))
p = product("ab", "cd")
print(next(p), next(p), list(p), list(p), type(p).__name__)
triples = [(a, b, c) for a, b, c in combinations(range(1, 30), 3) if a * a + b * b == c * c]
print(triples)
print(["".join(p) for p in permutations("xyz") if p[0] != "x"], ["".join(t) for t in product("01", repeat=3)])
