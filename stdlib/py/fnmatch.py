"""File names against patterns as in a shell: * ? [set] [!set]"""

import functools
import os
import posixpath

__all__ = ["filter", "filterfalse", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """True if the name matches, with case as the system has it."""
    return fnmatchcase(os.path.normcase(name), os.path.normcase(pat))


@functools.lru_cache(maxsize=32768, typed=True)
def _compile_pattern(pat):
    import re
    if isinstance(pat, bytes):
        return re.compile(bytes(translate(str(pat, 'ISO-8859-1')), 'ISO-8859-1')).match
    return re.compile(translate(pat)).match


def filter(names, pat):
    """The names that match."""
    match = _compile_pattern(os.path.normcase(pat))
    if os.path is posixpath:
        return [name for name in names if match(name)]
    return [name for name in names if match(os.path.normcase(name))]


def filterfalse(names, pat):
    """The names that do not match."""
    match = _compile_pattern(os.path.normcase(pat))
    if os.path is posixpath:
        return [name for name in names if not match(name)]
    return [name for name in names if not match(os.path.normcase(name))]


def fnmatchcase(name, pat):
    """True if the name matches, case and all."""
    return _compile_pattern(pat)(name) is not None


def translate(pat):
    """The pattern as a regular expression."""
    parts, stars = _translate(pat, '*', '.')
    return _join_translated_parts(parts, stars)


def _translate(pat, star, question_mark):
    # (pieces of the expression, where among them the stars are)
    import re
    parts, stars = [], []
    i, n = 0, len(pat)
    while i < n:
        ch = pat[i]
        i += 1
        if ch == '*':
            stars.append(len(parts))
            parts.append(star)
            while i < n and pat[i] == '*':
                i += 1
        elif ch == '?':
            parts.append(question_mark)
        elif ch == '[':
            # The first character of a set may be the closing bracket.
            end = i + 1 if pat[i:i + 1] == '!' else i
            end = pat.find(']', end + 1 if pat[end:end + 1] == ']' else end)
            if end < 0:
                parts.append('\\[')
            else:
                parts.append(_set(pat, i, end))
                i = end + 1
        else:
            parts.append(re.escape(ch))
    return parts, stars


def _set(pat, i, end):
    stuff = pat[i:end]
    if '-' not in stuff:
        stuff = stuff.replace('\\', '\\\\')
    else:
        # Cut at the hyphens that make ranges; one at either end is itself.
        chunks = []
        k = i + 2 if pat[i] == '!' else i + 1
        while (k := pat.find('-', k, end)) >= 0:
            chunks.append(pat[i:k])
            i = k + 1
            k += 3
        if pat[i:end]:
            chunks.append(pat[i:end])
        else:
            chunks[-1] += '-'
        # Ranges that run backwards match nothing; an expression must not have them.
        for k in range(len(chunks) - 1, 0, -1):
            if chunks[k - 1][-1] > chunks[k][0]:
                chunks[k - 1] = chunks[k - 1][:-1] + chunks[k][1:]
                del chunks[k]
        stuff = '-'.join(chunk.replace('\\', '\\\\').replace('-', '\\-') for chunk in chunks)
    if not stuff:
        return '(?!)'
    if stuff == '!':
        return '.'
    for sign in '&~|':
        stuff = stuff.replace(sign, '\\' + sign)
    if stuff[0] == '!':
        stuff = '^' + stuff[1:]
    elif stuff[0] in '^[':
        stuff = '\\' + stuff
    return f'[{stuff}]'


def _join_translated_parts(parts, stars):
    if not stars:
        return fr'(?s:{"".join(parts)})\z'
    # Between stars the first match will do: an atomic group keeps the search short.
    result = parts[:stars[0]]
    for start, stop in zip(stars[:-1], stars[1:]):
        fixed = ''.join(parts[start + 1:stop])
        if fixed:
            result.append(f'(?>.*?{fixed})')
    result.append('.*')
    result += parts[stars[-1] + 1:]
    return fr'(?s:{"".join(result)})\z'
