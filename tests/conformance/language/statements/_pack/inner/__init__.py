from .sibling import NAME as sibling_name
from . import leaf
