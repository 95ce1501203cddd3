"""Carets under a failing subscript."""

config = {"servers": [{"name": "a", "ports": {}}]}
print(config["servers"][0]["name"])
port = config["servers"][0]["ports"]["http"] + 1
