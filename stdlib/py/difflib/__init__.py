"""Differences between sequences, above all between lists of lines.

A SequenceMatcher finds the longest run that both sequences have in common, then
does the same to the left and to the right of it.  Side by side in HTML is in
_html.
"""

from collections import namedtuple as _namedtuple
from heapq import nlargest as _nlargest
from types import GenericAlias as _GenericAlias

__all__ = ['get_close_matches', 'ndiff', 'restore', 'SequenceMatcher', 'Differ',
           'IS_CHARACTER_JUNK', 'IS_LINE_JUNK', 'context_diff', 'unified_diff', 'diff_bytes',
           'HtmlDiff', 'Match']

Match = _namedtuple('Match', 'a b size')


class SequenceMatcher:
    """Compares two sequences of hashable items.

    isjunk(item) says which items cannot begin a match; with autojunk, items that are
    very frequent in a long second sequence do not count either.  Much is remembered
    of the second sequence: to compare many with one, set that one with set_seq2().
    """

    def __init__(self, isjunk=None, a='', b='', autojunk=True):
        self.isjunk = isjunk
        self.a = self.b = None
        self.autojunk = autojunk
        self.set_seqs(a, b)

    def set_seqs(self, a, b):
        """Compare a with b."""
        self.set_seq1(a)
        self.set_seq2(b)

    def set_seq1(self, a):
        """Compare a with the same b as before."""
        if a is not self.a:
            self.a = a
            self.matching_blocks = self.opcodes = None

    def set_seq2(self, b):
        """Compare the same a as before with b."""
        if b is self.b:
            return
        self.b = b
        self.matching_blocks = self.opcodes = None
        self.fullbcount = None
        self._index()

    def _index(self):
        # b2j: item -> its indices in b, without junk and popular items.
        b = self.b
        self.b2j = where = {}
        for j, item in enumerate(b):
            where.setdefault(item, []).append(j)
        self.bjunk = junk = set()
        if self.isjunk:
            junk.update(filter(self.isjunk, where))
            for item in junk:
                del where[item]
        self.bpopular = popular = set()
        if self.autojunk and len(b) >= 200:
            limit = len(b) // 100 + 1
            popular.update(item for item, indices in where.items() if len(indices) > limit)
            for item in popular:
                del where[item]

    def find_longest_match(self, alo=0, ahi=None, blo=0, bhi=None):
        """The longest match in a[alo:ahi] and b[blo:bhi], without junk in it.

        Of several the first in a, of these the first in b.  It is made longer with
        what matches next to it, junk included.
        """
        a, b, junk = self.a, self.b, self.bjunk
        if ahi is None:
            ahi = len(a)
        if bhi is None:
            bhi = len(b)
        besti, bestj, best = alo, blo, 0
        # j -> length of the match that ends with a[i-1] and b[j].
        lengths = {}
        indices = self.b2j.get
        for i in range(alo, ahi):
            before = lengths.get
            lengths = {}
            for j in indices(a[i], ()):
                if j < blo:
                    continue
                if j >= bhi:
                    break
                length = lengths[j] = before(j - 1, 0) + 1
                if length > best:
                    besti, bestj, best = i - length + 1, j - length + 1, length
        for of_junk in (False, True):
            while (besti > alo and bestj > blo and (b[bestj - 1] in junk) is of_junk
                   and a[besti - 1] == b[bestj - 1]):
                besti, bestj, best = besti - 1, bestj - 1, best + 1
            while (besti + best < ahi and bestj + best < bhi
                   and (b[bestj + best] in junk) is of_junk
                   and a[besti + best] == b[bestj + best]):
                best += 1
        return Match(besti, bestj, best)

    def get_matching_blocks(self):
        """All matches, in order; the last one is of size 0, at the ends."""
        if self.matching_blocks is not None:
            return self.matching_blocks
        la, lb = len(self.a), len(self.b)
        found = []
        todo = [(0, la, 0, lb)]
        while todo:
            alo, ahi, blo, bhi = todo.pop()
            i, j, size = match = self.find_longest_match(alo, ahi, blo, bhi)
            if size:
                found.append(match)
                if alo < i and blo < j:
                    todo.append((alo, i, blo, j))
                if i + size < ahi and j + size < bhi:
                    todo.append((i + size, ahi, j + size, bhi))
        found.sort()
        # Matches that touch become one.
        blocks = []
        i = j = size = 0
        for match in found:
            if (i + size, j + size) == (match.a, match.b):
                size += match.size
            else:
                if size:
                    blocks.append(Match(i, j, size))
                i, j, size = match
        if size:
            blocks.append(Match(i, j, size))
        blocks.append(Match(la, lb, 0))
        self.matching_blocks = blocks
        return blocks

    def get_opcodes(self):
        """How to make b of a: (tag, i1, i2, j1, j2), a[i1:i2] becomes b[j1:j2].

        The tags are 'equal', 'replace', 'delete' and 'insert'.
        """
        if self.opcodes is not None:
            return self.opcodes
        self.opcodes = codes = []
        i = j = 0
        for ai, bj, size in self.get_matching_blocks():
            if i < ai or j < bj:
                tag = 'insert' if i == ai else 'delete' if j == bj else 'replace'
                codes.append((tag, i, ai, j, bj))
            i, j = ai + size, bj + size
            if size:
                codes.append(('equal', ai, i, bj, j))
        return codes

    def get_grouped_opcodes(self, n=3):
        """Groups of opcodes with up to n equal items around the changes."""
        codes = self.get_opcodes() or [("equal", 0, 1, 0, 1)]
        if codes[0][0] == 'equal':
            tag, i1, i2, j1, j2 = codes[0]
            codes[0] = tag, max(i1, i2 - n), i2, max(j1, j2 - n), j2
        if codes[-1][0] == 'equal':
            tag, i1, i2, j1, j2 = codes[-1]
            codes[-1] = tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)
        group = []
        for tag, i1, i2, j1, j2 in codes:
            if tag == 'equal' and i2 - i1 > n + n:
                # Too long: one group ends here, and another one begins.
                group.append((tag, i1, min(i2, i1 + n), j1, min(j2, j1 + n)))
                yield group
                group = []
                i1, j1 = max(i1, i2 - n), max(j1, j2 - n)
            group.append((tag, i1, i2, j1, j2))
        if group and not (len(group) == 1 and group[0][0] == 'equal'):
            yield group

    def _ratio(self, matches):
        length = len(self.a) + len(self.b)
        return 2.0 * matches / length if length else 1.0

    def ratio(self):
        """How similar the sequences are, from 0 to 1."""
        return self._ratio(sum(block.size for block in self.get_matching_blocks()))

    def quick_ratio(self):
        """At least as much as ratio(), but fast: as if the order did not matter."""
        if self.fullbcount is None:
            self.fullbcount = {}
            for item in self.b:
                self.fullbcount[item] = self.fullbcount.get(item, 0) + 1
        left = {}
        matches = 0
        for item in self.a:
            count = left[item] if item in left else self.fullbcount.get(item, 0)
            left[item] = count - 1
            if count > 0:
                matches += 1
        return self._ratio(matches)

    def real_quick_ratio(self):
        """At least as much as quick_ratio(), and faster: by the lengths only."""
        return self._ratio(min(len(self.a), len(self.b)))

    __class_getitem__ = classmethod(_GenericAlias)


