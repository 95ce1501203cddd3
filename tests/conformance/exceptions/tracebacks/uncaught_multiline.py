"""An expression over several lines: the whole expression and its carets are shown."""


def combine(first, second):
    return (
        first
        + second
        + " and " .join(
            second
        )
    )


result = combine(
    "text",
    [
        1,
        2,
    ],
)
