"""A small operating system: tasks of four kinds pass packets by priority.

The shape is that of Martin Richards' simulator: a scheduler walks a ring of
tasks; workers, handlers and devices are classes with one run() each.
"""

IDLE, WORK, DEVICE = range(3)


class Packet:
    def __init__(self, kind, sender):
        self.kind = kind
        self.sender = sender
        self.next = None
        self.letter = 0
        self.data = [0, 0, 0, 0]


def append(packet, queue):
    packet.next = None
    if queue is None:
        return packet
    last = queue
    while last.next is not None:
        last = last.next
    last.next = packet
    return queue


class Task:
    def __init__(self, system, name, priority):
        self.system = system
        self.name = name
        self.priority = priority
        self.waiting = None
        self.held = False
        self.asleep = True
        self.runs = 0
        system.add(self)

    def ready(self):
        return not self.held and (self.waiting is not None or not self.asleep)

    def take(self):
        packet = self.waiting
        if packet is not None:
            self.waiting = packet.next
            packet.next = None
        return packet

    def step(self):
        packet = self.take()
        self.asleep = True
        self.runs += 1
        return self.run(packet)

    def run(self, packet):
        raise NotImplementedError


class Idle(Task):
    def __init__(self, system, name, ticks):
        super().__init__(system, name, 0)
        self.asleep = False
        self.seed = 1
        self.ticks = ticks

    def run(self, packet):
        self.ticks -= 1
        if self.ticks == 0:
            self.held = True
            return None
        self.asleep = False
        if self.seed & 1:
            self.seed = (self.seed >> 1) ^ 0xD008
            return self.system.release("device b")
        self.seed >>= 1
        return self.system.release("device a")


class Worker(Task):
    def __init__(self, system, name):
        super().__init__(system, name, 1000)
        self.turn = 0
        self.letters = 0

    def run(self, packet):
        if packet is None:
            return None
        self.turn ^= 1
        packet.letter = 0
        for place in range(4):
            self.letters = self.letters % 26 + 1
            packet.data[place] = 64 + self.letters
        return self.system.send(packet, "handler a" if self.turn else "handler b")


class Handler(Task):
    def __init__(self, system, name, priority, device):
        super().__init__(system, name, priority)
        self.device = device
        self.work = None
        self.free = None

    def run(self, packet):
        if packet is not None:
            if packet.kind == WORK:
                self.work = append(packet, self.work)
            else:
                self.free = append(packet, self.free)
        work = self.work
        if work is None:
            return None
        if work.letter >= 4:
            self.work = work.next
            return self.system.send(work, "worker")
        carrier = self.free
        if carrier is None:
            return None
        self.free = carrier.next
        carrier.letter = work.data[work.letter]
        work.letter += 1
        return self.system.send(carrier, self.device)


class Device(Task):
    def __init__(self, system, name, priority):
        super().__init__(system, name, priority)
        self.pending = None
        self.printed = 0

    def run(self, packet):
        if packet is not None:
            self.pending = packet
            self.printed += packet.letter
            self.held = True
            return None
        packet, self.pending = self.pending, None
        if packet is None:
            return None
        return self.system.send(packet, packet.sender)


class System:
    def __init__(self):
        self.tasks = []
        self.named = {}
        self.sent = 0

    def add(self, task):
        self.tasks.append(task)
        self.named[task.name] = task
        self.tasks.sort(key=lambda each: -each.priority)

    def release(self, name):
        task = self.named[name]
        if task.held:
            task.held = False
            task.asleep = False
        return task

    def send(self, packet, name):
        self.sent += 1
        task = self.named[name]
        task.waiting = append(packet, task.waiting)
        return task

    def run(self):
        while True:
            for task in self.tasks:
                if task.ready():
                    task.step()
                    break
            else:
                return


def simulate(ticks):
    system = System()
    Idle(system, "idle", ticks)
    worker = Worker(system, "worker")
    Handler(system, "handler a", 2000, "device a")
    Handler(system, "handler b", 3000, "device b")
    Device(system, "device a", 4000)
    Device(system, "device b", 5000)
    for _ in range(3):
        worker.waiting = append(Packet(WORK, "worker"), worker.waiting)
        for letter in "ab":
            handler = system.named["handler " + letter]
            handler.waiting = append(Packet(DEVICE, handler.name), handler.waiting)
    system.run()
    runs = [task.runs for task in system.tasks]
    return system.sent, runs, sum(each.printed for each in system.tasks
                                  if isinstance(each, Device))


result = simulate(250_000)
print("richards", *result)
assert result[0] == 311668 and result[2] == 9661746
