def t(f):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
E_=UnicodeEncodeError; D=UnicodeDecodeError; T=UnicodeTranslateError
for make in (lambda: E_('utf-8','abc',1,2,'bad'), lambda: D('utf-8',b'abc',1,2,'bad'), lambda: T('abc',1,2,'bad')):
    for attr in ('object','reason','start','end'):
        e=make()
        try: delattr(e,attr)
        except Exception as x: print(type(e).__name__, attr,'del', type(x).__name__, x)
        t(lambda: str(e)); t(lambda: getattr(e,attr))
        for v in (None, 3, 'x', b'y', 50, -5):
            e=make()
            try: setattr(e,attr,v)
            except Exception as x: print(type(e).__name__, attr, v, type(x).__name__, x)
            else: t(lambda: str(e)); t(lambda: repr(getattr(e,attr)))
