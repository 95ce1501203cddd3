"""Unexpected keyword arguments with suggestions; SyntaxErrors for misspelt keywords."""


def connect(host, *, timeout=1, retries=2, verbose=False): ...


class Server:
    def __init__(self, address, port=80): ...


for call in (
    lambda: connect("h", timout=1),
    lambda: connect("h", retry=1),
    lambda: connect("h", Verbose=1),
    lambda: connect("h", zzz=1),
    lambda: connect(hots="h"),
    lambda: Server(adress="x"),
    lambda: Server("x", prot=1),
    lambda: print("a", ends=""),
    lambda: sorted([], keys=1),
    lambda: sorted([], revers=True),
    lambda: int("1", bas=2),
    lambda: str(b"", encodin="utf-8"),
    lambda: dict.fromkeys([], values=1),
    lambda: "a b".split(seperator=" "),
    lambda: max([1], defalt=2),
    lambda: open("f", mod="r"),
    lambda: enumerate([], strat=1),
    lambda: sum([], strt=1),
    lambda: zip([], stric=True),
    lambda: "x".encode(encodings="utf-8"),
    lambda: [].sort(kee=1),
    lambda: (1).to_bytes(lenght=1),
    lambda: round(1.5, ndigit=1),
    lambda: pow(2, 3, modd=4),
):
    try:
        call()
        print("fine")
    except TypeError as error:
        print(error)

for source in (
    "whille True:\n    pass",
    "fro x in y:\n    pass",
    "improt os",
    "form math import sqrt",
    "dfe f():\n    pass",
    "calss A:\n    pass",
    "iff x:\n    pass",
    "if x:\n    pass\nelsif y:\n    pass",
    "if x:\n    pass\nelse if y:\n    pass",
    "retrun 5",
    "def f():\n    retrun 5",
    "tyr:\n    pass\nexcept E:\n    pass",
    "try:\n    pass\nexept E:\n    pass",
    "wiht open(x) as f:\n    pass",
    "aysnc def f():\n    pass",
    "x = lamda y: y",
    "raies ValueError",
    "assrt x",
    "print 'hello'",
    "print x",
    "exec 'x'",
    "for x on y:\n    pass",
    "x = y iff z else w",
    "x is nto y",
    "not x adn y",
    "a and b orr c",
    "globl x",
    "brak",
    "pas s",
    "from x imprt y",
    "import x sa y",
):
    try:
        compile(source, "<test>", "exec")
        print("fine:", source)
    except SyntaxError as error:
        print(f"{source!r}: {error.msg} ({error.lineno}, {error.offset})")
