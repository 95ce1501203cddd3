print("init", __name__)
from .model import Order
from . import helpers
