"""Source lines by file name and number, remembered.

Invariant: `cache` holds for each file (size, mtime, lines, full path) when it was
read, mtime None when it did not come from a file, or a 1-tuple with a function
that will get the lines when someone asks.
"""

__all__ = ["getline", "clearcache", "checkcache", "lazycache"]

cache = {}
_interactive_cache = {}


def clearcache():
    """Forget everything."""
    cache.clear()


def getline(filename, lineno, module_globals=None):
    """Line number lineno of the file, with its newline; '' if there is none."""
    lines = getlines(filename, module_globals)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ''


def getlines(filename, module_globals=None):
    """All lines of the file; [] if it cannot be had."""
    entry = cache.get(filename)
    if entry is not None and len(entry) != 1:
        return entry[2]
    try:
        return updatecache(filename, module_globals)
    except MemoryError:
        clearcache()
        return []


def _getline_from_code(filename, lineno):
    # Code typed in is known by its own object.
    lines = _getlines_from_code(filename)
    if 1 <= lineno <= len(lines):
        return lines[lineno - 1]
    return ''


def _code_key(code):
    return (code.co_name, code.co_qualname, code.co_firstlineno, code.co_filename)


def _getlines_from_code(code):
    entry = _interactive_cache.get(_code_key(code))
    if entry is not None and len(entry) != 1:
        return entry[2]
    return []


def _register_code(code, string, name):
    entry = (len(string), None, [line + '\n' for line in string.splitlines()], name)
    stack = [code]
    while stack:
        code = stack.pop()
        stack.extend(const for const in code.co_consts if isinstance(const, type(code)))
        _interactive_cache[_code_key(code)] = entry


def _source_unavailable(filename):
    # <stdin> and the like, except frozen modules.
    return not filename or (filename.startswith('<') and filename.endswith('>')
                            and not filename.startswith('<frozen '))


def checkcache(filename=None):
    """Forget files (or this one) that have changed on disk."""
    if filename is None:
        names = list(cache)
    elif filename in cache:
        names = [filename]
    else:
        return
    import os
    for name in names:
        entry = cache.get(name)
        if entry is None or len(entry) == 1:
            continue
        size, mtime, lines, fullname = entry
        if mtime is None:
            continue
        try:
            stat = os.stat(fullname)
        except (OSError, ValueError):
            cache.pop(name, None)
            continue
        if size != stat.st_size or mtime != stat.st_mtime:
            cache.pop(name, None)


def updatecache(filename, module_globals=None):
    """Read the file anew and return its lines; [] if it cannot be had."""
    entry = cache.pop(filename, None)
    if _source_unavailable(filename):
        return []
    import os
    getter = entry if entry is not None and len(entry) == 1 else None
    if getter is None:
        getter = _library_entry(filename, module_globals)
    if getter is not None and getattr(getter[0], 'of_library', False):
        return _from_loader(filename, module_globals, getter) or []
    if filename.startswith('<frozen '):
        fullname = _frozen_file(module_globals)
        if fullname is None:
            return _from_loader(filename, module_globals, getter) or []
    else:
        fullname = filename
    try:
        stat = os.stat(fullname)
    except OSError:
        lines = _from_loader(filename, module_globals, getter)
        if lines is not None:
            return lines
        found = _on_path(filename)
        if found is None:
            return []
        fullname, stat = found
    except ValueError:
        return []
    try:
        lines = _read_lines(fullname)
    except (OSError, UnicodeDecodeError, LookupError):
        return []
    if not lines:
        lines = ['\n']
    elif not lines[-1].endswith('\n'):
        lines[-1] += '\n'
    cache[filename] = stat.st_size, stat.st_mtime, lines, fullname
    return lines


def _read_lines(fullname):
    with open(fullname, 'rb') as file:
        data = file.read()
    if data.startswith(b'\xef\xbb\xbf'):
        data = data[3:]
    text = data.decode(_declared_encoding(data))
    text = text.replace('\r\n', '\n').replace('\r', '\n')
    lines = [line + '\n' for line in text.split('\n')]
    # The piece after the last newline is a line only if there is something in it.
    if lines[-1] == '\n':
        lines.pop()
    return lines


def _declared_encoding(data):
    # A comment "coding: NAME" in the first line, or in the second after a comment.
    for line in data.split(b'\n', 2)[:2]:
        line = line.strip(b' \t\f\r')
        if line and not line.startswith(b'#'):
            break
        _, found, rest = line.partition(b'coding')
        if found and rest[:1] in (b':', b'='):
            name = rest[1:].lstrip(b' \t').decode('latin-1')
            end = 0
            while end < len(name) and (name[end].isalnum() or name[end] in '-_.'):
                end += 1
            if end:
                return name[:end]
    return 'utf-8'


def _frozen_file(module_globals):
    return None if module_globals is None else module_globals.get('__file__')


def _from_loader(filename, module_globals, getter=None):
    entry = getter or _make_lazycache_entry(filename, module_globals)
    if entry is None:
        return None
    try:
        data = entry[0]()
    except (ImportError, OSError):
        return None
    if data is None:
        return []   # a module without source
    lines = [line + '\n' for line in data.splitlines()]
    cache[filename] = len(data), None, lines, filename
    return lines


def _on_path(filename):
    # A relative name may be meant from any directory of sys.path.
    import os
    import sys
    if os.path.isabs(filename):
        return None
    for directory in sys.path:
        try:
            fullname = os.path.join(directory, filename)
        except (TypeError, AttributeError):
            continue
        try:
            return fullname, os.stat(fullname)
        except (OSError, ValueError):
            pass
    return None


def _library_entry(filename, module_globals):
    # Of modules whose text is in the binary; there may be another file at the path they have.
    name = getattr(module_globals and module_globals.get('__spec__'), 'name', None)
    if name is None:
        return None
    import _imp
    if not _imp.is_frozen(name) or filename not in (f'<frozen {name}>', module_globals.get('__file__')):
        return None

    def get_lines():
        return _imp._frozen_source(name)

    get_lines.of_library = True
    return (get_lines,)


def _make_lazycache_entry(filename, module_globals):
    if not filename or filename.startswith('<') and not filename.startswith('<frozen '):
        return None
    if not module_globals or '__name__' not in module_globals:
        return None
    if (entry := _library_entry(filename, module_globals)) is not None:
        return entry
    spec = module_globals.get('__spec__')
    name = getattr(spec, 'name', None) or module_globals['__name__']
    loader = getattr(spec, 'loader', None)
    if loader is None:
        loader = module_globals.get('__loader__')
    get_source = getattr(loader, 'get_source', None)
    if not name or not get_source:
        return None

    def get_lines(name=name, *args, **kwargs):
        return get_source(name, *args, **kwargs)

    return (get_lines,)


def lazycache(filename, module_globals):
    """Note how to get the lines later, while module_globals are at hand."""
    entry = cache.get(filename)
    if entry is not None:
        return len(entry) == 1
    entry = _make_lazycache_entry(filename, module_globals)
    if entry is None:
        return False
    cache[filename] = entry
    return True
