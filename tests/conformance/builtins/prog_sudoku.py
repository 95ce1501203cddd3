"""A sudoku and other searches: backtracking with sets and generators."""

PUZZLE = """
53..7.... 6..195... .98....6. 8...6...3 4..8.3..1
7...2...6 .6....28. ...419..5 ....8..79
""".split()


def solve(grid):
    best = None
    for r in range(9):
        for c in range(9):
            if grid[r][c] == ".":
                used = set(grid[r]) | {row[c] for row in grid} | {grid[y][x] for y in range(r // 3 * 3,
                    r // 3 * 3 + 3) for x in range(c // 3 * 3, c // 3 * 3 + 3)}
                options = [d for d in "123456789" if d not in used]
                if best is None or len(options) < len(best[2]):
                    best = r, c, options
    if best is None:
        return True
    r, c, options = best
    for digit in options:
        grid[r][c] = digit
        if solve(grid):
            return True
    grid[r][c] = "."
    return False


grid = [list(row) for row in PUZZLE]
print(solve(grid))
print("\n".join("".join(row) for row in grid))
print(all(len(set(row)) == 9 for row in grid) and all(len(set(column)) == 9 for column in zip(*grid)))


def subset_sum(numbers, target, chosen=()):
    if target == 0:
        yield chosen
    for i, n in enumerate(numbers):
        if n <= target:
            yield from subset_sum(numbers[i + 1:], target - n, chosen + (n,))


print(list(subset_sum([3, 34, 4, 12, 5, 2], 9)), next(subset_sum([1] * 12, 7)), list(subset_sum([2, 4], 5)))


def knight(n, start=(0, 0)):
    moves = [(1, 2), (2, 1), (-1, 2), (-2, 1), (1, -2), (2, -1), (-1, -2), (-2, -1)]
    seen, path = {start}, [start]

    def free(p):
        return [q for dx, dy in moves if (q := (p[0] + dx,
            p[1] + dy)) not in seen and 0 <= q[0] < n and 0 <= q[1] < n]

    while (options := free(path[-1])):
        following = min(options, key=lambda q: (len(free(q)), q))
        seen.add(following)
        path.append(following)
    return path


path = knight(6)
print(len(path), path[:5], path[-1])
maze = ["#########", "#S..#...#", "#.#.#.#.#", "#.#...#E#", "#########"]
start = next((r, row.index("S")) for r, row in enumerate(maze) if "S" in row)
frontier, came = [start], {start: None}
while frontier:
    r, c = frontier.pop(0)
    if maze[r][c] == "E":
        break
    for step in ((r + 1, c), (r - 1, c), (r, c + 1), (r, c - 1)):
        if maze[step[0]][step[1]] != "#" and step not in came:
            came[step] = (r, c)
            frontier.append(step)
length, node = 0, (r, c)
while came[node]:
    length, node = length + 1, came[node]
print(length, len(came))


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield f"{a}{c}"
        yield from hanoi(n - 1, b, a, c)


print(*hanoi(4), sum(1 for _ in hanoi(12)))
