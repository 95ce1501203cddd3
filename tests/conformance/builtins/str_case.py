"""Case conversions and classification, far beyond ASCII."""

samples = ["hello World", "ẞtraße", "ÎLE DE FRANCE", "ǆungla", "ΑΣ ΟΔΟΣ", "ﬁnal ﬂow", "they're bill's", "x1y2z",
    "İstanbul", "ŉ", "", "123", "été À la", "ß", "ᾳ", "o\u0308ffnung", "𐐨𐐀"]
for s in samples:
    print(repr(s), repr(s.upper()), repr(s.lower()), repr(s.title()), repr(s.capitalize()), repr(s.swapcase()),
        repr(s.casefold()))
print("Straße".casefold() == "STRASSE".casefold(), "ς".casefold() == "Σ".casefold(), "K".lower(),
    "Å".lower() == "å")
names = ["isalpha", "isdigit", "isdecimal", "isnumeric", "isalnum", "isspace", "islower", "isupper", "istitle",
    "isidentifier", "isprintable", "isascii"]
for s in ["abc", "ABC", "Abc Def", "123", "²", "½", "٣", "Ⅷ", "", " ", "\t\n", "a b", "a1", "_x", "1x", "é", "中",
        "𝔘", "\x00", "ǅ", "\u200b", "\xa0", "class", "ª", "😀", "a\u0301", "\ud800"]:
    print(ascii(s), "".join("1" if getattr(s, name)() else "0" for name in names))
print("ab".upper().lower() == "ab", "ﬀ".upper(), len("ŉ".upper()), "ǰ".title(), "ᾼ".lower(), "Ǆ".title(),
    "Ǆ".capitalize())
