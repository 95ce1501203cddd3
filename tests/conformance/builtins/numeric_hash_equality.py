"""Numbers that are equal have equal hashes, whatever their type."""

groups = [[1, 1.0, 1 + 0j, True], [0, 0.0, -0.0, 0j, False], [2 ** 70, 2.0 ** 70, complex(2.0 ** 70)],
    [-3, -3.0, -3 + 0j], [10 ** 15, 1e15], [-(2 ** 62), -(2.0 ** 62)]]
for group in groups:
    print(all(a == b for a in group for b in group), len({hash(x) for x in group}), len(set(group)),
        {x: type(x).__name__ for x in group})
print({1: "a", 1.0: "b", True: "c"}, {True, 1, 1.0}, [1, 2, 3].index(2.0), (1.0).__eq__(1), (1).__eq__(1.0))
print(1 == 1.0 == True, 0.5 == 1 / 2, "1" == 1, None == 0, [] == (), () == (), [1] == [1.0], (1, True) == (1.0, 1))
print(hash(True), hash(0.1) == hash(0.1), hash(2 ** 61 - 2), hash(-(2 ** 61 - 1)), hash(10 ** 18), hash(10 ** 19),
    hash(-(10 ** 19)))
print(hash(0.25), hash(1e300), hash(-1.0), hash(3.5), hash(1 / 3), hash(1e-300))
print(hash((1, 2, 3)), hash(()), hash((1,)), hash((1.0, 2, True)), hash((-1, -2)), hash(frozenset()),
    hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1])))
print(hash("") == hash(""), hash("abc") == hash("ab" + "c"), hash(b"abc") == hash("abc"), hash(None) == hash(None),
    hash(range(0)), hash(range(3)) == hash(range(0, 3, 1)))
for bad in ([], {}, set(), bytearray(), (1, []), slice(1, [])):
    try:
        print(hash(bad))
    except TypeError as error:
        print("TypeError:", error)
print(hash(slice(1, 2)) == hash(slice(1, 2)), hash(int) == hash(int), hash(len) == hash(len))
