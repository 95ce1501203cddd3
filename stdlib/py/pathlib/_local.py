"""The classes under the module name that Python 3.13 put in pickles."""

from pathlib import *
from pathlib import __all__
