"""The assertions of TestCase.

Each raises failureException with a message that shows what was compared; msg is
added to it, or with longMessage = False stands in its place.
"""

from unittest._contexts import (_AssertLogsContext, _AssertNotWarnsContext,
                                _AssertRaisesContext, _AssertWarnsContext)
from unittest.util import (_common_shorten_repr, _count_diff_all_purpose,
                           _count_diff_hashable, safe_repr)

__unittest = True

DIFF_OMITTED = '\nDiff is %s characters long. Set self.maxDiff to None to see it.'


def _ndiff(first, second):
    import difflib
    return difflib.ndiff(first, second)


def _pretty_diff(first, second):
    import pprint
    return '\n' + '\n'.join(_ndiff(pprint.pformat(first).splitlines(),
                                   pprint.pformat(second).splitlines()))


def _describe(obj):
    # What hasattr() was asked of.
    import types
    if isinstance(obj, types.ModuleType):
        return f'module {obj.__name__!r}'
    if isinstance(obj, type):
        return f'type object {obj.__name__!r}'
    return f'{type(obj).__name__!r} object'


class Assertions:
    """The assertions; a base of TestCase."""

    failureException = AssertionError
    longMessage = True
    # Longer differences are left out; None: never.
    maxDiff = 80 * 8
    # Longer strings are not compared line by line.
    _diffThreshold = 2 ** 16

    def fail(self, msg=None):
        """Fail."""
        raise self.failureException(msg)

    def _fail(self, msg, standard):
        raise self.failureException(self._formatMessage(msg, standard))

    def _formatMessage(self, msg, standardMsg):
        if not self.longMessage:
            return msg or standardMsg
        if msg is None:
            return standardMsg
        try:
            return f'{standardMsg} : {msg}'
        except UnicodeDecodeError:
            return f'{safe_repr(standardMsg)} : {safe_repr(msg)}'

    def _truncateMessage(self, message, diff):
        if self.maxDiff is None or len(diff) <= self.maxDiff:
            return message + diff
        return message + DIFF_OMITTED % len(diff)

    def assertFalse(self, expr, msg=None):
        """Fail if expr is true."""
        if expr:
            self._fail(msg, f"{safe_repr(expr)} is not false")

    def assertTrue(self, expr, msg=None):
        """Fail if expr is false."""
        if not expr:
            self._fail(msg, f"{safe_repr(expr)} is not true")

    # Exceptions, warnings, logs.

    def assertRaises(self, expected_exception, *args, **kwargs):
        """Fail unless the call, or the with block, raises this exception.

        The context manager has the exception as attribute exception.
        """
        context = _AssertRaisesContext(expected_exception, self)
        try:
            return context.handle('assertRaises', args, kwargs)
        finally:
            # A cycle otherwise, with the exception in it.
            context = None

    def assertRaisesRegex(self, expected_exception, expected_regex, *args, **kwargs):
        """Like assertRaises(); the message must match as well."""
        context = _AssertRaisesContext(expected_exception, self, expected_regex)
        return context.handle('assertRaisesRegex', args, kwargs)

    def assertWarns(self, expected_warning, *args, **kwargs):
        """Fail unless the call, or the with block, issues this warning.

        The context manager has the warning and where it was as attributes.
        """
        context = _AssertWarnsContext(expected_warning, self)
        return context.handle('assertWarns', args, kwargs)

    def _assertNotWarns(self, expected_warning, *args, **kwargs):
        context = _AssertNotWarnsContext(expected_warning, self)
        return context.handle('_assertNotWarns', args, kwargs)

    def assertWarnsRegex(self, expected_warning, expected_regex, *args, **kwargs):
        """Like assertWarns(); the message must match as well."""
        context = _AssertWarnsContext(expected_warning, self, expected_regex)
        return context.handle('assertWarnsRegex', args, kwargs)

    def assertLogs(self, logger=None, level=None, formatter=None):
        """For with: fail unless something is logged; gives records and output."""
        return _AssertLogsContext(self, logger, level, no_logs=False, formatter=formatter)

    def assertNoLogs(self, logger=None, level=None):
        """For with: fail if something is logged."""
        return _AssertLogsContext(self, logger, level, no_logs=True)

    # Equality.

    def _getAssertEqualityFunc(self, first, second):
        if type(first) is type(second):
            function = self._type_equality_funcs.get(type(first))
            if function is not None:
                return getattr(self, function) if isinstance(function, str) else function
        return self._baseAssertEqual

    def _baseAssertEqual(self, first, second, msg=None):
        if not first == second:
            self._fail(msg, '%s != %s' % _common_shorten_repr(first, second))

    def assertEqual(self, first, second, msg=None):
        """Fail unless first == second."""
        self._getAssertEqualityFunc(first, second)(first, second, msg=msg)

    def assertNotEqual(self, first, second, msg=None):
        """Fail unless first != second."""
        if not first != second:
            self._fail(msg, f'{safe_repr(first)} == {safe_repr(second)}')

    def assertAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Fail unless the difference, rounded to places (7), is 0, or at most delta."""
        if first == second:
            return
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if delta is not None:
            if difference <= delta:
                return
            limit = f'{safe_repr(delta)} delta'
        else:
            places = 7 if places is None else places
            if round(difference, places) == 0:
                return
            limit = f'{places!r} places'
        self._fail(msg, f'{safe_repr(first)} != {safe_repr(second)} within {limit} '
                        f'({safe_repr(difference)} difference)')

    def assertNotAlmostEqual(self, first, second, places=None, msg=None, delta=None):
        """Fail if the difference, rounded to places (7), is 0, or at most delta."""
        if delta is not None and places is not None:
            raise TypeError("specify delta or places not both")
        difference = abs(first - second)
        if delta is not None:
            if not first == second and difference > delta:
                return
            limit = f'{safe_repr(delta)} delta ({safe_repr(difference)} difference)'
        else:
            places = 7 if places is None else places
            if not first == second and round(difference, places) != 0:
                return
            limit = f'{places!r} places'
        self._fail(msg, f'{safe_repr(first)} == {safe_repr(second)} within {limit}')

    # Containers.

    def assertSequenceEqual(self, seq1, seq2, msg=None, seq_type=None):
        """Fail unless the sequences are equal, item by item; seq_type: what they must be."""
        name = 'sequence' if seq_type is None else seq_type.__name__
        if seq_type is not None:
            for which, seq in (('First', seq1), ('Second', seq2)):
                if not isinstance(seq, seq_type):
                    raise self.failureException(
                        f'{which} sequence is not a {name}: {safe_repr(seq)}')
        text = None
        lengths = []
        for which, seq in (('First', seq1), ('Second', seq2)):
            try:
                lengths.append(len(seq))
            except (TypeError, NotImplementedError):
                text = f'{which} {name} has no length.    Non-sequence?'
                break
        if text is None:
            if seq1 == seq2:
                return
            text = self._sequence_difference(seq1, seq2, *lengths, name, seq_type)
            if text is None:
                return
        text = self._truncateMessage(text, _pretty_diff(seq1, seq2))
        self.fail(self._formatMessage(msg, text))

    def _sequence_difference(self, seq1, seq2, len1, len2, name, seq_type):
        unable = (TypeError, IndexError, NotImplementedError)
        text = ('%ss differ: %s != %s\n'
                % (name.capitalize(), *_common_shorten_repr(seq1, seq2)))
        for i in range(min(len1, len2)):
            try:
                item1 = seq1[i]
            except unable:
                text += f'\nUnable to index element {i} of first {name}\n'
                break
            try:
                item2 = seq2[i]
            except unable:
                text += f'\nUnable to index element {i} of second {name}\n'
                break
            if item1 != item2:
                text += ('\nFirst differing element %d:\n%s\n%s\n'
                         % (i, *_common_shorten_repr(item1, item2)))
                break
        else:
            if len1 == len2 and seq_type is None and type(seq1) != type(seq2):
                # Of different types, but with equal items.
                return None
        if len1 == len2:
            return text
        which, longer, more, start = (('First', seq1, len1 - len2, len2) if len1 > len2
                                      else ('Second', seq2, len2 - len1, len1))
        text += f'\n{which} {name} contains {more} additional elements.\n'
        try:
            return text + f'First extra element {start}:\n{safe_repr(longer[start])}\n'
        except unable:
            return text + f'Unable to index element {start} of {which.lower()} {name}\n'

    def assertListEqual(self, list1, list2, msg=None):
        """Fail unless both are lists and equal."""
        self.assertSequenceEqual(list1, list2, msg, seq_type=list)

    def assertTupleEqual(self, tuple1, tuple2, msg=None):
        """Fail unless both are tuples and equal."""
        self.assertSequenceEqual(tuple1, tuple2, msg, seq_type=tuple)

    def assertSetEqual(self, set1, set2, msg=None):
        """Fail unless the sets have the same items."""
        differences = []
        for which, one, other in (('first', set1, set2), ('second', set2, set1)):
            try:
                differences.append(one.difference(other))
            except TypeError as e:
                self.fail(f'invalid type when attempting set difference: {e}')
            except AttributeError as e:
                self.fail(f'{which} argument does not support set difference: {e}')
        lines = []
        for difference, which, other in ((differences[0], 'first', 'second'),
                                         (differences[1], 'second', 'first')):
            if difference:
                lines.append(f'Items in the {which} set but not the {other}:')
                lines += map(repr, difference)
        if lines:
            self._fail(msg, '\n'.join(lines))

    def assertDictEqual(self, d1, d2, msg=None):
        """Fail unless both are dictionaries and equal."""
        self.assertIsInstance(d1, dict, 'First argument is not a dictionary')
        self.assertIsInstance(d2, dict, 'Second argument is not a dictionary')
        if d1 != d2:
            text = '%s != %s' % _common_shorten_repr(d1, d2)
            self._fail(msg, self._truncateMessage(text, _pretty_diff(d1, d2)))

    def assertCountEqual(self, first, second, msg=None):
        """Fail unless both have the same items equally often, in whatever order."""
        from collections import Counter
        first, second = list(first), list(second)
        try:
            same = Counter(first) == Counter(second)
        except TypeError:
            differences = _count_diff_all_purpose(first, second)
        else:
            if same:
                return
            differences = _count_diff_hashable(first, second)
        if differences:
            lines = ['First has %d, Second has %d:  %r' % each for each in differences]
            text = self._truncateMessage('Element counts were not equal:\n',
                                         '\n'.join(lines))
            self.fail(self._formatMessage(msg, text))

    def assertMultiLineEqual(self, first, second, msg=None):
        """Fail unless both are strings and equal; shows the lines that differ."""
        self.assertIsInstance(first, str, "First argument is not a string")
        self.assertIsInstance(second, str, "Second argument is not a string")
        if first == second:
            return
        if len(first) > self._diffThreshold or len(second) > self._diffThreshold:
            self._baseAssertEqual(first, second, msg)
        lines = []
        both_end = first[-1:] in ('\n', '') and second[-1:] in ('\n', '')
        for each in (first, second):
            if each and not both_end:
                # As if the last lines ended, so that they can be shown.
                each += '\n'
            lines.append(each.splitlines(keepends=True))
        text = '%s != %s' % _common_shorten_repr(first, second)
        diff = '\n' + ''.join(_ndiff(*lines))
        self._fail(msg, self._truncateMessage(text, diff))

    def assertIn(self, member, container, msg=None):
        """Fail unless member in container."""
        if member not in container:
            self._fail(msg, f'{safe_repr(member)} not found in {safe_repr(container)}')

    def assertNotIn(self, member, container, msg=None):
        """Fail if member in container."""
        if member in container:
            self._fail(msg, f'{safe_repr(member)} unexpectedly found in '
                            f'{safe_repr(container)}')

    # Identity, order, types, attributes.

    def assertIs(self, expr1, expr2, msg=None):
        """Fail unless both are one object."""
        if expr1 is not expr2:
            self._fail(msg, f'{safe_repr(expr1)} is not {safe_repr(expr2)}')

    def assertIsNot(self, expr1, expr2, msg=None):
        """Fail if both are one object."""
        if expr1 is expr2:
            self._fail(msg, f'unexpectedly identical: {safe_repr(expr1)}')

    def assertIsNone(self, obj, msg=None):
        """Fail unless obj is None."""
        if obj is not None:
            self._fail(msg, f'{safe_repr(obj)} is not None')

    def assertIsNotNone(self, obj, msg=None):
        """Fail if obj is None."""
        if obj is None:
            self._fail(msg, 'unexpectedly None')

    def assertLess(self, a, b, msg=None):
        """Fail unless a < b."""
        if not a < b:
            self._fail(msg, f'{safe_repr(a)} not less than {safe_repr(b)}')

    def assertLessEqual(self, a, b, msg=None):
        """Fail unless a <= b."""
        if not a <= b:
            self._fail(msg, f'{safe_repr(a)} not less than or equal to {safe_repr(b)}')

    def assertGreater(self, a, b, msg=None):
        """Fail unless a > b."""
        if not a > b:
            self._fail(msg, f'{safe_repr(a)} not greater than {safe_repr(b)}')

    def assertGreaterEqual(self, a, b, msg=None):
        """Fail unless a >= b."""
        if not a >= b:
            self._fail(msg, f'{safe_repr(a)} not greater than or equal to {safe_repr(b)}')

    def assertIsInstance(self, obj, cls, msg=None):
        """Fail unless isinstance(obj, cls)."""
        if not isinstance(obj, cls):
            any_of = 'any of ' if isinstance(cls, tuple) else ''
            self._fail(msg, f'{safe_repr(obj)} is not an instance of {any_of}{cls!r}')

    def assertNotIsInstance(self, obj, cls, msg=None):
        """Fail if isinstance(obj, cls)."""
        if isinstance(obj, cls):
            if isinstance(cls, tuple):
                cls = next((each for each in cls if isinstance(obj, each)), cls)
            self._fail(msg, f'{safe_repr(obj)} is an instance of {cls!r}')

    def _issubclass(self, cls, superclass, msg):
        try:
            return issubclass(cls, superclass)
        except TypeError:
            if not isinstance(cls, type):
                self._fail(msg, f'{cls!r} is not a class')
            raise

    def assertIsSubclass(self, cls, superclass, msg=None):
        """Fail unless issubclass(cls, superclass)."""
        if not self._issubclass(cls, superclass, msg):
            any_of = 'any of ' if isinstance(superclass, tuple) else ''
            self._fail(msg, f'{cls!r} is not a subclass of {any_of}{superclass!r}')

    def assertNotIsSubclass(self, cls, superclass, msg=None):
        """Fail if issubclass(cls, superclass)."""
        if self._issubclass(cls, superclass, msg):
            if isinstance(superclass, tuple):
                superclass = next((each for each in superclass if issubclass(cls, each)),
                                  superclass)
            self._fail(msg, f'{cls!r} is a subclass of {superclass!r}')

    def assertHasAttr(self, obj, name, msg=None):
        """Fail unless the object has the attribute."""
        if not hasattr(obj, name):
            self._fail(msg, f'{_describe(obj)} has no attribute {name!r}')

    def assertNotHasAttr(self, obj, name, msg=None):
        """Fail if the object has the attribute."""
        if hasattr(obj, name):
            self._fail(msg, f'{_describe(obj)} has unexpected attribute {name!r}')

    # Text.

    def assertRegex(self, text, expected_regex, msg=None):
        """Fail unless the expression is found in the text."""
        if isinstance(expected_regex, (str, bytes)):
            import re
            assert expected_regex, "expected_regex must not be empty."
            expected_regex = re.compile(expected_regex)
        if not expected_regex.search(text):
            self._fail(msg, f"Regex didn't match: {expected_regex.pattern!r} not found in "
                            f"{text!r}")

    def assertNotRegex(self, text, unexpected_regex, msg=None):
        """Fail if the expression is found in the text."""
        if isinstance(unexpected_regex, (str, bytes)):
            import re
            unexpected_regex = re.compile(unexpected_regex)
        match = unexpected_regex.search(text)
        if match:
            self._fail(msg, f'Regex matched: {match[0]!r} matches '
                            f'{unexpected_regex.pattern!r} in {text!r}')

    def _tail(self, method, s, tails, msg):
        # s.startswith(tails) or the like; of the wrong type, s fails.
        try:
            return getattr(s, method)(tails)
        except (AttributeError, TypeError):
            for tail in tails if isinstance(tails, tuple) else (tails,):
                if isinstance(tail, str):
                    if not isinstance(s, str):
                        self._fail(msg, f'Expected str, not {type(s).__name__}')
                elif isinstance(tail, (bytes, bytearray)):
                    if not isinstance(s, (bytes, bytearray)):
                        self._fail(msg, f'Expected bytes, not {type(s).__name__}')
            raise

    def _assert_tail(self, method, verb, s, tails, msg):
        if not self._tail(method, s, tails, msg):
            any_of = 'any of ' if isinstance(tails, tuple) else ''
            self._fail(msg, f"{safe_repr(s, short=True)} doesn't {verb} with {any_of}"
                            f"{safe_repr(tails)}")

    def _assert_not_tail(self, method, verb, s, tails, msg):
        if self._tail(method, s, tails, msg):
            if isinstance(tails, tuple):
                tails = next((tail for tail in tails if getattr(s, method)(tail)), tails)
            self._fail(msg, f"{safe_repr(s, short=True)} {verb}s with {safe_repr(tails)}")

    def assertStartsWith(self, s, prefix, msg=None):
        """Fail unless s starts with the prefix, or one of a tuple."""
        self._assert_tail('startswith', 'start', s, prefix, msg)

    def assertNotStartsWith(self, s, prefix, msg=None):
        """Fail if s starts with the prefix, or one of a tuple."""
        self._assert_not_tail('startswith', 'start', s, prefix, msg)

    def assertEndsWith(self, s, suffix, msg=None):
        """Fail unless s ends with the suffix, or one of a tuple."""
        self._assert_tail('endswith', 'end', s, suffix, msg)

    def assertNotEndsWith(self, s, suffix, msg=None):
        """Fail if s ends with the suffix, or one of a tuple."""
        self._assert_not_tail('endswith', 'end', s, suffix, msg)
