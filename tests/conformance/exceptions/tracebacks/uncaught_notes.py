"""Notes are shown below the message, also with several lines."""


def step(n):
    try:
        return 10 / n
    except ZeroDivisionError as error:
        error.add_note(f"while processing {n}")
        error.add_note("a note\nover two lines")
        error.add_note("")
        raise


for n in 2, 1, 0:
    print(step(n))
