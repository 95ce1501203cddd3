"""Chaining: an explicit cause and, above it, an implicit context."""


class ConfigError(Exception):
    pass


def read(mapping):
    try:
        return mapping["port"]
    except KeyError:
        return int(mapping["fallback"])


def load(mapping):
    try:
        return read(mapping)
    except ValueError as error:
        raise ConfigError("cannot load the configuration") from error


load({"fallback": "eighty"})
