"""Prints CPython's syntax tree of each file named on the command line, one line a file.

The notation is that of `parser/examples/dump_ast.rs`: fields in the order of the ASDL, positions as
`line:byte-line:byte`, strings in hexadecimal. Compare with:
    diff <(python3.15 dump_ast.py FILES) <(cargo run --release -p pyish-parser --example dump_ast FILES)
"""
import ast
import struct
import sys
import warnings

SKIP = {"type_comment", "type_ignores"}
BARE = {"arguments", "comprehension", "withitem", "match_case"}


def constant(value):
    if value is None or value is True or value is False:
        return str(value)
    if value is ...:
        return "..."
    if isinstance(value, int):
        return f"i{value}" if value < 2**63 else "ibig"
    if isinstance(value, float):
        return "f" + struct.pack(">d", value).hex()
    if isinstance(value, complex):
        return "j" + struct.pack(">d", value.imag).hex()
    if isinstance(value, str):
        return "s" + value.encode("utf-8", "surrogatepass").hex()
    return "b" + value.hex()


def show(node, out):
    if isinstance(node, list):
        out.append(" [")
        for item in node:
            show(item, out)
        out.append("]")
    elif isinstance(node, (ast.operator, ast.unaryop, ast.boolop, ast.cmpop, ast.expr_context)):
        out.append(" " + type(node).__name__)
    elif isinstance(node, ast.AST):
        name = type(node).__name__
        out.append(f" ({name}")
        if name not in BARE:
            out.append(f" {node.lineno}:{node.col_offset}-{node.end_lineno}:{node.end_col_offset}")
        for field in node._fields:
            if field in SKIP:
                continue
            value = getattr(node, field)
            if isinstance(node, (ast.Constant, ast.MatchSingleton)) and field == "value" or (
                name == "Interpolation" and field == "str"
            ):
                out.append(" " + constant(value))
            elif field == "is_lazy":
                out.append(" 1" if value else " 0")
            else:
                show(value, out)
        out.append(")")
    else:
        out.append(f" {node}")


def main():
    sys.setrecursionlimit(100000)
    warnings.simplefilter("ignore")
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            source = file.read()
        try:
            out = []
            show(ast.parse(source).body, out)
            print(path, "".join(out), sep="\t")
        except SyntaxError as error:
            kind = type(error).__name__.removesuffix("Error")
            print(f"{path}\t{kind} {error.msg} {error.lineno}:{error.offset}")


if __name__ == "__main__":
    main()
