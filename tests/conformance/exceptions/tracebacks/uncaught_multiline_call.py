"""A call over several lines that fails in the call itself."""


def configure(host, port, *, timeout):
    return host, port, timeout


settings = configure(
    "localhost",
    8080,
    timeout=3,
)
print(settings)
settings = configure(
    "localhost",
    8080,
    timeuot=3,
)
