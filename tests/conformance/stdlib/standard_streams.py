"""sys.stdout: its binary stream, its settings, its place among the classes of io."""

import io
import sys

out = sys.stdout
print(isinstance(out, io.TextIOBase), isinstance(out, io.TextIOWrapper), isinstance(out, io.IOBase))
print(issubclass(type(out), io.TextIOBase), isinstance(io.StringIO(), io.TextIOWrapper))
print(out.buffer is out.buffer, out.buffer.name, out.buffer.mode, sys.stdin.buffer.name)
out.flush()
# Text waits in a layer of its own.
print("text")
out.buffer.write(b"bytes\n")
print("text")
out.buffer.write(b"bytes\n")
out.flush()
out.reconfigure(errors="backslashreplace")
print("\ud800")
out.reconfigure(encoding="ascii", errors="replace")
print("\xe9", out.encoding, out.errors, out)
out.reconfigure(encoding="utf-8", newline="\r\n")
out.reconfigure(newline=None, line_buffering=True)
print(out.line_buffering, out.write_through, sys.stderr.errors)
for change in {"encoding": "none such"}, {"newline": "z"}, {"errors": 3}:
    try:
        out.reconfigure(**change)
    except Exception as e:
        print(type(e).__name__, e)
for wrong in lambda: out.read(), lambda: sys.stdin.write("a"), lambda: out.writelines(3), lambda: out.write(b""):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e)
sys.stdout = io.TextIOWrapper(out.detach(), encoding="utf-8")
print("new", sys.stdout)
for of_no_use in lambda: out.write("x"), lambda: out.closed, lambda: out.buffer, lambda: out.flush():
    try:
        of_no_use()
    except ValueError as e:
        print(e)
