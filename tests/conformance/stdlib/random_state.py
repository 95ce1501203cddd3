"""random.Random objects, states, and errors."""

import random

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {error}")


a, b = random.Random(7), random.Random(7)
print([a.random() for _ in range(3)] == [b.random() for _ in range(3)], a.randint(0, 9) == b.randint(0, 9))
state = a.getstate()
first = [a.random(), a.gauss(0, 1), a.randrange(10 ** 9)]
a.setstate(state)
print(first == [a.random(), a.gauss(0, 1), a.randrange(10 ** 9)], state[0], len(state[1]), state[2])
random.seed(5)
kept = random.getstate()
x = random.random()
random.setstate(kept)
print(x == random.random(), x)
for f, args in [(random.randint, (5, 1)), (random.randrange, (0,)), (random.randrange, (1, 1)),
        (random.randrange, (1, 5, 0)), (random.randrange, (1.5,)), (random.choice, ([],)), (random.choice, (5,)),
        (random.sample, ([1], 2)), (random.sample, ([1], -1)), (random.sample, ({1, 2}, 1)),
        (random.getrandbits, (-1,)), (random.choices, ([],)), (random.shuffle, ((1, 2),)), (random.seed, ([],)),
        (random.setstate, ((1, 2, 3),)), (random.expovariate, (0,)), (random.randint, ("a", 2)),
        (random.choices, ([1], [0])), (random.binomialvariate, (5, 2)), (random.randbytes, (-1,))]:
    attempt(f, *args)
attempt(random.choices, [1, 2], [1], k=1)
attempt(random.choices, [1, 2], [1, 2], cum_weights=[1, 2])
rng = random.Random(2024)
print(sum(rng.random() for _ in range(1000)), rng.choice(range(10 ** 6)), [rng.randrange(-5, 5) for _ in range(8)])
counts = [0] * 6
for _ in range(3000):
    counts[rng.randint(0, 5)] += 1
print(counts, sum(counts))


class Fixed(random.Random):
    def random(self):
        return 0.25


f = Fixed(1)
print(f.random(), f.uniform(0, 8), f.choice("abcd"), f.randrange(8), f.triangular())
s = random.SystemRandom()
print(0 <= s.random() < 1, s.randint(3, 3), len(s.randbytes(4)), s.getrandbits(8) < 256)
attempt(s.getstate)
print(random.Random(3).sample(range(20), 20), random.Random("x").random(), isinstance(random._inst, random.Random))
big = random.Random(99)
print(big.randrange(10 ** 50), big.getrandbits(200), big.randint(-(10 ** 20), 10 ** 20))
