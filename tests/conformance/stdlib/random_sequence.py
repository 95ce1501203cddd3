"""random with seeds: the same numbers as everywhere else."""

import random

random.seed(42)
print([random.random() for _ in range(5)])
print([random.randint(1, 100) for _ in range(10)])
print([random.randrange(0, 1000, 7) for _ in range(5)], random.randrange(10), random.randrange(5, 10))
print([random.getrandbits(k) for k in (1, 8, 32, 33, 64, 100)], random.getrandbits(0))
print([random.choice("abcdef") for _ in range(8)], random.choices([1, 2, 3], k=5),
    random.choices("ab", [1, 9], k=8), random.choices("xyz", cum_weights=[1, 3, 10], k=5))
deck = list(range(15))
random.shuffle(deck)
print(deck, random.sample(range(100), 8), random.sample("abcdef", 3), random.sample([1, 2], counts=[3, 2], k=4),
    random.sample(range(10 ** 12), 3))
print(random.uniform(1, 10), random.triangular(0, 1, 0.3), random.gauss(0, 1), random.gauss(5, 2),
    random.normalvariate(0, 1), random.expovariate(1.5))
print(random.betavariate(2, 3), random.gammavariate(2, 1), random.gammavariate(0.5, 1), random.gammavariate(1, 2),
    random.lognormvariate(0, 0.25), random.vonmisesvariate(0, 4), random.paretovariate(3),
    random.weibullvariate(1, 1.5), random.binomialvariate(10, 0.3), random.binomialvariate(1000, 0.4))
print(random.randbytes(6), random.random())
for seed in (0, 1, -1, 12345678901234567890, "text", b"bytes", bytearray(b"ba"), 1.5, True, 2 ** 1000):
    random.seed(seed)
    print(repr(seed)[:25], random.random(), random.getrandbits(40))
random.seed("abc", version=1)
print(random.random())
