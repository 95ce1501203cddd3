"""A calculator: tokens, a recursive descent parser, an evaluator, errors."""


class CalcError(Exception):
    pass


def tokens(text):
    i = 0
    while i < len(text):
        c = text[i]
        if c.isspace():
            i += 1
        elif c.isdigit() or c == ".":
            j = i
            while j < len(text) and (text[j].isdigit() or text[j] == "."):
                j += 1
            yield float(text[i:j]) if "." in text[i:j] else int(text[i:j])
            i = j
        elif c in "+-*/^()%,":
            yield c
            i += 1
        elif c.isalpha():
            j = i
            while j < len(text) and text[j].isalnum():
                j += 1
            yield text[i:j]
            i = j
        else:
            raise CalcError(f"unexpected {c!r} at {i}")


class Parser:
    functions = {"max": max, "min": min, "abs": abs, "round": round}

    def __init__(self, text, names):
        self.tokens = [*tokens(text), None]
        self.at = 0
        self.names = names

    def peek(self):
        return self.tokens[self.at]

    def take(self, *wanted):
        token = self.peek()
        if wanted and token not in wanted:
            raise CalcError(f"expected {' or '.join(wanted)}, got {token}")
        self.at += 1
        return token

    def expression(self):
        value = self.term()
        while self.peek() in ("+", "-"):
            value = value + self.term() if self.take() == "+" else value - self.term()
        return value

    def term(self):
        value = self.factor()
        while (op := self.peek()) in ("*", "/", "%"):
            self.take()
            right = self.factor()
            value = value * right if op == "*" else value / right if op == "/" else value % right
        return value

    def factor(self):
        if self.peek() == "-":
            self.take()
            return -self.factor()
        base = self.atom()
        if self.peek() == "^":
            self.take()
            return base ** self.factor()
        return base

    def atom(self):
        token = self.take()
        match token:
            case int() | float():
                return token
            case "(":
                value = self.expression()
                self.take(")")
                return value
            case str() if token in self.functions:
                self.take("(")
                arguments = [self.expression()]
                while self.peek() == ",":
                    self.take()
                    arguments.append(self.expression())
                self.take(")")
                return self.functions[token](*arguments)
            case str() if token.isalpha():
                try:
                    return self.names[token]
                except KeyError:
                    raise CalcError(f"unknown name {token}") from None
        raise CalcError(f"unexpected {token}")

    def result(self):
        value = self.expression()
        if self.peek() is not None:
            raise CalcError(f"left over: {self.peek()}")
        return value


for text in ["1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "7 / 2", "7 % 3 - 1", "1.5 * 4", "pi * 2",
        "max(1, 2 * 3, 4)", "abs(-5) + min(2, 1)", "((((1))))", "2 * (3 + ", "1 +", "x + 1", "1 $ 2", "1 2",
        "max 3", ")", "1 / 0", "10 ^ 30 + 1", ""]:
    try:
        print(f"{text!r} = {Parser(text, {'pi': 3.14159}).result()!r}")
    except CalcError as error:
        print(f"{text!r}: {error}")
    except ZeroDivisionError as error:
        print(f"{text!r}: {type(error).__name__}, {error}")
