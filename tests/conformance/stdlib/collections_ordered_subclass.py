from collections import OrderedDict
import copy


class T(OrderedDict):
    def __setitem__(self, k, v):
        print('set', k, v)
        super().__setitem__(k, v)

    def __delitem__(self, k):
        print('del', k)
        super().__delitem__(k)

    def __getitem__(self, k):
        print('get', k)
        return super().__getitem__(k)

    def __iter__(self):
        print('iter')
        return super().__iter__()

    def __missing__(self, k):
        print('missing')
        return 7


t = T(a=1)
t.update(b=2)
t['c'] = 3
t['a']
t.setdefault('a', 4)
t.setdefault('d', 5)
t.move_to_end('a')
t.move_to_end('d', False)
print(t.popitem(), t.pop('b'), t.pop('zz', None))
c = t.copy()
print(type(c), c == t)
print(t | {'x': 1})
t |= {'y': 1}
print({'q': 1} | t)
print(t['none'])
del t['c']
print(T.fromkeys('ab', 1))
try:
    print(t.pop('nn'))
except KeyError as e:
    print(repr(e))


class LRU(OrderedDict):
    def __init__(self, cap):
        super().__init__()
        self.cap = cap

    def __getitem__(self, k):
        v = super().__getitem__(k)
        self.move_to_end(k)
        return v

    def __setitem__(self, k, v):
        super().__setitem__(k, v)
        self.move_to_end(k)
        if len(self) > self.cap:
            self.popitem(last=False)


l = LRU(2)
l['a'] = 1
l['b'] = 2
l['a']
l['c'] = 3
print(list(l.items()), 'b' in l, l.cap)
for f in (lambda: OrderedDict(1, 2), lambda: OrderedDict(1), lambda: l.update(1), lambda: OrderedDict([1]),
          lambda: OrderedDict([(1, 2, 3)]), lambda: OrderedDict([(1,)]), lambda: hash(OrderedDict()), lambda: l < l,
          lambda: OrderedDict() | 1, lambda: l.move_to_end('z'), lambda: OrderedDict().popitem()):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)
od = OrderedDict(a=1)
od.x = 5
print(copy.copy(od).x, od.pop('z', default=3), od.setdefault('q', default=4), OrderedDict.fromkeys('ab', value=3))
