"""TypeErrors of wrong calls, uncaught, reach the caller's line."""


class Mailer:
    def __init__(self, host, *, port=25):
        self.host, self.port = host, port

    def send(self, to, subject, /, body="", *, html=False):
        return f"{to}: {subject}"


mailer = Mailer("localhost", port=587)
print(mailer.send("ada", "hello", body="text"))
try:
    Mailer()
except TypeError as error:
    print(error)
mailer.send("bob", subject="positional only", html=True)
