import copy
import pickle
from collections import defaultdict


class Box[T]:
    def __init__(self, x):
        self.x = x


for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
    b = pickle.loads(pickle.dumps(Box(protocol), protocol))
    print(type(b).__name__, b.x)
print(copy.copy(Box[int](1)).x, copy.deepcopy(Box([2])).x)
print(copy.copy(Box[int](1)).__orig_class__)
