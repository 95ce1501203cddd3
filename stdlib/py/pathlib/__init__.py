"""Paths as objects: pure ones, which are only text, and ones that reach the file system.

_pure has the text, _path the file system, _glob the search, _info what is
remembered of a file.
"""

from pathlib._pure import PurePath, PurePosixPath, PureWindowsPath, UnsupportedOperation
from pathlib._path import Path, PosixPath, WindowsPath

__all__ = ["UnsupportedOperation", "PurePath", "PurePosixPath", "PureWindowsPath", "Path",
           "PosixPath", "WindowsPath"]
