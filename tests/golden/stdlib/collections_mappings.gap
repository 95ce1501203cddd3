defaultdict(<class 'list'>, {'a': [1, 2], 'b': []}) [] defaultdict(<class 'list'>, {'a': [1, 2], 'b': []}) None False <class 'list'> {'a': [1, 2], 'b': []} True
defaultdict(<class 'int'>, {'x': 6, 'y': 6, 'z': 1}) defaultdict(<class 'int'>, {'x': 6, 'y': 6, 'z': 1}) <class 'collections.defaultdict'> defaultdict(<class 'int'>, {'x': 6, 'y': 6, 'z': 1, 'q': 1}) <class 'collections.defaultdict'> defaultdict(None, {'a': 1}) defaultdict(None, {})
KeyError: 'missing'
ZeroDivisionError: division by zero
TypeError: first argument must be callable or None
new new 5
1 ['a'] ['b']
OrderedDict({'c': 3}) ['b', 'c', 'a'] ('a', 1) ('b', 2) OrderedDict({'c': 3})
OrderedDict({'c': 3, 'x': 1, 's': 9}) ['x', 'c', 'y'] False False True OrderedDict({'y': 2, 'c': 3, 'x': 1, 'n': 0}) OrderedDict({'y': 2, 'c': 3, 'x': 1}) 2 0 OrderedDict({'a': None, 'b': None}) 9
KeyError: 'nope'
KeyError: 'dictionary is empty'
KeyError: 'nope'
OrderedDict() OrderedDict({1: OrderedDict()}) [('a', 1)] dict_reversekeyiterator
ChainMap({'b': 20}, {'a': 1, 'b': 2}) 1 20 2 ['a', 'b'] {'a': 1, 'b': 20} [{'b': 20}, {'a': 1, 'b': 2}] None True False
{'b': 20, 'new': 1} 100 1 5 ['a', 'b', 'new'] ChainMap({'x': 1, 'y': 2}) True
KeyError: 'zz'
KeyError: "Key not found in the first mapping: 'a'"
KeyError: 'No keys found in the first mapping.'
KeyError: "Key not found in the first mapping: 'a'"
1 {'b': 20, 'k': 7} 7 {'b': 20, 'k': 7}
exit: 0
