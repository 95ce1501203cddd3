T = "global"


class A:
    T = "class"
    type Plain = [T for _ in (1,)]
    type Direct = T
    type Generic[T] = (T for _ in (1,))

    def method[U](x: (T for _ in (1,)), y: T): ...


class B[T]:
    T = "class"

    def method[U](x: (T for _ in (1,)), y: T): ...


print(A.Plain.__value__, A.Direct.__value__)
print(list(A.Generic.__value__)[0] is A.Generic.__type_params__[0])
print(list(A.method.__annotations__["x"]), A.method.__annotations__["y"])
print(list(B.method.__annotations__["x"])[0] is B.__type_params__[0], B.method.__annotations__["y"])
import inspect

print(inspect.signature(A.Plain.evaluate_value))
