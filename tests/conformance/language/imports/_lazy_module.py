print("loading _lazy_module")


def greet():
    return "greetings"
