"""Identifiers in Unicode: normalisation, scripts, what is refused."""

größe = 5
print(größe, "größe" in globals())
π = 3.14
Ωmega = "omega"
名前 = "name"
переменная = "variable"
_ñ = 1
ª = "feminine ordinal"
print(π, Ωmega, 名前, переменная, _ñ, a)
ﬁeld = "ligature"
print(field, "field" in globals(), "ﬁeld" in globals())
𝐱 = "bold x"
print(x, globals()["x"])
é = "decomposed"
print(é, "é" in globals())


class Straße:
    ключ = "key"

    def 方法(self, параметр=1):
        return параметр


s = Straße()
print(s.ключ, s.方法(), s.方法(параметр=5), Straße.__name__, Straße.方法.__qualname__)
s.ﬁ = 1
print(s.fi, vars(s), getattr(s, "ﬁ", "getattr does not normalise"))


def ƒ(ſ):
    return ſ


print(ƒ(s=3), ƒ.__name__, ƒ.__code__.co_varnames)
try:
    ungültig
except NameError as error:
    print(error)
try:
    s.größer
except AttributeError as error:
    print(error)
print("é".isidentifier(), "1a".isidentifier(), "a·b".isidentifier(), "·".isidentifier(), "℘".isidentifier(), "a b".isidentifier(), "".isidentifier(), "𝟘".isidentifier(), "x𝟘".isidentifier())
for text in "a€ = 1", "€ = 1", "x = ½", "a\u200b = 1", "a\u00a0= 1", "1é", "x = “quoted”", "a–b", "print(1）", "x = 5 × 3", "٣ = 1", "x = ٣", "😀 = 1", "a\u0301 = 1\nprint(a\u0301)", "\ufeffx = 1", "x = $", "x = ?", "a ! b", "x = a`", "²= 1", "x²= 1":
    try:
        compile(text, "<test>", "exec")
        print("fine", ascii(text))
    except SyntaxError as error:
        print(f"{ascii(text)}: {error.msg} ({error.offset})")
