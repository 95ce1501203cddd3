"""Five planets under gravity: float arithmetic, list unpacking, pairs."""

from math import sqrt

PI = 3.141592653589793
DAYS = 365.24
SOLAR_MASS = 4 * PI * PI


def bodies():
    """[position, velocity, mass] of sun, Jupiter, Saturn, Uranus, Neptune."""
    return [
        [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0], SOLAR_MASS],
        [[4.84143144246472090, -1.16032004402742839, -0.103622044471123109],
         [0.00166007664274403694 * DAYS, 0.00769901118419740425 * DAYS,
          -0.0000690460016972063023 * DAYS], 0.000954791938424326609 * SOLAR_MASS],
        [[8.34336671824457987, 4.12479856412430479, -0.403523417114321381],
         [-0.00276742510726411158 * DAYS, 0.00499852801234917238 * DAYS,
          0.0000230417297573763929 * DAYS], 0.000285885980666130812 * SOLAR_MASS],
        [[12.8943695621391310, -15.1111514016986312, -0.223307578892655734],
         [0.00296460137564761618 * DAYS, 0.00237847173959480950 * DAYS,
          -0.0000296589568540237556 * DAYS], 0.0000436624404335156298 * SOLAR_MASS],
        [[15.3796971148509165, -25.9193146099879641, 0.179258772950371181],
         [0.00268067772490389322 * DAYS, 0.00162824170038242295 * DAYS,
          -0.0000951592254519715870 * DAYS], 0.0000515138902046611451 * SOLAR_MASS],
    ]


def pairs_of(system):
    return [(a, b) for i, a in enumerate(system) for b in system[i + 1:]]


def center(system):
    px = py = pz = 0.0
    for _, (vx, vy, vz), mass in system:
        px -= vx * mass
        py -= vy * mass
        pz -= vz * mass
    sun = system[0]
    sun[1][:] = [px / sun[2], py / sun[2], pz / sun[2]]


def energy(system, pairs):
    total = 0.0
    for ((x1, y1, z1), _, m1), ((x2, y2, z2), _, m2) in pairs:
        dx, dy, dz = x1 - x2, y1 - y2, z1 - z2
        total -= m1 * m2 / sqrt(dx * dx + dy * dy + dz * dz)
    for _, (vx, vy, vz), mass in system:
        total += mass * (vx * vx + vy * vy + vz * vz) / 2
    return total


def advance(system, pairs, dt, steps):
    for _ in range(steps):
        for ([x1, y1, z1], v1, m1), ([x2, y2, z2], v2, m2) in pairs:
            dx = x1 - x2
            dy = y1 - y2
            dz = z1 - z2
            pull = dt * (dx * dx + dy * dy + dz * dz) ** -1.5
            b1 = m1 * pull
            b2 = m2 * pull
            v1[0] -= dx * b2
            v1[1] -= dy * b2
            v1[2] -= dz * b2
            v2[0] += dx * b1
            v2[1] += dy * b1
            v2[2] += dz * b1
        for position, (vx, vy, vz), _ in system:
            position[0] += dt * vx
            position[1] += dt * vy
            position[2] += dt * vz


system = bodies()
pairs = pairs_of(system)
center(system)
before = energy(system, pairs)
advance(system, pairs, 0.01, 120_000)
after = energy(system, pairs)
print("nbody", f"{before:.9f} {after:.9f}")
assert f"{before:.9f}" == "-0.169075164"
