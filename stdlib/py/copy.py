"""Shallow and deep copies of any object, and replace().

Invariant: during one deep copy `memo` maps id(original) to its copy and keeps
every original alive, so no id is used twice.
"""

from copyreg import dispatch_table

__all__ = ["Error", "copy", "deepcopy", "replace"]


class Error(Exception):
    """This object does not know how to be copied."""


error = Error

# Copying these gives the object itself, shallow or deep.
_atomic = {type(None), int, float, bool, complex, str, bytes, tuple, frozenset, frozendict,
           type, range, slice, property, type(Ellipsis), type(NotImplemented),
           type(len), type(lambda: 0)}
_deep_atomic = _atomic - {tuple, frozenset, frozendict, slice}


def _is_atomic(cls, table):
    if cls in table:
        return True
    # Rarer ones, not worth importing for.
    if cls.__module__ == 'weakref' or cls.__module__ == 'builtins' and cls.__name__ == 'code':
        from weakref import ref
        if cls is ref or cls.__name__ == 'code':
            table.add(cls)
            return True
    return False


_copiers = {list: list.copy, dict: dict.copy, set: set.copy, bytearray: bytearray.copy}


def copy(x):
    """A shallow copy: a new object with the same contents."""
    cls = type(x)
    if _is_atomic(cls, _atomic):
        return x
    copier = _copiers.get(cls)
    if copier is not None:
        return copier(x)
    if issubclass(cls, type):
        return x
    copier = getattr(cls, "__copy__", None)
    if copier is not None:
        return copier(x)
    rv = _reduced(x, cls, 'copy')
    if isinstance(rv, str):
        return x
    return _reconstruct(x, None, *rv)


def _reduced(x, cls, verb):
    reductor = dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, "__reduce_ex__", None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, "__reduce__", None)
    if reductor:
        return reductor()
    raise Error(f"un{verb}able object of type {cls}" if verb == 'copy'
                else f"un(deep)copyable object of type {cls}")


def deepcopy(x, memo=None):
    """A copy of x with copies of everything in it."""
    cls = type(x)
    if cls in _deep_atomic:
        return x
    key = id(x)
    if memo is None:
        memo = {}
    else:
        found = memo.get(key, memo)
        if found is not memo:
            return found
    copier = _deepcopy_dispatch.get(cls)
    if copier is not None:
        result = copier(x, memo)
    elif issubclass(cls, type) or _is_atomic(cls, _deep_atomic):
        result = x
    else:
        copier = getattr(x, "__deepcopy__", None)
        if copier is not None:
            result = copier(memo)
        else:
            rv = _reduced(x, cls, 'deepcopy')
            result = x if isinstance(rv, str) else _reconstruct(x, memo, *rv)
    if result is not x:
        memo[key] = result
        _keep_alive(x, memo)
    return result


def _keep_alive(x, memo):
    # The list of originals is filed under the memo's own id.
    try:
        memo[id(memo)].append(x)
    except KeyError:
        memo[id(memo)] = [x]


def _deepcopy_list(x, memo):
    result = []
    memo[id(x)] = result
    append = result.append
    for item in x:
        append(deepcopy(item, memo))
    return result


def _deepcopy_tuple(x, memo):
    result = [deepcopy(item, memo) for item in x]
    # An item that refers back to the tuple may have copied it already.
    found = memo.get(id(x), memo)
    if found is not memo:
        return found
    for old, new in zip(x, result):
        if old is not new:
            return tuple(result)
    return x


def _deepcopy_dict(x, memo):
    result = {}
    memo[id(x)] = result
    for key, value in x.items():
        result[deepcopy(key, memo)] = deepcopy(value, memo)
    return result


def _deepcopy_frozendict(x, memo):
    result = {}
    changed = False
    for key, value in x.items():
        new_key = deepcopy(key, memo)
        new_value = deepcopy(value, memo)
        changed |= new_key is not key or new_value is not value
        result[new_key] = new_value
    found = memo.get(id(x), memo)
    if found is not memo:
        return found
    return frozendict(result) if changed else x


def _deepcopy_method(x, memo):
    return type(x)(x.__func__, deepcopy(x.__self__, memo))


_deepcopy_dispatch = {
    list: _deepcopy_list,
    tuple: _deepcopy_tuple,
    dict: _deepcopy_dict,
    frozendict: _deepcopy_frozendict,
}


class _Bound:
    def method(self):
        """Only its type is wanted."""


_deepcopy_dispatch[type(_Bound().method)] = _deepcopy_method
del _Bound


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None, *,
                 deepcopy=deepcopy):
    deep = memo is not None
    if deep and args:
        args = (deepcopy(arg, memo) for arg in args)
    result = func(*args)
    if deep:
        memo[id(x)] = result
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
        if hasattr(result, '__setstate__'):
            result.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                result.__dict__.update(state)
            if slots is not None:
                for name, value in slots.items():
                    setattr(result, name, value)
    if listiter is not None:
        for item in listiter:
            result.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                result[deepcopy(key, memo)] = deepcopy(value, memo)
            else:
                result[key] = value
    return result


def replace(obj, /, **changes):
    """A copy of obj, of the same class, with some fields replaced."""
    cls = obj.__class__
    func = getattr(cls, '__replace__', None)
    if func is None:
        raise TypeError(f"replace() does not support {cls.__name__} objects")
    return func(obj, **changes)
