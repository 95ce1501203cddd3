a, b, flag = [1, 2], [3], True
print(list(*x if flag else [] for x in ([1], [2])) if 0 else [*(*x if flag else b for x in (a, b))])
print({**x if flag else {} for x in ({1: 2}, {3: 4})})


class Show:
    def __getitem__(self, i):
        return i


print(Show()[*a if flag else b], Show()[*a if not flag else b, 5])
for text in ('[i for i in (lambda: (z := 1))()]', '[i for i in [lambda: [(j := k) for k in x]]]'):
    try:
        compile(text, 's', 'exec')
    except SyntaxError as e:
        print(e)
