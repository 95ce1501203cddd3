known = "known"


def __getattr__(name):
    if name.startswith("computed_"):
        return name.upper()
    raise AttributeError(f"the dynamic module has no {name}")


def __dir__():
    return ["a_name", "known"]
