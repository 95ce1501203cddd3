"""A SyntaxError whose range spans lines shows its first line."""

f(x for x in
  range(10), 1)
