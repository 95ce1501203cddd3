# A key that is equal to the name of a builtin hides it, whichever string it is.
space = {}
exec("def get(): return len('abc')", space)
print(space["get"]())
space["".join(["l", "en"])] = lambda x: "mine"
print(space["get"]())
del space["len"]
print(space["get"]())
space.update({"le" + str("n"): lambda x: "again"})
print(space["get"]())
