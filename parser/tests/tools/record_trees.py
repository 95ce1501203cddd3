"""Rewrites the trees in a file of snippets to what CPython builds.

A snippet is the lines between `>>>` and `<<<`; its tree follows `<<<`, in the notation of `dump_ast.py`.
Run as: python3.15 parser/tests/tools/record_trees.py parser/tests/data/trees.txt
"""
import ast
import sys
import warnings

from dump_ast import show


def tree(source):
    out = []
    show(ast.parse(source).body, out)
    return "".join(out)


def main(path):
    warnings.simplefilter("ignore")
    with open(path, encoding="utf-8", newline="\n") as file:
        lines = file.read().split("\n")
    out, snippet = [], None
    for line in lines:
        if line == ">>>":
            snippet = []
        elif line.startswith("<<<"):
            line = "<<<" + tree("\n".join(snippet))
            snippet = None
        elif snippet is not None:
            snippet.append(line)
        out.append(line)
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(out))


main(sys.argv[1])
