"""KeyboardInterrupt raised by hand and caught, and the handlers it passes."""

log = []
try:
    try:
        raise KeyboardInterrupt("by hand")
    except Exception:
        log.append("never")
    finally:
        log.append("finally")
except KeyboardInterrupt as error:
    log.append(repr(error))
print(log)


def worker():
    try:
        raise KeyboardInterrupt
    except BaseException as error:
        raise RuntimeError("wrapped") from error


try:
    worker()
except RuntimeError as error:
    print(repr(error.__cause__))
print(issubclass(KeyboardInterrupt, Exception), KeyboardInterrupt.__mro__[1:])
