"""Left to right, everywhere: the order in which parts of an expression are evaluated."""

log = []


def t(name, value=None):
    log.append(name)
    return value


def show(label):
    print(f"{label}: {' '.join(log)}")
    log.clear()


class Box(dict):
    def __setitem__(self, key, value):
        log.append(f"set{key}")
        super().__setitem__(key, value)

    def __getitem__(self, key):
        log.append(f"get{key}")
        return super().__getitem__(key)


def call(*args, **kwargs):
    log.append("call")
    return 1


t("a", 1) + t("b", 2) * t("c", 3)
show("arithmetic")
t("a", 2) ** t("b", 3) ** t("c", 0)
show("power")
[t("a"), t("b"), *t("c", [])]
show("list")
{t("k1", 1): t("v1"), t("k2", 2): t("v2"), **t("m", {})}
show("dict")
t("f", call)(t("x"), *t("args", ()), t("y"), key=t("z"), **t("kw", {}))
show("call")
t("obj", Box())[t("i", 1)] = t("value", 5)
show("subscript assignment")
box = Box({1: 1})
t("obj", box)[t("i", 1)] += t("value", 5)
show("augmented")
t("x", Box())[t("i", 0)], t("y", Box())[t("j", 1)] = t("value", (1, 2))
show("tuple targets")
t("x", Box())[0] = t("y", Box())[1] = t("value", 3)
show("two targets")
t("a", "hello")[t("lo", 0) : t("hi", 3) : t("step", 1)]
show("slice")
t("c", False) and t("never")
show("short circuit")
t("then") if t("test", True) else t("else")
show("conditional")
f"{t('one', 1)}{t('two', 2):{t('width', 3)}}"
show("f-string")
{t(i, i) for i in "ab"}
show("set comprehension")
{t("k"): t("v") for _ in [1]}
show("dict comprehension")
(lambda p=t("default"): None)(t("argument"))
show("lambda")


@t("decorator", lambda f: t("applied", f))
def function(p=t("default")) -> None: ...


show("decorated function")
