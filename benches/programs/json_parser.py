"""A JSON reader and writer in Python: scanning text, recursion, dispatch."""

ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f",
           '"': '"', "\\": "\\", "/": "/"}
WORDS = {"true": True, "false": False, "null": None}


class Reader:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def skip(self):
        text, at = self.text, self.at
        while at < len(text) and text[at] in " \n\t\r":
            at += 1
        self.at = at

    def expect(self, character):
        if self.text[self.at] != character:
            raise ValueError(f"expected {character} at {self.at}")
        self.at += 1

    def value(self):
        self.skip()
        character = self.text[self.at]
        if character == "{":
            return self.object()
        if character == "[":
            return self.array()
        if character == '"':
            return self.string()
        if character in "-0123456789":
            return self.number()
        return self.word()

    def object(self):
        self.expect("{")
        members = {}
        self.skip()
        while self.text[self.at] != "}":
            self.skip()
            key = self.string()
            self.skip()
            self.expect(":")
            members[key] = self.value()
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1
        return members

    def array(self):
        self.expect("[")
        items = []
        self.skip()
        while self.text[self.at] != "]":
            items.append(self.value())
            self.skip()
            if self.text[self.at] == ",":
                self.at += 1
        self.at += 1
        return items

    def string(self):
        self.expect('"')
        text, parts = self.text, []
        while (character := text[self.at]) != '"':
            if character == "\\":
                self.at += 1
                escape = text[self.at]
                if escape == "u":
                    parts.append(chr(int(text[self.at + 1:self.at + 5], 16)))
                    self.at += 4
                else:
                    parts.append(ESCAPES[escape])
            else:
                parts.append(character)
            self.at += 1
        self.at += 1
        return "".join(parts)

    def number(self):
        start = self.at
        text = self.text
        while self.at < len(text) and text[self.at] in "+-.eE0123456789":
            self.at += 1
        digits = text[start:self.at]
        try:
            return int(digits)
        except ValueError:
            return float(digits)

    def word(self):
        for word, meaning in WORDS.items():
            if self.text.startswith(word, self.at):
                self.at += len(word)
                return meaning
        raise ValueError(f"unexpected character at {self.at}")


def write(value):
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case str():
            quoted = value.replace("\\", "\\\\").replace('"', '\\"')
            return '"' + quoted.replace("\n", "\\n") + '"'
        case list():
            return "[" + ", ".join(map(write, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{write(k)}: {write(v)}"
                                   for k, v in value.items()) + "}"


document = [{"id": n, "name": f"item \"{n}\"\n", "price": n * 1.25,
             "tags": ["a", "b" * (n % 5), "\\"], "sold": n % 3 == 0,
             "parent": None if n % 7 else {"id": n - 1, "deep": [[n], []]}}
            for n in range(1000)]
text = write(document)
for _ in range(30):
    again = Reader(text).value()
assert again == document and write(again) == text
assert Reader(' {"k" : [1e3, -2, "\\u00e9"] } ').value() == {"k": [1000.0, -2, "é"]}
print("json_parser", len(text), again[999]["price"])
