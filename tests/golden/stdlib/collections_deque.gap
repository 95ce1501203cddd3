deque([-1, 0, 1, 2, 3, 4, 5]) 9 6 -2 -1 5 1 True 4 1 [5, 4, 3, 2, 1, 0, -1]
deque([4, 5, -1, 0, 1, 2, 3])
deque(['set', 4, 3, 2, 1, 0]) True None False
IndexError: pop from an empty deque
IndexError: pop from an empty deque
ValueError: deque.index(x): x not in deque
ValueError: deque.remove(x): x not in deque
IndexError: deque index out of range
TypeError: sequence index must be integer, not 'str'
TypeError: sequence index must be integer, not 'slice'
TypeError: 'int' object is not iterable
ValueError: maxlen must be non-negative
TypeError: an integer is required
TypeError: 'str' object cannot be interpreted as an integer
IndexError: deque index out of range
deque([9, 'a', 'b'], maxlen=3) 3 None deque([9, 'a', 'b'], maxlen=3) None deque([9, 'a', 'b'], maxlen=3) None deque([9, 'a', 'b'], maxlen=3) deque([], maxlen=0)
IndexError: deque already at its maximum size
AttributeError: attribute 'maxlen' of 'collections.deque' objects is not writable
TypeError: unhashable type: 'collections.deque'
deque(['a', 'b', 'c', 'd']) deque([1, 2, 1, 2]) True False True deque(['a', 'b', 'c'], maxlen=5) deque(['x'])
TypeError: can only concatenate deque (not "list") to deque
deque([]) None deque([]) 3 False [1, 2, 3] 5
RuntimeError: deque mutated during iteration
a 2 ['b', 'c'] [] deque([deque([])]) deque([], maxlen=4)
Window([3, 4], maxlen=2) 3.5 <class '__main__.Window'> True
6666 3334 9999 6334 44438889
exit: 0
