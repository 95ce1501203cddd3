"""Re-raising: bare raise, raise of a saved error, in nested handlers, tracebacks that grow."""


def depth(error):
    n, tb = 0, error.__traceback__
    while tb:
        n, tb = n + 1, tb.tb_next
    return n


def fail():
    raise ValueError("deep")


def middle():
    try:
        fail()
    except ValueError:
        raise


def again():
    try:
        middle()
    except ValueError as error:
        raise error


for function in fail, middle, again:
    try:
        function()
    except ValueError as error:
        print(function.__name__, depth(error))


def bare_after_inner():
    try:
        raise ValueError("outer")
    except ValueError:
        try:
            raise KeyError("inner")
        except KeyError:
            pass
        raise


try:
    bare_after_inner()
except ValueError as error:
    print("re-raised", error, error.__context__)


def bare_in_function():
    raise


try:
    try:
        raise OSError("handled")
    except OSError:
        bare_in_function()
except OSError as error:
    print("through a function", error)
try:
    bare_in_function()
except RuntimeError as error:
    print(error)


def in_finally():
    try:
        raise ValueError("v")
    finally:
        try:
            raise
        except ValueError as error:
            print("finally saw", error)


try:
    in_finally()
except ValueError as error:
    print("and it went on", error)

saved = None
try:
    raise LookupError("kept")
except LookupError as error:
    saved = error
try:
    raise saved
except LookupError as error:
    print(error is saved, depth(error))
try:
    raise saved.with_traceback(None)
except LookupError as error:
    print(depth(error))


def retry(times):
    for attempt in range(times):
        try:
            if attempt < 2:
                raise ConnectionError(f"attempt {attempt}")
            return f"ok after {attempt}"
        except ConnectionError as error:
            if attempt == times - 1:
                raise
            print("retrying after", error)


print(retry(3))
try:
    retry(2)
except ConnectionError as error:
    print("gave up:", error)
