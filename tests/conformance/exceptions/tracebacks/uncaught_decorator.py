"""Errors in decorators, defaults and wrapped calls."""


def checked(function):
    def wrapper(*args, **kwargs):
        result = function(*args, **kwargs)
        if result is None:
            raise ValueError(f"{function.__name__} returned nothing")
        return result

    return wrapper


@checked
def find(items, wanted):
    for item in items:
        if item == wanted:
            return item


print(find([1, 2], 2))
find(
    [1, 2],
    wanted=3,
)
