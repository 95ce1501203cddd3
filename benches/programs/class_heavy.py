"""Classes: attributes, methods, properties, inheritance, super, operators."""


class Shape:
    count = 0

    def __init__(self, name):
        self.name = name
        Shape.count += 1

    def area(self):
        raise NotImplementedError

    def describe(self):
        return len(self.name) + self.area()


class Box(Shape):
    def __init__(self, width, height):
        super().__init__("box")
        self.width = width
        self.height = height

    def area(self):
        return self.width * self.height

    @property
    def edge(self):
        return 2 * (self.width + self.height)


class Square(Box):
    def __init__(self, side):
        super().__init__(side, side)

    def describe(self):
        return 1 + super().describe()

    @staticmethod
    def unit():
        return 1

    @classmethod
    def of(cls, side):
        return cls(side)


class Vector:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, factor):
        return Vector(self.x * factor, self.y * factor)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __getitem__(self, index):
        return (self.x, self.y)[index]

    def __len__(self):
        return 2


def shapes(rounds):
    total = 0
    for number in range(rounds):
        for shape in (Box(number, 2), Square(3), Square.of(number & 7)):
            total += shape.describe() + shape.edge
        total += Square.unit()
    return total


def vectors(rounds):
    position, step = Vector(0, 0), Vector(1, 2)
    same = 0
    for _ in range(rounds):
        position = position + step * 3
        if position == step:
            same += 1
        same += position[1] % len(position)
    return position.x, position.y, same


result = (shapes(200_000), Shape.count, vectors(600_000))
print("class_heavy", *result)
assert result == (80013300000, 600000, (1800000, 3600000, 0))
