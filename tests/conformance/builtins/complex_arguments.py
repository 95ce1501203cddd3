import warnings; warnings.simplefilter('always')
class C:
    def __complex__(s): return 1+2j
class D(complex): pass
class E:
    def __complex__(s): return D(3)
class F:
    def __float__(s): return 2.5
    def __complex__(s): return 9j
def t(*a,**k):
    with warnings.catch_warnings(record=True) as w:
        warnings.simplefilter('always')
        try: r=complex(*a,**k)
        except Exception as e: r=(type(e).__name__, str(e))
    print(r,[str(x.message) for x in w])
for a in [(1j,),(C(),),(E(),),(D(1),),(F(),),(1j,2),(1,2j),(1j,2j),(C(),1),(1,C()),(F(),1),(1,F()),(D(1),1),(1,D(2)),('1',),('1',2),(1,'2'),(None,),(1,None)]: t(*a)
t(imag=1j); t(real=1,imag=2); t(imag='1'); t(1j,imag=1); t(); t(1,2,3); t(x=1); t(F(), F())
