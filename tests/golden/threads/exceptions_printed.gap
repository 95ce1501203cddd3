| Exception in thread Breaker:
| Traceback (most recent call last):
| , line 599, in _bootstrap_inner
| , line 568, in run
| , line 28, in fails
|     fails(depth - 1)
|     ~~~~~^^^^^^^^^^^
| , line 28, in fails
|     fails(depth - 1)
|     ~~~~~^^^^^^^^^^^
| , line 29, in fails
|     raise ValueError("in a thread")
| ValueError: in a thread
| Exception in thread Chain:
| Traceback (most recent call last):
| , line 38, in chained
|     {}["key"]
|     ~~^^^^^^^
| KeyError: 'key'
| 
| The above exception was the direct cause of the following exception:
| 
| Traceback (most recent call last):
| , line 599, in _bootstrap_inner
| , line 568, in run
| , line 40, in chained
|     raise RuntimeError("second") from error
| RuntimeError: second
| Exception in thread Noted:
| Traceback (most recent call last):
| , line 599, in _bootstrap_inner
| , line 568, in run
| , line 46, in noted
|     raise error
| OSError: [Errno 5] broken
| a note
| Exception in thread Builtin:
| Traceback (most recent call last):
| , line 599, in _bootstrap_inner
| , line 568, in run
| ValueError: invalid literal for int() with base 10: 'x'
the main thread goes on
exit: 0
