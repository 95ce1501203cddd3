"""A SyntaxError in exec'd source: the frames before it and the text of the line."""


def run(source):
    exec(source)


run("x = 1")
run("a = 1\nb = 2 +\nc = 3")
