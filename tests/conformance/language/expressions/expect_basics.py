"""Expectations beside the line: a program that checks itself by what it prints."""

xs = [3, 1, 2]
print(sorted(xs))  # expect: [1, 2, 3]
print(xs.pop(), xs)  # expect: 2 [3, 1]
print()  # expect:
print("two\nlines")
# expect: two
# expect: lines
print({"a": 1} | {"b": 2})  # expect: {'a': 1, 'b': 2}
print(f"{3.14159:.2f}")  # expect: 3.14


def take(n):
    while n:
        xs.pop()
        n -= 1


take(2)
print(xs)  # expect: []
xs.pop()  # expect error: IndexError: pop from empty list
