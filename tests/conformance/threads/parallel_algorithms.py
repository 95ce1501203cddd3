"""Sums, merges and counts over private parts, put together at the end."""

import threading


def parallel(function, parts):
    results = [None] * len(parts)

    def run(index):
        results[index] = function(parts[index])

    threads = [threading.Thread(target=run, args=(n,)) for n in range(len(parts))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return results


def split(items, count):
    return [items[n::count] for n in range(count)]


numbers = [n * 7919 % 10007 for n in range(8000)]
print(sum(parallel(sum, split(numbers, 4))) == sum(numbers))
parts = parallel(sorted, split(numbers, 4))


def merge(a, b):
    out, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


halves = parallel(lambda pair: merge(*pair), [parts[:2], parts[2:]])
print(merge(*halves) == sorted(numbers))
words = ("the cat sat on the mat and the dog sat on the log " * 50).split()


def count(words):
    counts = {}
    for word in words:
        counts[word] = counts.get(word, 0) + 1
    return counts


total = {}
for counts in parallel(count, split(words, 5)):
    for word, n in counts.items():
        total[word] = total.get(word, 0) + n
print(sorted(total.items()))
is_prime = lambda n: n > 1 and all(n % d for d in range(2, int(n ** 0.5) + 1))
print(sum(parallel(lambda part: sum(map(is_prime, part)), split(range(5000), 4))))
matrix = [[r * c % 10 for c in range(20)] for r in range(20)]
rows = parallel(lambda row: [sum(a * b for a, b in zip(row, column)) for column in zip(*matrix)], matrix)
print(sum(map(sum, rows)), rows[3][:5])
fib = lambda n: n if n < 2 else fib(n - 1) + fib(n - 2)
print(parallel(fib, list(range(12))))
print(parallel(lambda text: text.upper()[::-1], ["abc", "déf", ""]),
    parallel(lambda n: (n, threading.current_thread() is not threading.main_thread()), [1, 2]))
