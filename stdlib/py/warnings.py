"""Warnings: who issues them, which are shown, and how.

Owns the filters and the display.
Invariant: every change of the filters raises `_filters_version`, by which a
module's `__warningregistry__` sees that what it has noted is out of date.
With sys.flags.context_aware_warnings set, catch_warnings keeps its filters in a
context variable instead of the module, so that threads do not meet in it.
"""

import sys
from _thread import RLock as _RLock

__all__ = ["warn", "warn_explicit", "showwarning",
           "formatwarning", "filterwarnings", "simplefilter",
           "resetwarnings", "catch_warnings", "deprecated"]

_ACTIONS = ('default', 'always', 'all', 'ignore', 'module', 'once', 'error')

# Entries: (action, message pattern, category, module pattern or name, line or 0)
filters = [
    ('default', None, DeprecationWarning, '__main__', 0),
    ('ignore', None, DeprecationWarning, None, 0),
    ('ignore', None, PendingDeprecationWarning, None, 0),
    ('ignore', None, ImportWarning, None, 0),
    ('ignore', None, ResourceWarning, None, 0),
]
defaultaction = "default"
onceregistry = {}
_filters_version = 1
_lock = _RLock()
_use_context = bool(getattr(sys.flags, 'context_aware_warnings', False))


class _Context:
    # Filters, and the list that takes the warnings in place of the display.
    def __init__(self, filters, log=None):
        self._filters = filters
        self.log = log


class _GlobalContext(_Context):
    log = None

    def __init__(self):
        pass

    @property
    def _filters(self):
        return filters


_global_context = _GlobalContext()

if _use_context:
    from _contextvars import ContextVar as _ContextVar
    _warnings_context = _ContextVar('warnings_context')

    def _get_context():
        return _warnings_context.get(_global_context)
else:
    def _get_context():
        return _global_context


def _get_filters():
    return _get_context()._filters


def _filters_mutated_lock_held():
    global _filters_version
    _filters_version += 1


def _filters_mutated():
    with _lock:
        _filters_mutated_lock_held()


# ---- display ----------------------------------------------------------------

