"""Objects by module and name, as streams refer to them."""

import sys

from _pickle._errors import PicklingError


def which_module(obj, name):
    """The name of the module that an object says it is from, or else of one that holds it."""
    module = getattr(obj, "__module__", None)
    if module is not None:
        return module
    path = name.split(".")
    for module_name, module in sys.modules.copy().items():
        if module_name in ("__main__", "__mp_main__") or module is None:
            continue
        try:
            if follow(module, path) is obj:
                return module_name
        except AttributeError:
            pass
    return "__main__"


def follow(obj, path):
    """The attribute at the end of a path of names."""
    for name in path:
        obj = getattr(obj, name)
    return obj


def check(obj, module_name, name):
    """PicklingError unless the name leads to the object."""
    path = name.split(".")
    if "<locals>" in path:
        raise PicklingError(f"Can't pickle local object {obj!r}")
    try:
        __import__(module_name)
        module = sys.modules[module_name]
    except (ImportError, ValueError, KeyError) as missing:
        raise PicklingError(f"Can't pickle {obj!r}: {missing!s}")
    try:
        found = follow(module, path)
    except AttributeError:
        raise PicklingError(f"Can't pickle {obj!r}: it's not found as {module_name}.{name}")
    if found is not obj:
        raise PicklingError(f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")


def names_for_python2(module, name):
    """What Python 2 calls an object."""
    import _compat_pickle as compat

    if (module, name) in compat.REVERSE_NAME_MAPPING:
        return compat.REVERSE_NAME_MAPPING[module, name]
    return compat.REVERSE_IMPORT_MAPPING.get(module, module), name


def names_from_python2(module, name):
    """What Python 3 calls an object of Python 2."""
    import _compat_pickle as compat

    if (module, name) in compat.NAME_MAPPING:
        return compat.NAME_MAPPING[module, name]
    return compat.IMPORT_MAPPING.get(module, module), name
