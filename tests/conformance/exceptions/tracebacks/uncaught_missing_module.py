"""ModuleNotFoundError of a module that is not there."""

print("before")
import _no_such_module_anywhere.sub
