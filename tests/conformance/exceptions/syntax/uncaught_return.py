"""Found by the compiler, not the parser: the caret covers the whole statement."""

for i in range(3):
    print(i)
return i + 1
