import csv, io
for line in (['a,b,c', '1,"2,3",4', 'x,"y ""q""",z', '', '"multi', 'line",2'],):
    print(list(csv.reader(line)))
print(list(csv.reader(['a;b'], delimiter=';')), list(csv.reader(["a 'b c' d"], delimiter=' ', quotechar="'")), list(csv.reader(['1, 2, "3"'], skipinitialspace=True)), list(csv.reader(['1,"a",2.5'], quoting=csv.QUOTE_NONNUMERIC)), list(csv.reader(['a\\,b,c'], escapechar='\\', quoting=csv.QUOTE_NONE)), list(csv.reader(['a,"b"c,d'])), list(csv.reader(['a,b"c",d'])), list(csv.reader(['"a""b"'], doublequote=False)), list(csv.reader(['a,,"",'], quoting=csv.QUOTE_NOTNULL)), list(csv.reader(['"a",,"",1'], quoting=csv.QUOTE_STRINGS)))
def w(rows, **k):
    s = io.StringIO(); wr = csv.writer(s, **k)
    for r in rows:
        try: print(wr.writerow(r), end=' ')
        except Exception as e: print(type(e), e, end=' ')
    print(repr(s.getvalue()))
rows = [['a', 1, 2.5, None, True], ['x,y', 'q"q', 'n\nl', "it's", ' sp '], [], [''], ['', ''], 'abc', [None], [1e100, -0.0, 'é']]
w(rows); w(rows, quoting=csv.QUOTE_ALL); w(rows, quoting=csv.QUOTE_NONNUMERIC); w(rows, quoting=csv.QUOTE_NONE); w(rows, quoting=csv.QUOTE_NONE, escapechar='\\'); w(rows, delimiter='\t', lineterminator='\n'); w(rows, doublequote=False, escapechar='\\'); w(rows, quotechar="'"); w(rows, dialect='excel-tab'); w(rows, dialect='unix'); w(rows, quoting=csv.QUOTE_STRINGS); w(rows, quoting=csv.QUOTE_NOTNULL); w(rows, doublequote=False); w([5, ['a\rb', 'c\\d']], escapechar='\\')
s = io.StringIO('name,age\nBob,5\nAnn,6,extra\nTim\n\n'); d = csv.DictReader(s); print(d.fieldnames); print(list(d), d.line_num)
print(list(csv.DictReader(io.StringIO('1,2\n'), ['a', 'b'])), list(csv.DictReader(io.StringIO('1,2,3\n1'), ['a', 'b'], restkey='r', restval='v')))
o = io.StringIO(); dw = csv.DictWriter(o, ['a', 'b'], restval='-'); dw.writeheader(); dw.writerow({'a': 1}); dw.writerows([{'a': 2, 'b': 3}]); print(repr(o.getvalue()))
try: dw.writerow({'z': 1, 'a': 2})
except ValueError as e: print(e)
dw = csv.DictWriter(o, ['a'], extrasaction='ignore'); dw.writerow({'z': 1, 'a': 5})
try: csv.DictWriter(o, ['a'], extrasaction='zz')
except ValueError as e: print(e)
csv.register_dialect('pipe', delimiter='|', quoting=csv.QUOTE_MINIMAL); print(csv.list_dialects(), csv.get_dialect('pipe').delimiter, list(csv.reader(['a|b'], 'pipe'))); csv.unregister_dialect('pipe')
for f in (lambda: csv.get_dialect('zz'), lambda: csv.unregister_dialect('zz'), lambda: csv.reader([], delimiter='ab'), lambda: csv.reader([], delimiter=''), lambda: csv.reader([], delimiter=5), lambda: csv.reader([], quotechar='ab'), lambda: csv.reader([], quoting=99), lambda: csv.reader([], quoting='x'), lambda: csv.reader(5), lambda: csv.writer(5), lambda: next(csv.reader([5])), lambda: next(csv.reader([b'a'])), lambda: list(csv.reader(['a\nb,c'])), lambda: list(csv.reader(['"abc'], strict=True)), lambda: list(csv.reader(['"a"b'], strict=True)), lambda: list(csv.reader(['"abc'])), lambda: csv.reader([], foo=1), lambda: csv.reader([], 'nope'), lambda: csv.reader(), lambda: csv.writer(io.StringIO()).writerow(5), lambda: csv.writer(io.StringIO()).writerows([1]), lambda: list(csv.reader(['x'], quoting=csv.QUOTE_NONNUMERIC)), lambda: csv.field_size_limit(), lambda: csv.field_size_limit('a'), lambda: csv.reader([], lineterminator=5), lambda: csv.register_dialect(5), lambda: csv.reader([], delimiter='\n'), lambda: csv.reader([], delimiter=',', quotechar=','), lambda: csv.Dialect(), lambda: csv.reader([], escapechar='ab'), lambda: list(csv.reader(['a'*200000]))):
    try: print(f())
    except Exception as e: print(type(e), e)
class D(csv.Dialect): delimiter = ':'; quotechar = '"'; lineterminator = '\r\n'; quoting = csv.QUOTE_MINIMAL; doublequote = True
print(list(csv.reader(['a:b'], D())), list(csv.reader(['a:b'], D)))
r = csv.reader(['a,b', 'c']); next(r); print(r.line_num, r.dialect.delimiter, r.dialect.quoting, r.dialect.skipinitialspace, repr(r.dialect.lineterminator), r.dialect.strict, r.dialect.escapechar, r.dialect.doublequote, next(r)); 
print(csv.Sniffer().sniff('a;b;c\n1;2;3\n4;5;6').delimiter, csv.Sniffer().has_header('name,age\nbob,5\nann,6\n'), csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_NONE, csv.QUOTE_STRINGS, csv.QUOTE_NOTNULL)
for t in ('a,b\n1,2\n', "'a','b'\n'c','d'\n", 'a\tb\tc\n1\t2\t3', 'a|b|c\nd|e|f', 'a b c\nd e f', '"x", "y"\n"z", "w"\n', 'abc'):
    try: q = csv.Sniffer().sniff(t); print(repr(q.delimiter), q.quotechar, q.skipinitialspace, q.doublequote)
    except csv.Error as e: print(e)
print(csv.Error, csv.excel.delimiter, csv.excel_tab.delimiter, csv.unix_dialect.quoting, type(r), type(csv.writer(o)), csv.__all__)
