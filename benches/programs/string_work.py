"""Strings: joining, splitting, searching, formatting, replacing, slicing."""

TEXT = ("It was the afternoon of a long day, and the river, which nobody had "
        "measured, went on past the mill without any hurry at all. ") * 40


def words(rounds):
    total = 0
    for _ in range(rounds):
        found = TEXT.lower().replace(",", "").replace(".", "").split()
        total += len("-".join(sorted(set(found))))
    return total


def formatted(rounds):
    total = 0
    for number in range(rounds):
        total += len(f"{number:>8d}|{number / 7:.3f}|{number:#x}|{'ab' * 2!r}")
        total += len("%s-%05d" % ("key", number))
        total += len("{}:{name}".format(number, name="n"))
    return total


def characters(rounds):
    vowels = 0
    for _ in range(rounds):
        for character in TEXT:
            if character in "aeiou":
                vowels += 1
    return vowels


def built(rounds):
    text = ""
    for number in range(rounds):
        text += chr(97 + number % 26)
    return len(text), text.count("abc"), text.rfind("xyz"), text[::-7][:12]


def palindromes(limit):
    return sum(1 for number in range(limit) if str(number) == str(number)[::-1])


result = (words(500), formatted(200_000), characters(60), built(400_000),
          palindromes(600_000))
print("string_work", *result)
assert result == (56500, 9841216, 81600,
                  (400000, 15385, 399981, "pibungzslexq"), 1599)
