"""A linked list, a binary search tree and a stack machine."""


class LinkedList:
    class Node:
        __slots__ = ("value", "next")

        def __init__(self, value, next=None):
            self.value, self.next = value, next

    def __init__(self, items=()):
        self.head, self.size = None, 0
        for item in items:
            self.append(item)

    def append(self, value):
        node = self.Node(value)
        self.size += 1
        if self.head is None:
            self.head = node
            return
        last = self.head
        while last.next:
            last = last.next
        last.next = node

    def reverse(self):
        before, node = None, self.head
        while node:
            node.next, before, node = before, node, node.next
        self.head = before

    def __iter__(self):
        node = self.head
        while node:
            yield node.value
            node = node.next

    def __len__(self):
        return self.size

    def __repr__(self):
        return "LinkedList(" + " -> ".join(map(repr, self)) + ")"


xs = LinkedList("abc")
xs.append(4)
print(xs, len(xs), "b" in xs, list(xs), LinkedList())
xs.reverse()
print(xs, *xs, sep=" | ")


class Tree:
    def __init__(self, key, value, left=None, right=None):
        self.key, self.value, self.left, self.right = key, value, left, right

    def insert(self, key, value):
        if key == self.key:
            self.value = value
        elif key < self.key:
            if self.left:
                self.left.insert(key, value)
            else:
                self.left = Tree(key, value)
        elif self.right:
            self.right.insert(key, value)
        else:
            self.right = Tree(key, value)

    def __iter__(self):
        if self.left:
            yield from self.left
        yield self.key, self.value
        if self.right:
            yield from self.right

    def depth(self):
        return 1 + max(self.left.depth() if self.left else 0, self.right.depth() if self.right else 0)

    def get(self, key, default=None):
        node = self
        while node:
            if key == node.key:
                return node.value
            node = node.left if key < node.key else node.right
        return default


words = "it was the best of times it was the worst of times".split()
tree = Tree(words[0], 0)
for position, word in enumerate(words):
    tree.insert(word, position)
print(list(tree), tree.depth(), tree.get("best"), tree.get("none", "?"), [k for k, _ in tree][::-1])


def execute(program):
    stack, at, out = [], 0, []
    while at < len(program):
        op, *args = program[at]
        at += 1
        match op, args:
            case "push", [value]:
                stack.append(value)
            case ("add" | "mul" | "sub") as name, []:
                b, a = stack.pop(), stack.pop()
                stack.append({"add": a + b, "mul": a * b, "sub": a - b}[name])
            case "dup", []:
                stack.append(stack[-1])
            case "jump_if", [target]:
                if stack[-1] > 0:
                    at = target
            case "print", []:
                out.append(stack[-1])
            case _:
                raise ValueError(f"bad instruction {op} {args}")
    return out, stack


print(execute([("push", 5), ("print",), ("push", 1), ("sub",), ("jump_if", 1), ("print",)]))
print(execute([("push", 2), ("dup",), ("mul",), ("push", 3), ("add",), ("print",)]))
for bad in ([("pop",)], [("add",)], [("push",)]):
    try:
        execute(bad)
    except (ValueError, IndexError) as error:
        print(f"{type(error).__name__}: {error}")
