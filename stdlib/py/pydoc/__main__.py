"""python -m pydoc NAME ..."""

from pydoc import cli

cli()
