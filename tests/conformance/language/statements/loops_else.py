"""for/while with else, break and continue in all combinations."""


def search(items, wanted):
    for index, item in enumerate(items):
        if item is None:
            continue
        if item == wanted:
            print("found at", index)
            break
    else:
        print("not found")
        return -1
    return index


print(search([1, None, 3], 3))
print(search([1, None, 3], 4))
print(search([], 1))

n = 5
while n:
    n -= 1
    if n == 3:
        continue
    print(n, end=" ")
else:
    print("done")

while True:
    n += 1
    if n > 2:
        break
else:
    print("never")
print(n)

for i in range(3):
    for j in range(3):
        if j == i:
            break
        print(i, j, end="; ")
    else:
        print("inner ran out")
        continue
    if i == 2:
        break
else:
    print("never")
print("\nend", i, j)

# The loop variable survives, and reassigning it does not disturb the iteration.
for k in range(3):
    k *= 10
print(k)

for _ in []:
    print("never")
else:
    print("else of an empty loop")


def with_finally():
    for i in range(4):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("never")
    return "out"


print(with_finally())

numbers = [1, 2, 3, 4]
for number in numbers:
    if number < 3:
        numbers.append(number * 10)
print(numbers)
while (line := numbers.pop()) != 1:
    print(line, end=" ")
else:
    print("stopped at", line)
