"""UnboundLocalError and NameError in their many places."""


def attempt(function, *args):
    try:
        print(function.__name__, "->", function(*args))
    except NameError as error:
        print(function.__name__, type(error).__name__, error, error.name)


def use_before():
    y = z
    z = 1
    return y


def deleted():
    a = 1
    del a
    return a


def double_delete():
    a = 1
    del a
    del a


def augmented():
    counter += 1
    return counter


def conditional(flag):
    if flag:
        value = "set"
    return value


def loop_variable(items):
    for item in items:
        pass
    return item


def except_variable():
    try:
        1 / 0
    except ZeroDivisionError as error:
        pass
    return error


def with_variable():
    try:
        with open_nothing() as handle:
            pass
    except NameError:
        pass
    return handle


def import_variable(flag):
    if flag:
        import sys
    return sys


def free_unbound():
    def inner():
        return later

    result = inner()
    later = 1
    return result


def free_deleted():
    x = 1

    def inner():
        return x

    del x
    return inner()


def comprehension_variable():
    [i for i in range(3)]
    return i


def class_body():
    class Body:
        a = b
        b = 1

    return Body


def nested_function_name():
    helper()

    def helper(): ...


def parameter_deleted(p):
    del p
    return p


def walrus_not_run(flag):
    flag and (w := 1)
    return w


def match_not_bound(value):
    match value:
        case [first]:
            pass
    return first


def lambda_free():
    f = lambda: missing_in_lambda
    return f()


def generator_free():
    return list(missing_in_generator for _ in [1])


def global_missing():
    global never_set
    return never_set


def global_deleted():
    global temporary
    temporary = 1
    del temporary
    return temporary


def nonlocal_unbound():
    def inner():
        nonlocal v
        v += 1
        return v

    result = inner()
    v = 0
    return result


def star_target():
    try:
        a, *b = 5
    except TypeError:
        pass
    return b


for function, *args in [(use_before,), (deleted,), (double_delete,), (augmented,), (conditional, 1), (conditional, 0), (loop_variable, "ab"), (loop_variable, ""), (except_variable,), (with_variable,), (import_variable, 0), (free_unbound,), (free_deleted,), (comprehension_variable,), (class_body,), (nested_function_name,), (parameter_deleted, 1), (walrus_not_run, 1), (walrus_not_run, 0), (match_not_bound, [5]), (match_not_bound, 5), (lambda_free,), (generator_free,), (global_missing,), (global_deleted,), (nonlocal_unbound,), (star_target,)]:
    attempt(function, *args)