def get_close_matches(word, possibilities, n=3, cutoff=0.6):
    """Up to n of the possibilities that are most similar to word, best first."""
    if not n > 0:
        raise ValueError("n must be > 0: %r" % (n,))
    if not 0.0 <= cutoff <= 1.0:
        raise ValueError("cutoff must be in [0.0, 1.0]: %r" % (cutoff,))
    matcher = SequenceMatcher()
    matcher.set_seq2(word)
    found = []
    for each in possibilities:
        matcher.set_seq1(each)
        # The cheap ones first.
        if matcher.real_quick_ratio() < cutoff or matcher.quick_ratio() < cutoff:
            continue
        ratio = matcher.ratio()
        if ratio >= cutoff:
            found.append((ratio, each))
    return [each for _, each in _nlargest(n, found)]


class Differ:
    """Compares lists of lines, for human readers.

    Each line of the result begins with '- ' (only in the first), '+ ' (only in the
    second), '  ' (in both) or '? ' (in none: marks what changed in the line above).
    """

    def __init__(self, linejunk=None, charjunk=None):
        self.linejunk = linejunk
        self.charjunk = charjunk

    def compare(self, a, b):
        """The lines of the result."""
        for tag, alo, ahi, blo, bhi in SequenceMatcher(self.linejunk, a, b).get_opcodes():
            if tag == 'replace':
                yield from self._replace(a, alo, ahi, b, blo, bhi)
            elif tag == 'delete':
                yield from self._dump('-', a, alo, ahi)
            elif tag == 'insert':
                yield from self._dump('+', b, blo, bhi)
            else:
                yield from self._dump(' ', a, alo, ahi)

    def _dump(self, tag, lines, lo, hi):
        for i in range(lo, hi):
            yield f'{tag} {lines[i]}'

    def _plain(self, a, alo, ahi, b, blo, bhi):
        # The shorter part first.
        if alo < ahi and bhi - blo < ahi - alo:
            yield from self._dump('+', b, blo, bhi)
            yield from self._dump('-', a, alo, ahi)
        else:
            yield from self._dump('-', a, alo, ahi)
            yield from self._dump('+', b, blo, bhi)

    def _replace(self, a, alo, ahi, b, blo, bhi):
        # Look for lines that are similar, not too far from where they should be, and
        # show what changed in them.
        matcher = SequenceMatcher(self.charjunk)
        window = 10
        nexti, nextj = alo, blo
        for j in range(blo, bhi):
            matcher.set_seq2(b[j])
            expected = alo + (j - blo)
            near = range(max(expected - window, nexti), min(expected + window + 1, ahi))
            if not near:
                break
            besti, best = None, 0.74999
            for i in near:
                matcher.set_seq1(a[i])
                if matcher.real_quick_ratio() <= best or matcher.quick_ratio() <= best:
                    continue
                ratio = matcher.ratio()
                if ratio > best:
                    besti, best = i, ratio
            if besti is None:
                continue
            yield from self._plain(a, nexti, besti, b, nextj, j)
            if a[besti] == b[j]:
                yield '  ' + a[besti]
            else:
                yield from self._changed(matcher, a[besti], b[j])
            nexti, nextj = besti + 1, j + 1
        yield from self._plain(a, nexti, ahi, b, nextj, bhi)

    def _changed(self, matcher, old, new):
        oldmarks = newmarks = ""
        matcher.set_seqs(old, new)
        for tag, i1, i2, j1, j2 in matcher.get_opcodes():
            in_old, in_new = {'replace': '^^', 'equal': '  '}.get(tag, '-+')
            oldmarks += in_old * (i2 - i1)
            newmarks += in_new * (j2 - j1)
        yield from self._qformat(old, new, oldmarks, newmarks)

    def _qformat(self, aline, bline, atags, btags):
        for sign, line, marks in (('-', aline, atags), ('+', bline, btags)):
            yield f'{sign} {line}'
            # Tabs stay, so that the marks stand below what they mark.
            marks = ''.join([c if mark == " " and c.isspace() else mark
                             for c, mark in zip(line, marks)]).rstrip()
            if marks:
                yield f"? {marks}\n"


