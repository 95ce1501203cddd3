"""One-way dataflow constraints, in the manner of DeltaBlue.

Variables know their constraints, constraints have strengths and methods;
the planner propagates strengths, makes plans in the order of the data flow
and executes them. Class-heavy code with polymorphic calls.
"""

REQUIRED, STRONG, NORMAL, WEAK, WEAKEST = range(5)


class Variable:
    def __init__(self, name, value=0):
        self.name = name
        self.value = value
        self.constraints = []
        self.decided_by = None
        self.strength = WEAKEST
        self.stay = True
        self.mark = 0


class Constraint:
    def __init__(self, strength, *variables):
        self.strength = strength
        self.variables = variables
        self.output = None
        for variable in variables:
            variable.constraints.append(self)

    def choose_output(self, mark):
        """The weakest variable that this constraint may overwrite, if any."""
        best = None
        for variable in self.candidates():
            if variable.mark != mark and variable.strength > self.strength:
                if best is None or variable.strength > best.strength:
                    best = variable
        return best

    def candidates(self):
        return self.variables

    def inputs(self):
        return [each for each in self.variables if each is not self.output]

    def recalculate(self):
        weakest = self.strength
        stay = True
        for each in self.inputs():
            if each.strength > weakest:
                weakest = each.strength
            stay = stay and each.stay
        self.output.strength = weakest
        self.output.stay = stay and not isinstance(self, Edit)
        if self.output.stay:
            self.execute()

    def execute(self):
        raise NotImplementedError


class Stay(Constraint):
    def execute(self):
        pass


class Edit(Constraint):
    def execute(self):
        pass


class Equal(Constraint):
    def execute(self):
        left, right = self.variables
        if self.output is right:
            right.value = left.value
        else:
            left.value = right.value


class Scale(Constraint):
    """target = source * factor + offset, in both directions."""

    def __init__(self, strength, source, factor, offset, target):
        super().__init__(strength, source, factor, offset, target)

    def candidates(self):
        return self.variables[0], self.variables[3]

    def execute(self):
        source, factor, offset, target = self.variables
        if self.output is target:
            target.value = source.value * factor.value + offset.value
        else:
            source.value = (target.value - offset.value) // factor.value


class Planner:
    def __init__(self):
        self.mark = 0

    def add(self, constraint):
        self.mark += 1
        while constraint is not None:
            constraint = self.satisfy(constraint)
        return self

    def satisfy(self, constraint):
        output = constraint.choose_output(self.mark)
        if output is None:
            if constraint.strength == REQUIRED:
                raise RuntimeError("a required constraint cannot be satisfied")
            return None
        for each in constraint.variables:
            each.mark = self.mark
        overridden = output.decided_by
        if overridden is not None:
            overridden.output = None
        constraint.output = output
        output.decided_by = constraint
        self.propagate(constraint)
        return overridden

    def propagate(self, constraint):
        pending = [constraint]
        while pending:
            current = pending.pop()
            current.recalculate()
            for other in current.output.constraints:
                if other is not current and other.output is not None:
                    if other.output is not current.output:
                        pending.append(other)

    def remove(self, constraint):
        output = constraint.output
        for each in constraint.variables:
            each.constraints.remove(constraint)
        constraint.output = None
        if output is None:
            return
        output.decided_by = None
        output.strength = WEAKEST
        output.stay = True
        free = [output]
        unsatisfied = []
        while free:
            variable = free.pop()
            for other in variable.constraints:
                if other.output is None:
                    unsatisfied.append(other)
                elif other.output is not variable:
                    other.recalculate()
                    free.append(other.output)
        for other in sorted(unsatisfied, key=lambda each: each.strength):
            self.add(other)

    def plan(self, source):
        """The constraints downstream of a variable in executable order."""
        self.mark += 1
        order, pending = [], [source]
        while pending:
            variable = pending.pop()
            for other in variable.constraints:
                output = other.output
                if output not in (None, variable) and output.mark != self.mark:
                    output.mark = self.mark
                    order.append(other)
                    pending.append(output)
        return order


def change(planner, variable, values):
    edit = Edit(STRONG, variable)
    planner.add(edit)
    plan = planner.plan(variable)
    for value in values:
        variable.value = value
        for constraint in plan:
            constraint.execute()
    planner.remove(edit)


def chain(length):
    planner = Planner()
    variables = [Variable(f"v{n}") for n in range(length + 1)]
    for left, right in zip(variables, variables[1:]):
        planner.add(Equal(REQUIRED, left, right))
    planner.add(Stay(WEAK, variables[-1]))
    change(planner, variables[0], range(100))
    assert variables[-1].value == 99
    return sum(each.value for each in variables)


def projection(size):
    planner = Planner()
    factor, offset = Variable("factor", 10), Variable("offset", 1000)
    planner.add(Stay(REQUIRED, factor)).add(Stay(REQUIRED, offset))
    sources, targets = [], []
    for n in range(size):
        source, target = Variable(f"s{n}", n), Variable(f"t{n}", n)
        sources.append(source)
        targets.append(target)
        planner.add(Stay(NORMAL, source))
        planner.add(Scale(REQUIRED, source, factor, offset, target))
    change(planner, sources[0], [17])
    assert targets[0].value == 1170
    change(planner, targets[0], [1050])
    assert sources[0].value == 5
    for n in range(0, size, 5):
        change(planner, sources[n], range(n, n + 10))
    return sum(target.value for target in targets)


total = 0
for _ in range(15):
    total += chain(400) + projection(600)
print("constraints", total)
assert total == 36712485
