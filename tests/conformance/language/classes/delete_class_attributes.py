class C: pass
for n in ('__bases__','__name__','__qualname__','__module__','__doc__','__abstractmethods__','__annotations__','__type_params__','__annotate__', '__dict__','__mro__'):
    try: delattr(C,n)
    except BaseException as e: print(n,type(e).__name__,e)
    else: print(n,'ok')
