"""An event bus, a state machine, an undo history and a small scheduler."""

import heapq
from collections import defaultdict, deque


class Bus:
    def __init__(self):
        self.handlers = defaultdict(list)

    def on(self, event, handler=None):
        if handler is None:
            return lambda h: self.on(event, h)
        self.handlers[event].append(handler)
        return handler

    def emit(self, event, *args, **kwargs):
        return [handler(*args, **kwargs) for handler in self.handlers[event]]


bus = Bus()


@bus.on("greet")
def polite(name, loud=False):
    return f"Hello, {name}" + "!" * loud


bus.on("greet", lambda name, **_: name[::-1])
print(bus.emit("greet", "Ann", loud=True), bus.emit("nothing"), polite("Bob"), dict(bus.handlers).keys())


class Door:
    transitions = {("closed", "open"): "opened", ("opened", "close"): "closed", ("closed", "lock"): "locked",
        ("locked", "unlock"): "closed"}

    def __init__(self):
        self.state, self.history = "closed", []

    def __getattr__(self, action):
        def act():
            try:
                following = self.transitions[self.state, action]
            except KeyError:
                raise RuntimeError(f"cannot {action} a door that is {self.state}") from None
            self.history.append((self.state, following))
            self.state = following
            return self
        return act


door = Door()
door.open().close().lock()
print(door.state, door.history)
try:
    door.open()
except RuntimeError as error:
    print(error)


class Editor:
    def __init__(self):
        self.text, self.done, self.undone = "", [], []

    def do(self, action, *args):
        self.done.append(self.text)
        self.undone.clear()
        self.text = getattr(str, action)(self.text, *args) if action != "type" else self.text + args[0]

    def undo(self):
        if self.done:
            self.undone.append(self.text)
            self.text = self.done.pop()

    def redo(self):
        if self.undone:
            self.done.append(self.text)
            self.text = self.undone.pop()


e = Editor()
e.do("type", "hello world")
e.do("upper")
e.do("replace", "WORLD", "THERE")
steps = [e.text]
for step in "uuruuurrr":
    e.undo() if step == "u" else e.redo()
    steps.append(e.text)
print(steps)


class Scheduler:
    def __init__(self):
        self.now, self.queue, self.count = 0, [], 0

    def at(self, time, task):
        self.count += 1
        heapq.heappush(self.queue, (time, self.count, task))

    def run(self):
        while self.queue:
            self.now, _, task = heapq.heappop(self.queue)
            try:
                delay = next(task)
            except StopIteration as stop:
                print(f"[{self.now}] finished with {stop.value}")
            else:
                self.at(self.now + delay, task)


def process(name, *delays):
    for delay in delays:
        print(f"[{s.now}] {name} waits {delay}")
        yield delay
    return name.upper()


s = Scheduler()
s.at(0, process("a", 2, 3))
s.at(1, process("b", 1, 1, 1))
s.at(1, process("c"))
s.run()
ring = deque(range(1, 11))
out = []
while ring:
    ring.rotate(-2)
    out.append(ring.popleft())
print(out)
