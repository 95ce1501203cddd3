"""An error within an f-string: the caret is inside the literal."""

name = "x"
print(f"first {name} second {name!x} third")
