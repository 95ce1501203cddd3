"""Rewrites the expectations in a file of erroneous snippets to what CPython reports.

A snippet is the lines between `>>>` and `<<<`; the expectation follows `<<<`: exception, place, message.
Run as: python3.15 parser/tests/tools/record_errors.py parser/tests/data/errors.txt
"""
import sys
import warnings


def expectation(source):
    try:
        compile(source, "<snippet>", "exec", dont_inherit=True, flags=0x400)
    except SyntaxError as e:
        place = f"{e.lineno}:{e.offset}-{e.end_lineno}:{e.end_offset}"
        return f"<<< {type(e).__name__} {place} {e.msg}"
    except UnicodeDecodeError as e:
        return f"<<< UnicodeDecodeError 0:0-0:0 {e}"
    except MemoryError as e:
        return f"<<< MemoryError 0:0-0:0 {e}"
    return "<<< ok"


def main(path):
    warnings.simplefilter("ignore")
    with open(path, encoding="utf-8", newline="\n") as file:
        lines = file.read().split("\n")
    out, snippet = [], None
    for line in lines:
        if line == ">>>":
            snippet = []
            out.append(line)
        elif line.startswith("<<<"):
            out.append(expectation("\n".join(snippet)))
            snippet = None
        else:
            out.append(line)
            if snippet is not None:
                snippet.append(line)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(out))


main(sys.argv[1])
