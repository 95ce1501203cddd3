"""A runner that collects failures in a group, as a user would write it."""


class TaskError(Exception):
    def __init__(self, task, reason):
        super().__init__(f"{task}: {reason}")
        self.task = task


def run_all(tasks):
    results, errors = {}, []
    for name, function in tasks.items():
        try:
            results[name] = function()
        except Exception as error:
            wrapped = TaskError(name, error)
            wrapped.__cause__ = error
            wrapped.add_note(f"task {name} of {len(tasks)}")
            errors.append(wrapped)
    if errors:
        raise ExceptionGroup(f"{len(errors)} of {len(tasks)} tasks failed", errors)
    return results


print(run_all({"one": lambda: 1, "two": lambda: 2}))
tasks = {"good": lambda: 1, "zero": lambda: 1 / 0, "key": lambda: {}["k"], "type": lambda: "a" + 1}
try:
    run_all(tasks)
except* TaskError as group:
    print(group.message)
    for error in group.exceptions:
        print(" ", error, "|", type(error.__cause__).__name__, error.__notes__)


def by_cause(group, kind):
    return group.split(lambda e: isinstance(e.__cause__, kind))


try:
    run_all(tasks)
except ExceptionGroup as group:
    arithmetic, others = by_cause(group, ArithmeticError)
    print(len(arithmetic.exceptions), len(others.exceptions))
    print([e.task for e in others.exceptions])


def supervise(runs):
    outer = []
    for tasks in runs:
        try:
            run_all(tasks)
        except ExceptionGroup as group:
            outer.append(group)
    if outer:
        raise ExceptionGroup("supervisor", outer)


def count(group):
    return sum(count(e) if isinstance(e, ExceptionGroup) else 1 for e in group.exceptions)


try:
    supervise([tasks, {"fine": int}, tasks])
except ExceptionGroup as group:
    print(group, count(group), [count(g) for g in group.exceptions])
    flat = [e.task for g in group.exceptions for e in g.exceptions]
    print(flat)
supervise([{"bad": lambda: [].pop()}, {"worse": lambda: int("x")}])
