"""Many short-lived trees and a long-lived one: allocation and collection."""


class Node:
    __slots__ = ("left", "right")

    def __init__(self, left, right):
        self.left = left
        self.right = right


def build(depth):
    if depth == 0:
        return Node(None, None)
    return Node(build(depth - 1), build(depth - 1))


def count(node):
    if node.left is None:
        return 1
    return 1 + count(node.left) + count(node.right)


DEEPEST = 14
long_lived = build(DEEPEST)
total = 0
for depth in range(4, DEEPEST + 1, 2):
    trees = 1 << (DEEPEST - depth + 4)
    nodes = 0
    for _ in range(trees):
        nodes += count(build(depth))
    print("binary_trees", depth, trees, nodes)
    total += nodes
print("binary_trees", count(long_lived), total)
assert count(long_lived) == 2 ** (DEEPEST + 1) - 1
