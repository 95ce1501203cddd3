"""A SyntaxError in an imported module: the traceback names the import and the place."""

print("before")
import _bad_syntax