def IS_LINE_JUNK(line, pat=None):
    """True for lines that are empty, or empty but for a '#'."""
    return line.strip() in '#' if pat is None else pat(line) is not None


def IS_CHARACTER_JUNK(ch, ws=" \t"):
    """True for blanks and tabs."""
    return ch in ws


class _Colors:
    added, removed, hunk = '\x1b[32m', '\x1b[31m', '\x1b[36m'
    header, context, reset = '\x1b[1m', '\x1b[0m', '\x1b[0m'


class _NoColors:
    added = removed = hunk = header = context = reset = ''


def _unified_range(start, stop):
    length = stop - start
    # Lines count from 1; an empty range begins before its first line.
    first = start + 1 if length else start
    return f'{first}' if length == 1 else f'{first},{length}'


def unified_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3,
                 lineterm='\n', *, color=False):
    """The differences of two lists of lines, as diff -u shows them, with n lines around."""
    colors = _NoColors
    if color:
        from _colorize import can_colorize
        if can_colorize():
            colors = _Colors
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    reset = colors.reset
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            for sign, name, date in (('---', fromfile, fromfiledate),
                                     ('+++', tofile, tofiledate)):
                date = f'\t{date}' if date else ''
                yield f'{colors.header}{sign} {name}{date}{lineterm}{reset}'
        first, last = group[0], group[-1]
        yield (f'{colors.hunk}@@ -{_unified_range(first[1], last[2])} '
               f'+{_unified_range(first[3], last[4])} @@{lineterm}{reset}')
        for tag, i1, i2, j1, j2 in group:
            if tag == 'equal':
                for line in a[i1:i2]:
                    yield f'{colors.context} {line}{reset}'
                continue
            if tag != 'insert':
                for line in a[i1:i2]:
                    yield f'{colors.removed}-{line}{reset}'
            if tag != 'delete':
                for line in b[j1:j2]:
                    yield f'{colors.added}+{line}{reset}'


