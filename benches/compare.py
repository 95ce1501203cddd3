"""Compares interpreters on the programs in benches/programs/.

    python3 benches/compare.py [--rounds N] [--filter WORD] INTERPRETER...

    --rounds N      how often each program runs under each one (default 5)
    --filter WORD   only programs whose name contains WORD; may be repeated
    INTERPRETER     a command; options may follow in the same word, as in
                    "target/release/pyish -X gil=0"

The first interpreter is the measure of the others: beside the medians of all
stands how many times as fast as the first each other one is (above 1 is
faster), and below them the geometric mean.

Runs are interleaved: in each round every program runs once under every
interpreter, one straight after the other, so that a machine that slows down
slows all of them down. Whole processes are timed, start included; the row
"(start)" is an empty program. Each program checks its own result, and all
interpreters must print the same; one that does not gets "wrong" or "failed".
Needs nothing but `os`, `sys` and `time`, and so runs on a young interpreter.
"""

import os
import sys
import time

HERE = os.path.dirname(os.path.abspath(__file__))
PROGRAMS = os.path.join(HERE, "programs")
START = "(start)"


def usage(message=None):
    if message:
        print(f"compare.py: {message}", file=sys.stderr)
    print(__doc__, file=sys.stderr)
    sys.exit(2)


def parse(arguments):
    rounds, filters, interpreters = 5, [], []
    words = iter(arguments)
    for word in words:
        name, equals, value = word.partition("=")
        if name in ("--rounds", "--filter"):
            value = value if equals else next(words, None)
            if value is None:
                usage(f"{name} needs a value")
            if name == "--filter":
                filters.append(value)
            elif value.isdigit() and int(value) > 0:
                rounds = int(value)
            else:
                usage("--rounds needs a positive number")
        elif word.startswith("-"):
            usage(None if word in ("-h", "--help") else f"unknown option {word}")
        else:
            interpreters.append(word.split())
    if not interpreters:
        usage("no interpreter given")
    return rounds, filters, interpreters


def programs(filters):
    names = [START] + sorted(name[:-3] for name in os.listdir(PROGRAMS)
                             if name.endswith(".py"))
    if filters:
        names = [name for name in names
                 if any(word in name for word in filters)]
    if not names:
        usage("no program has such a name")
    return names


def run(command):
    """Runs a command; returns its seconds, its output and its status."""
    reading, writing = os.pipe()
    started = time.perf_counter()
    child = os.fork()
    if child == 0:
        try:
            os.dup2(writing, 1)
            os.execvp(command[0], command)
        except OSError as error:
            os.write(2, f"{command[0]}: {error}\n".encode())
        os._exit(127)
    os.close(writing)
    output = b""
    while chunk := os.read(reading, 65536):
        output += chunk
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return time.perf_counter() - started, output, status


def command_for(interpreter, name):
    if name == START:
        return interpreter + ["-c", "pass"]
    return interpreter + [os.path.join(PROGRAMS, name + ".py")]


def measure(rounds, names, interpreters):
    """{(program, interpreter index): [seconds]} or a word for a failure."""
    results, printed = {}, {}
    for number in range(rounds):
        for name in names:
            for index, interpreter in enumerate(interpreters):
                key = name, index
                if isinstance(results.get(key), str):
                    continue
                seconds, output, status = run(command_for(interpreter, name))
                if status != 0:
                    results[key] = "failed"
                elif printed.setdefault(name, output) != output:
                    results[key] = "wrong"
                else:
                    results.setdefault(key, []).append(seconds)
        print(f"round {number + 1} of {rounds}", file=sys.stderr)
    return results


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    return (values[middle - 1] + values[middle]) / 2


def geometric_mean(values):
    product = 1.0
    for value in values:
        product *= value
    return product ** (1 / len(values))


def label(interpreter):
    return " ".join([os.path.basename(interpreter[0])] + interpreter[1:])


def table(results, names, interpreters):
    labels = [label(interpreter) for interpreter in interpreters]
    widths = [max(len(text), 9) for text in labels]
    first = max(len(name) for name in names + ["geometric mean"])
    head = " " * first
    for index, text in enumerate(labels):
        head += f"  {text:>{widths[index]}}" + ("   ratio" if index else "")
    print(head)
    ratios = [[] for _ in interpreters]
    for name in names:
        line = f"{name:<{first}}"
        base = results[name, 0]
        for index, width in enumerate(widths):
            times = results[name, index]
            if isinstance(times, str):
                line += f"  {times:>{width}}" + ("        " if index else "")
                continue
            line += f"  {median(times):{width - 2}.3f} s"
            if index and isinstance(base, str):
                line += "        "
            elif index:
                ratio = median(base) / median(times)
                line += f"  {ratio:5.2f}x"
                if name != START:
                    ratios[index].append(ratio)
        print(line)
    line = f"{'geometric mean':<{first}}"
    for index, width in enumerate(widths):
        line += "  " + " " * width
        if ratios[index]:
            line += f"  {geometric_mean(ratios[index]):5.2f}x"
        elif index:
            line += "        "
    print(line.rstrip())


def main():
    rounds, filters, interpreters = parse(sys.argv[1:])
    names = programs(filters)
    table(measure(rounds, names, interpreters), names, interpreters)


main()
