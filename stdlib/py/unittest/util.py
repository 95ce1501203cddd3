"""Objects and classes as text for messages, and differences between collections."""

from collections import Counter, namedtuple

__unittest = True

# The longest text that is shown whole, and how much of a longer one is kept.
_MAX_LENGTH = 80
_PLACEHOLDER_LEN = 12
_MIN_BEGIN_LEN = 5
_MIN_END_LEN = 5
_MIN_COMMON_LEN = 5
_MIN_DIFF_LEN = _MAX_LENGTH - (_MIN_BEGIN_LEN + _PLACEHOLDER_LEN + _MIN_COMMON_LEN
                               + _PLACEHOLDER_LEN + _MIN_END_LEN)


def _shorten(s, prefixlen, suffixlen):
    left_out = len(s) - prefixlen - suffixlen
    if left_out <= _PLACEHOLDER_LEN:
        return s
    return f'{s[:prefixlen]}[{left_out} chars]{s[len(s) - suffixlen:]}'


def _common_prefix_length(texts):
    low, high = min(texts), max(texts)
    for i, c in enumerate(low):
        if c != high[i]:
            return i
    return len(low)


def _common_shorten_repr(*args):
    """The objects as text, shortened so that the first difference can be seen."""
    texts = tuple(map(safe_repr, args))
    longest = max(map(len, texts))
    if longest <= _MAX_LENGTH:
        return texts
    length = _common_prefix_length(texts)
    prefix = texts[0][:length]
    room = _MAX_LENGTH - (longest - length + _MIN_BEGIN_LEN + _PLACEHOLDER_LEN)
    if room > _MIN_COMMON_LEN:
        # All that differs fits; only what is in common is shortened.
        prefix = _shorten(prefix, _MIN_BEGIN_LEN, room)
        return tuple(prefix + text[length:] for text in texts)
    prefix = _shorten(prefix, _MIN_BEGIN_LEN, _MIN_COMMON_LEN)
    return tuple(prefix + _shorten(text[length:], _MIN_DIFF_LEN, _MIN_END_LEN)
                 for text in texts)


def safe_repr(obj, short=False):
    """repr(), or the one of object if that fails."""
    try:
        text = repr(obj)
    except Exception:
        text = object.__repr__(obj)
    if not short or len(text) < _MAX_LENGTH:
        return text
    return text[:_MAX_LENGTH] + ' [truncated]...'


def strclass(cls):
    """The full name of a class."""
    return f"{cls.__module__}.{cls.__qualname__}"


def three_way_cmp(x, y):
    """-1, 0 or 1."""
    return (x > y) - (x < y)


def sorted_list_difference(expected, actual):
    """(only in expected, only in actual), each item once; both lists are sorted."""
    missing, unexpected = [], []
    i = j = 0

    def skip(items, at):
        item = items[at]
        while at < len(items) and items[at] == item:
            at += 1
        return at

    while i < len(expected) and j < len(actual):
        one, other = expected[i], actual[j]
        if one < other:
            missing.append(one)
            i = skip(expected, i)
        elif one > other:
            unexpected.append(other)
            j = skip(actual, j)
        else:
            i, j = skip(expected, i), skip(actual, j)
    while i < len(expected):
        missing.append(expected[i])
        i = skip(expected, i)
    while j < len(actual):
        unexpected.append(actual[j])
        j = skip(actual, j)
    return missing, unexpected


def unorderable_list_difference(expected, actual):
    """(only in expected, only in actual); empties or changes both lists."""
    missing = []
    while expected:
        item = expected.pop()
        try:
            actual.remove(item)
        except ValueError:
            missing.append(item)
    return missing, actual


_Mismatch = namedtuple('Mismatch', 'actual expected value')


def _count_diff_all_purpose(actual, expected):
    """Items that are not in both equally often; they need only be comparable."""
    gone = object()
    first, second = list(actual), list(expected)
    result = []

    def take(items, value, start=0):
        count = 0
        for k in range(start, len(items)):
            if items[k] == value:
                count += 1
                items[k] = gone
        return count

    for i, value in enumerate(first):
        if value is not gone:
            counts = take(first, value, i), take(second, value)
            if counts[0] != counts[1]:
                result.append(_Mismatch(*counts, value))
    for i, value in enumerate(second):
        if value is not gone:
            result.append(_Mismatch(0, take(second, value, i), value))
    return result


def _count_diff_hashable(actual, expected):
    """Items that are not in both equally often."""
    first, second = Counter(actual), Counter(expected)
    result = [_Mismatch(count, second.get(value, 0), value)
              for value, count in first.items() if count != second.get(value, 0)]
    result += [_Mismatch(0, count, value)
               for value, count in second.items() if value not in first]
    return result
