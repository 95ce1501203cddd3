"""Which line is named for errors in multi-line statements: the with, for, if and return of user code."""


def show(function):
    try:
        function()
    except Exception as error:
        tb = error.__traceback__.tb_next
        first = function.__code__.co_firstlineno
        print(function.__name__, type(error).__name__, [lineno - first for lineno in lines(tb)])


def lines(tb):
    while tb:
        yield tb.tb_lineno
        tb = tb.tb_next


@show
def multi_if():
    if (
        True
        and 1 / 0
    ):
        pass


@show
def multi_return():
    return [
        1,
        2,
        undefined,
        3,
    ]


@show
def multi_for():
    for i in (
        1,
        2,
    ):
        i.x


@show
def multi_dict():
    d = {
        "a": 1,
        "b": {}["missing"],
    }


@show
def multi_raise():
    raise ValueError(
        "a long message"
        " in two parts"
    )


@show
def multi_with():
    with (
        open("/nonexistent"),
    ):
        pass


@show
def after_try():
    try:
        pass
    finally:
        x = 1
        x.y


@show
def decorated():
    @(
        lambda f: f.missing
    )
    def inner():
        pass


@show
def default():
    def inner(
        a=1,
        b=[][0],
    ):
        pass


@show
def class_keyword():
    class X(
        object,
        bad=1,
    ):
        pass


@show
def lambda_body():
    f = (
        lambda:
            1 / 0
    )
    f()


@show
def chain():
    (
        "text"
        .upper()
        .no_such()
        .lower()
    )


@show
def string():
    f"""
    {1}
    {1 / 0}
    """
1 / 0
