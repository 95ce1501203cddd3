"""TracebackException: all that is to be told about an exception, taken down.

Invariant: it holds text, not the exception: frames and objects may die.
Causes and contexts are taken down in a loop, not by recursion, each once.
"""

import sys
import traceback
from traceback import StackSummary, _safe_string, _theme, _walk_tb_with_full_positions
from traceback._carets import display_width, indent

__name__ = 'traceback'

_cause_message = ("\nThe above exception was the direct cause "
                  "of the following exception:\n\n")
_context_message = ("\nDuring handling of the above exception, "
                    "another exception occurred:\n\n")


def _format_final_exc_line(etype, value, *, insert_final_newline=True, colorize=False):
    theme = _theme({'colorize': colorize})
    end = "\n" if insert_final_newline else ""
    text = _safe_string(value, 'exception')
    line = f"{theme.type}{etype}{theme.reset}"
    if value is not None and text:
        line += f": {theme.message}{text}{theme.reset}"
    return line + end


def _format_note(note, margin, theme):
    for line in note.split("\n"):
        yield f"{margin}{theme.note}{line}{theme.reset}\n"


class _ExceptionPrintContext:
    # How deep in groups the output is.
    def __init__(self):
        self.exception_group_depth = 0
        self.need_close = False

    def indent(self):
        return ' ' * (2 * self.exception_group_depth)

    def emit(self, text_gen, margin_char='|'):
        prefix = self.indent()
        if self.exception_group_depth:
            prefix += margin_char + ' '
        if isinstance(text_gen, str):
            text_gen = (text_gen,)
        for text in text_gen:
            yield indent(text, prefix)


