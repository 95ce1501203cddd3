"""A negative exit status wraps round."""

raise SystemExit(-2)
