"""Recursive Fibonacci: calls, comparisons, small-integer arithmetic."""


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


result = fib(34)
print("fib", result)
assert result == 5702887
