"""Conway's Life: as a grid of lists and as a set of living cells."""

SIZE = 64


def seeded():
    state = 12345
    grid = []
    for _ in range(SIZE):
        row = []
        for _ in range(SIZE):
            state = (state * 1103515245 + 12345) & 0x7FFFFFFF
            row.append(1 if state & 0x30000 == 0 else 0)
        grid.append(row)
    return grid


def step(grid):
    out = []
    for y in range(SIZE):
        above, here, below = grid[y - 1], grid[y], grid[(y + 1) % SIZE]
        row = []
        for x in range(SIZE):
            left, right = x - 1, (x + 1) % SIZE
            around = (above[left] + above[x] + above[right] + here[left]
                      + here[right] + below[left] + below[x] + below[right])
            row.append(1 if around == 3 or here[x] and around == 2 else 0)
        out.append(row)
    return out


def step_set(cells):
    around = {}
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    cell = (x + dx) % SIZE, (y + dy) % SIZE
                    around[cell] = around.get(cell, 0) + 1
    return {cell for cell, count in around.items()
            if count == 3 or count == 2 and cell in cells}


grid = seeded()
cells = {(x, y) for y in range(SIZE) for x in range(SIZE) if grid[y][x]}
for _ in range(500):
    grid = step(grid)
for _ in range(500):
    cells = step_set(cells)
population = sum(map(sum, grid))
assert cells == {(x, y) for y in range(SIZE) for x in range(SIZE) if grid[y][x]}
print("life", population)
