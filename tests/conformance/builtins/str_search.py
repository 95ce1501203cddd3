"""find, index, count, replace, startswith, endswith, in."""

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


s = "abracadabra"
print(s.find("a"), s.find("a", 1), s.find("a", 1, 3), s.rfind("a"), s.rfind("a", 0, 10), s.find("zz"),
    s.rfind("zz"), s.find(""), s.rfind(""), s.find("", 20), s.find("", 11), s.find("bra", -4), s.find("a", -1),
    s.find("c", None, None))
print(s.index("cad"), s.rindex("bra"), s.count("a"), s.count("abra"), s.count(""), s.count("a", 3),
    s.count("a", 3, -1), "aaaa".count("aa"), "".count(""), "".count("a"))
attempt(s.index, "zz")
attempt(s.rindex, "zz")
attempt(s.find)
attempt(s.find, 5)
attempt(s.count, None)
attempt(s.find, "a", "b")
print(s.replace("a", "X"), s.replace("a", "X", 2), s.replace("abra", ""), s.replace("", "-", 3),
    s.replace("zz", "y"), "".replace("", "x"), s.replace("a", "aa", 0), s.replace("a", "b", count=1),
    "abab".replace("ab", "é😀"))
attempt(s.replace, "a")
attempt(s.replace, "a", 5)
print(s.startswith("abra"), s.startswith(("x", "ab")), s.startswith("bra", 1), s.startswith(""),
    s.startswith("", 11), s.startswith("", 12), s.endswith("bra"), s.endswith(("x", "a")), s.endswith("abr", 0, -1),
    s.endswith(()), s.startswith("abra", -4))
attempt(s.startswith, 5)
attempt(s.startswith, ["a"])
attempt(s.endswith, ("a", 5))
attempt(s.startswith, (5,))
print("cad" in s, "x" in s, "" in s, "" in "", "é" in "cafés", "\x00" in "a\x00b", "a" not in s)
attempt(lambda: 5 in s)
attempt(lambda: None in s)
u = "x€y😀z€"
print(u.find("€"), u.rfind("€"), u.find("😀"), u.index("z"), u.count("€"), u.replace("€", "EUR"), u[3], u[-1],
    u[::-1], len(u), u[2:4], u.split("€"))
print("a" * 5, "ab" * 0, "ab" * -1, 3 * "é", "a" + "b", "x" < "y", "Z" < "a", "a" < "ab", "é" > "z", "a" == "a",
    "" < "a", "😀" > "\uffff")
attempt(lambda: "a" + 5)
attempt(lambda: 5 + "a")
attempt(lambda: "a" * "b")
attempt(lambda: "a" < 5)
attempt(lambda: "a" - "b")
attempt(lambda: "a" * 2.0)
attempt(lambda: -"a")
