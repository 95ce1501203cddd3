"""Word count of a generated text: split, dict counting, sorting by key."""

from collections import Counter, defaultdict

STEMS = ["river", "stone", "light", "under", "mill", "road", "over", "winter",
         "bread", "night", "hand", "song", "glass", "field", "iron", "wool"]
ENDINGS = ["", "s", "ed", "ing", "er", "ly", "less", "ful"]


def text(size):
    state = 7
    words = []
    for _ in range(size):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        word = STEMS[state >> 8 & 15] + ENDINGS[state >> 14 & 7]
        if state >> 20 & 15 == 0:
            word = word.capitalize() + "."
        words.append(word)
    return " ".join(words)


def by_dict(words):
    counts = {}
    for word in words:
        word = word.strip(".,;").lower()
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def by_length(words):
    lengths = defaultdict(list)
    for word in words:
        lengths[len(word)].append(word)
    return {length: len(set(found)) for length, found in lengths.items()}


words = text(500_000).split()
counts = by_dict(words)
assert counts == Counter(word.strip(".,;").lower() for word in words)
top = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:5]
print("word_count", len(words), len(counts), *top[0], *top[4])
print("word_count", sorted(by_length(words).items()))
