"""An error in an imported module: the import machinery's frames are hidden."""

print("importing")
from _failing_package import module
