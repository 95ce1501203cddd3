"""Text in many scripts: lengths, slices, comparisons, normal forms, names."""

import unicodedata

texts = ["Grüße", "Ελλάδα", "Привет", "שלום", "مرحبا", "नमस्ते", "こんにちは", "안녕하세요", "👨‍👩‍👧 family", "🇩🇪🇫🇷",
    "e\u0301", "𝕊𝕠", "ﷺ", "ǅ", "\u202eabc"]
for text in texts:
    print(ascii(text), len(text), ascii(text[::-1]), ascii(text[1:3]), ascii(text.upper()), ascii(text.title()),
        text.isalpha(), len(text.encode()), len(text.encode("utf-16-le")), [hex(ord(c)) for c in text[:3]])
print(sorted(["éa", "ez", "Éa", "a", "Z", "ä", "中", "😀", "z"]), "é" == "e\u0301", max("aé中😀"), min("aé中😀"))
for form in ("NFC", "NFD", "NFKC", "NFKD"):
    print(form, [ascii(unicodedata.normalize(form, t)) for t in ("é", "e\u0301", "ﬁ", "①", "Å", "가", "½")])
for c in "aA1 é中😀½\t\u0301ⅧΩ_€\u200d":
    print(ascii(c), unicodedata.category(c), unicodedata.name(c, "no name"), unicodedata.bidirectional(c),
        unicodedata.combining(c), unicodedata.numeric(c, None), unicodedata.digit(c, None),
        unicodedata.decimal(c, None), unicodedata.east_asian_width(c), unicodedata.mirrored(c))
print(unicodedata.lookup("GREEK SMALL LETTER OMEGA"), "\N{SNOWMAN} \N{GREEK SMALL LETTER ALPHA}",
    unicodedata.is_normalized("NFC", "é"), unicodedata.decomposition("é"))
for call in (lambda: unicodedata.lookup("NO SUCH NAME"), lambda: unicodedata.name("\x00"),
        lambda: unicodedata.numeric("a"), lambda: unicodedata.normalize("XXX", "a")):
    try:
        call()
    except (KeyError, ValueError) as error:
        print(type(error).__name__, error)
größe, 变量, привет = 1, 2, 3
print(größe + 变量 + привет, "größe" in globals(), "ſ".isidentifier(), "a\u0301".isidentifier())


class Ключ:
    def метод(self, σ=1):
        return σ * 2


print(Ключ().метод(σ=4), Ключ.__name__, Ключ().метод.__name__)
print("%5s|%-5s|" % ("é", "中"), f"{'中':>4}|{'é':*^5}|{'😀':<3}|", "日本語".center(9, "・"), "a中b".find("b"),
    "中文中".count("中"), "x中y".split("中"), "中".join("ab"), "İ".lower() == "i\u0307", "ß".upper(), "ΣΑΣ".lower(),
    "ŉ".title())
print("a\u2028b\u2029c\x85d".splitlines(), "\u3000x\u3000".strip() == "x", "a\u00a0b".split(), "١٢٣".isdigit(),
    int("१२३"), float("٣٫٥".replace("٫", ".")), "²".isdigit(), "²".isdecimal())
