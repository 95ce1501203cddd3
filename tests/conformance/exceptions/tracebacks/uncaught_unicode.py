"""Carets are placed by display width: wide characters and combining marks before the failing expression."""


def größe(text):
    return "日本語" + text["名"] + "é"


print(größe({"名": "n"}))
print("über", größe({"名": "中"}), größe({"Name": 1}))