def _context_range(start, stop):
    length = stop - start
    first = start + 1 if length else start
    return f'{first}' if length <= 1 else f'{first},{first + length - 1}'


def context_diff(a, b, fromfile='', tofile='', fromfiledate='', tofiledate='', n=3,
                 lineterm='\n'):
    """The differences of two lists of lines, as diff -c shows them, with n lines around."""
    _check_types(a, b, fromfile, tofile, fromfiledate, tofiledate, lineterm)
    signs = {'insert': '+ ', 'delete': '- ', 'replace': '! ', 'equal': '  '}
    started = False
    for group in SequenceMatcher(None, a, b).get_grouped_opcodes(n):
        if not started:
            started = True
            for sign, name, date in (('***', fromfile, fromfiledate),
                                     ('---', tofile, tofiledate)):
                date = f'\t{date}' if date else ''
                yield f'{sign} {name}{date}{lineterm}'
        first, last = group[0], group[-1]
        yield '***************' + lineterm
        yield f'*** {_context_range(first[1], last[2])} ****{lineterm}'
        tags = {code[0] for code in group}
        # A side without changes is left out.
        if 'replace' in tags or 'delete' in tags:
            for tag, i1, i2, _, _ in group:
                if tag != 'insert':
                    for line in a[i1:i2]:
                        yield signs[tag] + line
        yield f'--- {_context_range(first[3], last[4])} ----{lineterm}'
        if 'replace' in tags or 'insert' in tags:
            for tag, _, _, j1, j2 in group:
                if tag != 'delete':
                    for line in b[j1:j2]:
                        yield signs[tag] + line


def _check_types(a, b, *args):
    # Otherwise bytes would end up in the middle of the text.
    for lines in (a, b):
        if lines and not isinstance(lines[0], str):
            raise TypeError('lines to compare must be str, not %s (%r)'
                            % (type(lines[0]).__name__, lines[0]))
    for lines in (a, b):
        if isinstance(lines, str):
            raise TypeError('input must be a sequence of strings, not '
                            f'{type(lines).__name__}')
    for arg in args:
        if not isinstance(arg, str):
            raise TypeError(f'all arguments must be str, not: {arg!r}')


def diff_bytes(dfunc, a, b, fromfile=b'', tofile=b'', fromfiledate=b'', tofiledate=b'', n=3,
               lineterm=b'\n'):
    """unified_diff() or context_diff() of lines of bytes, whatever their encoding."""
    def decode(data):
        try:
            return data.decode('ascii', 'surrogateescape')
        except AttributeError as e:
            raise TypeError('all arguments must be bytes, not '
                            f'{type(data).__name__} ({data!r})') from e

    args = [list(map(decode, a)), list(map(decode, b)), decode(fromfile), decode(tofile),
            decode(fromfiledate), decode(tofiledate), n, decode(lineterm)]
    for line in dfunc(*args):
        yield line.encode('ascii', 'surrogateescape')


def ndiff(a, b, linejunk=None, charjunk=IS_CHARACTER_JUNK):
    """The differences of two lists of lines as a Differ shows them."""
    return Differ(linejunk, charjunk).compare(a, b)


def restore(delta, which):
    """One of the lists of lines, 1 or 2, that the result of ndiff() was made of."""
    try:
        sign = {1: "- ", 2: "+ "}[int(which)]
    except KeyError:
        raise ValueError('unknown delta choice (must be 1 or 2): %r' % which) from None
    for line in delta:
        if line[:2] in ("  ", sign):
            yield line[2:]


def __getattr__(name):
    # Hardly anyone needs it.
    if name in ('HtmlDiff', '_mdiff'):
        from difflib import _html
        return getattr(_html, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