class TracebackException:
    """An exception made ready for being formatted, now or later."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None,
                 lookup_lines=True, capture_locals=False, compact=False,
                 max_group_width=15, max_group_depth=10, save_exc_type=True, _seen=None):
        outermost = _seen is None
        if outermost:
            _seen = set()
        _seen.add(id(exc_value))
        self.max_group_width = max_group_width
        self.max_group_depth = max_group_depth
        self.stack = StackSummary._extract_from_extended_frame_gen(
            _walk_tb_with_full_positions(exc_traceback), limit=limit,
            lookup_lines=lookup_lines, capture_locals=capture_locals)
        self._exc_type = exc_type if save_exc_type else None
        self._str = _safe_string(exc_value, 'exception')
        try:
            self.__notes__ = getattr(exc_value, '__notes__', None)
        except Exception as e:
            self.__notes__ = ['Ignored error getting __notes__: '
                              f"{_safe_string(e, '__notes__', repr)}"]
        self._is_syntax_error = False
        self._have_exc_type = exc_type is not None
        self.exc_type_qualname = exc_type.__qualname__ if exc_type is not None else None
        self.exc_type_module = exc_type.__module__ if exc_type is not None else None
        if exc_type and issubclass(exc_type, SyntaxError):
            self._take_syntax_error(exc_value)
        elif exc_type and issubclass(exc_type, (ImportError, AttributeError, NameError)):
            from traceback._suggest import completed
            self._str = completed(self._str, exc_type, exc_value, exc_traceback)
        if lookup_lines:
            self._load_lines()
        self.__suppress_context__ = (exc_value.__suppress_context__
                                     if exc_value is not None else False)
        if outermost:
            self._take_related(exc_value, compact, _seen, dict(
                limit=limit, lookup_lines=lookup_lines, capture_locals=capture_locals,
                max_group_width=max_group_width, max_group_depth=max_group_depth))

    def _take_syntax_error(self, exc_value):
        self._is_syntax_error = True
        self.filename = exc_value.filename
        lineno, end_lineno = exc_value.lineno, exc_value.end_lineno
        self.lineno = str(lineno) if lineno is not None else None
        self.end_lineno = str(end_lineno) if end_lineno is not None else None
        self.text = exc_value.text
        self.offset = exc_value.offset
        self.end_offset = exc_value.end_offset
        self.msg = exc_value.msg
        self._exc_metadata = getattr(exc_value, "_metadata", None)

    def _take_related(self, exc_value, compact, seen, options):
        def take(exc):
            return TracebackException(type(exc), exc, exc.__traceback__, _seen=seen, **options)

        queue = [(self, exc_value)]
        while queue:
            te, e = queue.pop()
            te.__cause__ = te.__context__ = te.exceptions = None
            if e is None:
                continue
            if e.__cause__ is not None and id(e.__cause__) not in seen:
                te.__cause__ = take(e.__cause__)
            wanted = not compact or te.__cause__ is None and not e.__suppress_context__
            if wanted and e.__context__ is not None and id(e.__context__) not in seen:
                te.__context__ = take(e.__context__)
            if isinstance(e, BaseExceptionGroup):
                te.exceptions = [take(exc) for exc in e.exceptions]
            if te.__cause__:
                queue.append((te.__cause__, e.__cause__))
            if te.__context__:
                queue.append((te.__context__, e.__context__))
            if te.exceptions:
                queue.extend(zip(te.exceptions, e.exceptions))

    @classmethod
    def from_exception(cls, exc, *args, **kwargs):
        """Take an exception down."""
        return cls(type(exc), exc, exc.__traceback__, *args, **kwargs)

    @property
    def exc_type(self):
        """Deprecated: the exception's class."""
        import warnings
        warnings.warn('Deprecated in 3.13. Use exc_type_str instead.',
                      DeprecationWarning, stacklevel=2)
        return self._exc_type

    @property
    def exc_type_str(self):
        """The class's name, with its module where that tells something."""
        if not self._have_exc_type:
            return None
        module, name = self.exc_type_module, self.exc_type_qualname
        if module not in ("__main__", "builtins"):
            if not isinstance(module, str):
                module = "<unknown>"
            name = module + '.' + name
        return name

    def _load_lines(self):
        for frame in self.stack:
            frame.line

    def __eq__(self, other):
        if isinstance(other, TracebackException):
            return self.__dict__ == other.__dict__
        return NotImplemented

    def __str__(self):
        return self._str

    # ---- formatting ---------------------------------------------------------

    def format_exception_only(self, *, show_group=False, _depth=0, **kwargs):
        """The lines that name the exception, its notes, and (show_group) its parts."""
        colorize = kwargs.get("colorize", False)
        theme = _theme(kwargs)
        margin = 3 * _depth * ' '
        if not self._have_exc_type:
            yield margin + _format_final_exc_line(None, self._str, colorize=colorize)
            return
        stype = self.exc_type_str
        if self._is_syntax_error:
            for line in self._format_syntax_error(stype, colorize=colorize):
                yield margin + line
        elif _depth > 0:
            text = _format_final_exc_line(stype, self._str, insert_final_newline=False,
                                          colorize=colorize)
            for line in text.split('\n'):
                yield margin + line + '\n'
        else:
            yield _format_final_exc_line(stype, self._str, colorize=colorize)
        notes = self.__notes__
        if notes is not None:
            from _collections_abc import Sequence
            if isinstance(notes, Sequence) and not isinstance(notes, (str, bytes)):
                for note in notes:
                    yield from _format_note(_safe_string(note, 'note'), margin, theme)
            else:
                yield from _format_note(_safe_string(notes, '__notes__', func=repr), margin, theme)
        if self.exceptions and show_group:
            for exc in self.exceptions:
                yield from exc.format_exception_only(show_group=show_group, _depth=_depth + 1,
                                                     colorize=colorize)

    def _format_syntax_error(self, stype, **kwargs):
        theme = _theme(kwargs)
        suffix = ''
        if self.lineno is not None:
            try:
                if isinstance(self.text, str):
                    self._find_keyword_typos()
            except Exception:
                pass
            yield (f'  File {theme.filename}"{self.filename or "<string>"}"{theme.reset}, '
                   f'line {theme.line_no}{self.lineno}{theme.reset}\n')
        elif self.filename is not None:
            suffix = f' ({self.filename})'
        if isinstance(self.text, str):
            yield from self._format_syntax_text(theme)
        msg = self.msg
        try:
            if not msg:
                msg = "<no detail available>"
        except TypeError:
            pass
        yield (f"{theme.type}{stype}{theme.reset}: "
               f"{theme.message}{msg}{theme.reset}{suffix}\n")

    def _format_syntax_text(self, theme):
        text = self.text
        right = text.rstrip('\n')
        line = right.lstrip(' \n\f')
        spaces = len(right) - len(line)
        offset = self.offset
        if not isinstance(offset, int):
            if offset is None:
                yield f'    {line}\n'
            return
        if self.lineno == self.end_lineno:
            end = self.end_offset if isinstance(self.end_offset, int) and self.end_offset else offset
        else:
            end = len(right) + 1
        if text and offset > len(text):
            offset = len(right) + 1
        if text and end > len(text):
            end = len(right) + 1
        if offset >= end or end < 0:
            end = offset + 1
        start, end = offset - 1 - spaces, end - 1 - spaces
        if start < 0:
            yield f'    {line}\n'
            return
        marked = line[start:end]
        blanks = ' ' * display_width(line, start)
        carets = '^' * (display_width(marked) if marked else end - start)
        red, reset = theme.error_highlight, theme.reset
        yield f'    {line[:start]}{red}{marked}{reset}{line[end:]}\n' if red else f'    {line}\n'
        yield f'    {blanks}{red}{carets}{reset}\n'

    def _find_keyword_typos(self):
        # "invalid syntax" may come of a misspelt keyword: try the likely ones.
        if self.msg != "invalid syntax" and "Perhaps you forgot a comma" not in self.msg:
            return
        if not self._exc_metadata:
            return
        from traceback._typos import find_typo
        found = find_typo(self)
        if found is not None:
            row, start, end, line, suggestion = found
            self.text = line
            self.offset, self.end_offset = start + 1, end + 1
            self.lineno = self.end_lineno = row
            self.msg = f"invalid syntax. Did you mean '{suggestion}'?"

    def format(self, *, chain=True, _ctx=None, **kwargs):
        """The whole exception, a string for each part, the exception itself last."""
        colorize = kwargs.get("colorize", False)
        ctx = _ExceptionPrintContext() if _ctx is None else _ctx
        chained = []
        exc = self
        message = None
        while exc is not None:
            chained.append([message, exc])
            before = None
            if chain:
                if exc.__cause__ is not None:
                    message, before = _cause_message, exc.__cause__
                elif exc.__context__ is not None and not exc.__suppress_context__:
                    message, before = _context_message, exc.__context__
            exc = before
        for i in range(len(chained) - 1, -1, -1):
            _, exc = chained[i]
            if i + 1 < len(chained):
                yield from ctx.emit(chained[i + 1][0])
            if exc.exceptions is None:
                if exc.stack:
                    yield from ctx.emit('Traceback (most recent call last):\n')
                    yield from ctx.emit(exc.stack.format(colorize=colorize))
                yield from ctx.emit(exc.format_exception_only(colorize=colorize))
            elif ctx.exception_group_depth > self.max_group_depth:
                yield from ctx.emit(f"... (max_group_depth is {self.max_group_depth})\n")
            else:
                yield from exc._format_group(ctx, chain, colorize, self.max_group_width)

    def _format_group(self, ctx, chain, colorize, width):
        outermost = ctx.exception_group_depth == 0
        if outermost:
            ctx.exception_group_depth += 1
        if self.stack:
            yield from ctx.emit('Exception Group Traceback (most recent call last):\n',
                                margin_char='+' if outermost else '|')
            yield from ctx.emit(self.stack.format(colorize=colorize))
        yield from ctx.emit(self.format_exception_only(colorize=colorize))
        total = len(self.exceptions)
        shown = total if total <= width else width + 1
        ctx.need_close = False
        for i in range(shown):
            last = i == shown - 1
            if last:
                ctx.need_close = True
            cut = i >= width
            title = '...' if cut else f'{i + 1}'
            yield (ctx.indent() + ('+-' if i == 0 else '  ')
                   + f'+---------------- {title} ----------------\n')
            ctx.exception_group_depth += 1
            if cut:
                rest = total - width
                yield from ctx.emit(f"and {rest} more exception{'s' if rest > 1 else ''}\n")
            else:
                yield from self.exceptions[i].format(chain=chain, _ctx=ctx, colorize=colorize)
            # A group inside that came last has drawn the line already.
            if last and ctx.need_close:
                yield ctx.indent() + "+------------------------------------\n"
                ctx.need_close = False
            ctx.exception_group_depth -= 1
        if outermost:
            ctx.exception_group_depth = 0

    def print(self, *, file=None, chain=True, **kwargs):
        """Write what format() gives to a file, by default stderr."""
        if file is None:
            file = sys.stderr
        for line in self.format(chain=chain, colorize=kwargs.get("colorize", False)):
            print(line, file=file, end="")
