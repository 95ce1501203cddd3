"""N queens with sets of attacked lines: recursion, sets, generators."""


def solutions(size):
    columns, rising, falling = set(), set(), set()
    placed = []

    def place(row):
        if row == size:
            yield tuple(placed)
            return
        for column in range(size):
            up, down = row + column, row - column
            if column in columns or up in rising or down in falling:
                continue
            columns.add(column)
            rising.add(up)
            falling.add(down)
            placed.append(column)
            yield from place(row + 1)
            placed.pop()
            falling.discard(down)
            rising.discard(up)
            columns.discard(column)

    return place(0)


found = list(solutions(12))
checksum = sum(row * column for answer in found
               for row, column in enumerate(answer))
print("nqueens", len(found), checksum)
assert len(found) == 14200