class WarningMessage(object):
    """A warning with where it was issued; what catch_warnings records."""

    _WARNING_DETAILS = ("message", "category", "filename", "lineno", "file",
                        "line", "source", "module")

    def __init__(self, message, category, filename, lineno, file=None,
                 line=None, source=None, module=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self.module = module
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return ("{message : %r, category : %r, module : %r, filename : %r, lineno : %s, "
                "line : %r}" % (self.message, self._category_name, self.module,
                                self.filename, self.lineno, self.line))

    def __repr__(self):
        return f'<{type(self).__qualname__} {self}>'


def showwarning(message, category, filename, lineno, file=None, line=None):
    """Write a warning to a file, by default stderr; may be replaced."""
    _showwarnmsg_impl(WarningMessage(message, category, filename, lineno, file, line))


def formatwarning(message, category, filename, lineno, line=None):
    """A warning as it is written; may be replaced."""
    return _formatwarnmsg_impl(WarningMessage(message, category, filename, lineno, None, line))


_showwarning_orig = showwarning
_formatwarning_orig = formatwarning


def _showwarnmsg_impl(msg):
    context = _get_context()
    if context.log is not None:
        context.log.append(msg)
        return
    file = sys.stderr if msg.file is None else msg.file
    if file is None:
        return
    text = _formatwarnmsg(msg)
    try:
        file.write(text)
    except OSError:
        pass


def _source_line(filename, lineno):
    # At the end of the interpreter imports may fail; then there is no line.
    try:
        import linecache
        return linecache.getline(filename, lineno).strip()
    except Exception:
        return ''


def _formatwarnmsg_impl(msg):
    category = msg.category.__name__
    text = f"{msg.filename}:{msg.lineno}: {category}: {msg.message}\n"
    line = _source_line(msg.filename, msg.lineno) if msg.line is None else msg.line.strip()
    if line:
        text += "  %s\n" % line
    if msg.source is not None:
        text += _allocation(msg.source, category)
    return text


def _allocation(source, category):
    # Where tracemalloc saw the object made, or the advice to switch it on.
    try:
        import tracemalloc
        tracing = tracemalloc.is_tracing()
        trace = tracemalloc.get_object_traceback(source)
    except Exception:
        return ''
    if trace is None:
        if tracing:
            return ''
        return f'{category}: Enable tracemalloc to get the object allocation traceback\n'
    text = 'Object allocated at (most recent call last):\n'
    for frame in trace:
        text += '  File "%s", lineno %s\n' % (frame.filename, frame.lineno)
        line = _source_line(frame.filename, frame.lineno)
        if line:
            text += '    %s\n' % line
    return text


def _showwarnmsg(msg):
    replaced = globals().get('showwarning', _showwarning_orig)
    if replaced is not _showwarning_orig:
        if not callable(replaced):
            raise TypeError("warnings.showwarning() must be set to a function or method")
        replaced(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)
        return
    _showwarnmsg_impl(msg)


def _formatwarnmsg(msg):
    replaced = globals().get('formatwarning', _formatwarning_orig)
    if replaced is not _formatwarning_orig:
        return replaced(msg.message, msg.category, msg.filename, msg.lineno, msg.line)
    return _formatwarnmsg_impl(msg)


# ---- filters ----------------------------------------------------------------

def _check_filter(action, lineno):
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(lineno, int):
        raise TypeError("lineno must be an int")
    if lineno < 0:
        raise ValueError("lineno must be an int >= 0")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    """Add a filter in front (or at the end): what to do with which warnings.

    message and module are regular expressions that must match from the start.
    """
    if action not in _ACTIONS:
        raise ValueError(f"invalid action: {action!r}")
    if not isinstance(message, str):
        raise TypeError("message must be a string")
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass")
    if not isinstance(module, str):
        raise TypeError("module must be a string")
    _check_filter(action, lineno)
    if message or module:
        import re
    message = re.compile(message, re.I) if message else None
    module = re.compile(module) if module else None
    _add_filter(action, message, category, module, lineno, append=append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    """Add a filter for all messages and modules."""
    _check_filter(action, lineno)
    _add_filter(action, None, category, None, lineno, append=append)


def _add_filter(*item, append):
    with _lock:
        current = _get_filters()
        if append:
            if item not in current:
                current.append(item)
        else:
            # A filter that is there already moves to the front.
            if item in current:
                current.remove(item)
            current.insert(0, item)
        _filters_mutated_lock_held()


def resetwarnings():
    """Remove every filter."""
    with _lock:
        del _get_filters()[:]
        _filters_mutated_lock_held()


class _OptionError(Exception):
    """A -W option that cannot be understood."""


def _processoptions(args):
    for arg in args:
        try:
            _setoption(arg)
        except _OptionError as msg:
            print("Invalid -W option ignored:", msg, file=sys.stderr)


def _setoption(arg):
    parts = arg.split(':')
    if len(parts) > 5:
        raise _OptionError("too many fields (max 5): %r" % (arg,))
    action, message, category, module, lineno = [
        part.strip() for part in parts + [''] * (5 - len(parts))]
    action = _getaction(action)
    category = _getcategory(category)
    if message:
        message = _option_pattern('message', message, '')
    if module:
        module = _option_pattern('module', module, r'\z')
    try:
        lineno = int(lineno) if lineno else 0
        if lineno < 0:
            raise ValueError
    except (ValueError, OverflowError):
        raise _OptionError("invalid lineno %r" % (lineno,)) from None
    filterwarnings(action, message, category, module, lineno)


def _option_pattern(what, text, end):
    # Plain text means itself, /text/ is a regular expression.
    import re
    if not (len(text) >= 2 and text[0] == text[-1] == '/'):
        return re.escape(text) + end
    text = text[1:-1]
    try:
        re.compile(text)
    except re.PatternError:
        raise _OptionError(f"invalid regular expression for {what}: {text!r}") from None
    return text


def _getaction(action):
    if not action:
        return "default"
    for name in _ACTIONS:
        if name.startswith(action):
            return name
    raise _OptionError("invalid action: %r" % (action,))


def _getcategory(category):
    if not category:
        return Warning
    module_name, _, name = category.rpartition('.')
    if module_name:
        try:
            module = __import__(module_name, None, None, [name])
        except ImportError:
            raise _OptionError("invalid module name: %r" % (module_name,)) from None
    else:
        import builtins as module
    try:
        result = getattr(module, name)
    except AttributeError:
        raise _OptionError("unknown warning category: %r" % (category,)) from None
    if not issubclass(result, Warning):
        raise _OptionError("invalid warning category: %r" % (category,))
    return result


# ---- issuing ----------------------------------------------------------------

def _is_internal_filename(filename):
    return 'importlib' in filename and '_bootstrap' in filename


def _next_external_frame(frame, skip_file_prefixes):
    frame = frame.f_back
    while frame is not None:
        filename = frame.f_code.co_filename
        if not _is_internal_filename(filename) and not filename.startswith(skip_file_prefixes):
            break
        frame = frame.f_back
    return frame


def _blamed_frame(stacklevel, skip_file_prefixes):
    # As seen from warn()'s caller; None when the stack is not that deep.
    try:
        frame = sys._getframe(2)
        if stacklevel <= 1 or _is_internal_filename(frame.f_code.co_filename):
            return sys._getframe(stacklevel + 1)
    except ValueError:
        return None
    for _ in range(stacklevel - 1):
        frame = _next_external_frame(frame, skip_file_prefixes)
        if frame is None:
            return None
    return frame


_missing = object()


def warn(message=_missing, category=None, stacklevel=1, source=None, *, skip_file_prefixes=()):
    """Issue a warning on behalf of the caller, or of a caller further up."""
    if message is _missing:
        raise TypeError("warn() missing required argument 'message' (pos 1)")
    if isinstance(message, Warning):
        category = message.__class__
    elif category is None:
        category = UserWarning
    elif not isinstance(category, type):
        raise TypeError("category must be a Warning subclass, not "
                        f"'{type(category).__name__}'")
    elif not issubclass(category, Warning):
        raise TypeError("category must be a Warning subclass, not "
                        f"class '{category.__name__}'")
    if not isinstance(skip_file_prefixes, tuple):
        raise TypeError('skip_file_prefixes must be a tuple of strs.')
    if skip_file_prefixes:
        stacklevel = max(2, stacklevel)
    frame = _blamed_frame(stacklevel, skip_file_prefixes)
    if frame is None:
        namespace, filename, lineno = sys.__dict__, "<sys>", 0
    else:
        namespace, filename, lineno = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = namespace.setdefault("__warningregistry__", {})
    warn_explicit(message, category, filename, lineno, namespace.get('__name__', "<string>"),
                  registry, namespace, source=source)


def _matches(pattern, text):
    return pattern is None or (pattern == text if isinstance(pattern, str)
                               else pattern.match(text))


def _match_filename(pattern, filename):
    # Without a module name the file's path stands in for it, from any directory on.
    if isinstance(pattern, str):
        match = lambda text, start=0: text[start:] == pattern
    else:
        match = pattern.match
    if not filename:
        return bool(match('<unknown>'))
    if filename[0] == '<' and filename[-1] == '>':
        return bool(match(filename))
    if filename.endswith('.py'):
        filename = filename[:-3]
        if match(filename):
            return True
        filename = filename.removesuffix('/__init__')
    elif match(filename):
        return True
    filename = filename.replace('/', '.')
    i = 0
    while True:
        if match(filename, i):
            return True
        i = filename.find('.', i) + 1
        if not i:
            return False


def warn_explicit(message, category, filename, lineno, module=None, registry=None,
                  module_globals=None, source=None):
    """Issue a warning for a given place."""
    lineno = int(lineno)
    if isinstance(message, Warning):
        text = str(message)
        category = message.__class__
    else:
        text = message
        message = category(message)
    if registry is None:
        registry = {}
    with _lock:
        action = _action_for(text, category, filename, lineno, module, registry)
    if action == "ignore":
        return
    if action == "error":
        raise message
    # The display wants the source line; a loader may have to be asked for it.
    try:
        import linecache
        linecache.getlines(filename, module_globals)
    except ImportError:
        pass
    _showwarnmsg(WarningMessage(message, category, filename, lineno, module=module,
                                source=source))


def _action_for(text, category, filename, lineno, module, registry):
    # "error", "ignore", or what else means that the warning is to be shown now.
    if registry.get('version', 0) != _filters_version:
        registry.clear()
        registry['version'] = _filters_version
    key = (text, category, lineno)
    if registry.get(key):
        return "ignore"
    item = None
    for item in _get_filters():
        action, message_pattern, of_category, module_pattern, of_line = item
        if (issubclass(category, of_category) and of_line in (0, lineno)
                and _matches(message_pattern, text)
                and (module_pattern is None
                     or (_match_filename(module_pattern, filename) if module is None
                         else _matches(module_pattern, module)))):
            break
    else:
        action = defaultaction
    if action in ("ignore", "error", "always", "all"):
        return action
    if action == "default":
        seen = None
    elif action == "once":
        seen, key_of_all = onceregistry, (text, category)
    elif action == "module":
        seen, key_of_all = registry, (text, category, 0)
    else:
        raise RuntimeError("Unrecognized action (%r) in warnings.filters:\n %s" % (action, item))
    registry[key] = 1
    if seen is not None:
        if seen.get(key_of_all):
            return "ignore"
        seen[key_of_all] = 1
    return action


class catch_warnings(object):
    """Context manager: what happens to the filters in it is undone at the end.

    With record=True it yields a list that takes the warnings instead of stderr;
    with an action it starts by adding such a filter.
    """

    def __init__(self, *, record=False, module=None,
                 action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules['warnings'] if module is None else module
        self._entered = False
        self._filter = None if action is None else (action, category, lineno, append)

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules['warnings']:
            args.append("module=%r" % self._module)
        return "%s(%s)" % (type(self).__name__, ", ".join(args))

    def __enter__(self):
        if self._entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._entered = True
        module = self._module
        log = [] if self._record else None
        with _lock:
            if _use_context:
                self._saved_context = module._get_context()
                module._warnings_context.set(
                    _Context(self._saved_context._filters[:],
                             log if self._record else self._saved_context.log))
            else:
                self._filters = module.filters
                module.filters = self._filters[:]
                self._showwarnmsg_impl = module._showwarnmsg_impl
                if self._record:
                    module._showwarnmsg_impl = log.append
            self._showwarning = module.showwarning
            if self._record:
                module.showwarning = module._showwarning_orig
            module._filters_mutated_lock_held()
        if self._filter is not None:
            module.simplefilter(*self._filter)
        return log

    def __exit__(self, *exc_info):
        if not self._entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        module = self._module
        with _lock:
            if _use_context:
                module._warnings_context.set(self._saved_context)
            else:
                module.filters = self._filters
                module._showwarnmsg_impl = self._showwarnmsg_impl
            module.showwarning = self._showwarning
            module._filters_mutated_lock_held()


class deprecated:
    """Decorator: using the class or function warns with this message."""

    def __init__(self, message, /, *, category=DeprecationWarning, stacklevel=1):
        if not isinstance(message, str):
            raise TypeError(f"Expected an object of type str for 'message', not "
                            f"{type(message).__name__!r}")
        self.message = message
        self.category = category
        self.stacklevel = stacklevel

    def __call__(self, arg, /):
        msg = self.message
        if self.category is None:
            arg.__deprecated__ = msg
            return arg
        if isinstance(arg, type):
            self._wrap_class(arg)
            arg.__deprecated__ = msg
            return arg
        if not callable(arg):
            raise TypeError("@deprecated decorator with non-None category must be applied to "
                            f"a class or callable, not {arg!r}")
        import functools
        import inspect
        category, stacklevel = self.category, self.stacklevel + 1

        @functools.wraps(arg)
        def wrapper(*args, **kwargs):
            warn(msg, category=category, stacklevel=stacklevel)
            return arg(*args, **kwargs)

        if inspect.iscoroutinefunction(arg):
            wrapper = inspect.markcoroutinefunction(wrapper)
        arg.__deprecated__ = wrapper.__deprecated__ = msg
        return wrapper

    def _wrap_class(self, arg):
        # Making an instance warns, and so does deriving a class.
        import functools
        from types import MethodType
        msg, category, stacklevel = self.message, self.category, self.stacklevel + 1
        original_new = arg.__new__

        @functools.wraps(original_new)
        def __new__(cls, /, *args, **kwargs):
            if cls is arg:
                warn(msg, category=category, stacklevel=stacklevel)
            if original_new is not object.__new__:
                return original_new(cls, *args, **kwargs)
            # As object.__new__ would complain, had it not been replaced.
            if cls.__init__ is object.__init__ and (args or kwargs):
                raise TypeError(f"{cls.__name__}() takes no arguments")
            return original_new(cls)

        arg.__new__ = staticmethod(__new__)
        original = arg.__init_subclass__
        if isinstance(original, MethodType):
            # Bound to the class that has it in its body: keep it a classmethod.
            original = original.__func__

            @functools.wraps(original)
            def __init_subclass__(*args, **kwargs):
                warn(msg, category=category, stacklevel=stacklevel)
                return original(*args, **kwargs)

            arg.__init_subclass__ = classmethod(__init_subclass__)
        else:
            @functools.wraps(original)
            def __init_subclass__(cls, *args, **kwargs):
                warn(msg, category=category, stacklevel=stacklevel)
                return original(*args, **kwargs)

            arg.__init_subclass__ = __init_subclass__
        __new__.__deprecated__ = __init_subclass__.__deprecated__ = msg


_DEPRECATED_MSG = "{name!r} is deprecated and slated for removal in Python {remove}"


def _deprecated(name, message=_DEPRECATED_MSG, *, remove, _version=sys.version_info):
    # For the library itself: `remove` is the version that will lack `name`.
    when = f"{remove[0]}.{remove[1]}"
    if _version[:2] > remove or _version[:2] == remove and _version[3] != "alpha":
        raise RuntimeError(f"{name!r} was slated for removal after Python {when} alpha")
    warn(message.format(name=name, remove=when), DeprecationWarning, stacklevel=3)


def _warn_unawaited_coroutine(coro):
    # Called by the interpreter when a coroutine dies that never ran.
    lines = [f"coroutine '{coro.__qualname__}' was never awaited\n"]
    if coro.cr_origin is not None:
        import linecache
        import traceback
        lines.append("Coroutine created at (most recent call last)\n")
        lines += traceback.format_list([
            (filename, lineno, name, linecache.getline(filename, lineno))
            for filename, lineno, name in reversed(coro.cr_origin)])
    warn("".join(lines).rstrip("\n"), category=RuntimeWarning, stacklevel=2, source=coro)


_processoptions(sys.warnoptions)
