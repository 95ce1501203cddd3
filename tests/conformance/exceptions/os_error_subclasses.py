"""Subclasses of OSError with __init__ of their own."""
class A(OSError):
    def __init__(self, x, y): self.x = x
class B(OSError):
    def __init__(self, x, y):
        super().__init__(x, y); self.z = 1
class C(OSError):
    def __new__(cls, *a): return super().__new__(cls, *a)
    def __init__(self, *a): pass
class D(OSError): pass
for c in A, B, C, D:
    e = c(2, 'text'); print(c.__name__, e, e.args, e.errno, repr(e), e.filename)
class E(ConnectionResetError, ValueError):
    def __init__(self, *a):
        self.args = ('first',)
        ConnectionResetError.__init__(self, *a)
print(E('x'), E('x').args, E().args)
