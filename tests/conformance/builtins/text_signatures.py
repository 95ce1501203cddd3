"""What inspect sees of the builtins: signatures that are shown, and those that are not."""

import inspect
class A: pass
class B(list): pass
for o in (A, B, object, list, dict, tuple, set, frozenset, float, complex, bool, int, str, map, zip, filter, enumerate, reversed, range, slice, type, getattr, iter, max, list.index, str.find, bytes.endswith, dict.update, [].index, type.__prepare__, abs, bin, A.__init__, type(i for i in ()).throw):
    try: print(getattr(o,'__qualname__',o), inspect.signature(o), o.__text_signature__)
    except Exception as e: print(o.__qualname__, type(e).__name__, e, getattr(o,'__text_signature__', 0))
