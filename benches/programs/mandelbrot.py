"""The Mandelbrot set: float multiplication in nested while loops."""


def inside(width, height, limit):
    points = 0
    for row in range(height):
        ci = 2.0 * row / height - 1.0
        for column in range(width):
            cr = 3.0 * column / width - 2.0
            zr = zi = 0.0
            steps = 0
            while steps < limit:
                rr = zr * zr
                ii = zi * zi
                if rr + ii > 4.0:
                    break
                zi = 2.0 * zr * zi + ci
                zr = rr - ii + cr
                steps += 1
            else:
                points += 1
    return points


result = inside(300, 200, 250)
print("mandelbrot", result)
assert result == 15241
