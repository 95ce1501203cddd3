"""contextvars: variables, tokens, contexts, and threads."""

import contextvars
import re
import threading

def attempt(function, *args, **kwargs):
    try:
        print(repr(function(*args, **kwargs)))
    except Exception as error:
        print(f"{type(error).__name__}: {re.sub('0x[0-9a-f]+', '0x..', str(error))}")


user = contextvars.ContextVar("user", default="nobody")
empty = contextvars.ContextVar("empty")
print(user.get(), user.name, empty.get("fallback"))
attempt(empty.get)
token = user.set("ann")
print(user.get(), token.var is user, token.old_value is contextvars.Token.MISSING)
second = user.set("bob")
print(user.get(), second.old_value)
user.reset(second)
print(user.get())
attempt(user.reset, second)
user.reset(token)
print(user.get())
attempt(user.reset, 5)
attempt(contextvars.ContextVar)
attempt(contextvars.ContextVar, 5)


def change(value):
    user.set(value)
    return user.get()


context = contextvars.copy_context()
print(context.run(change, "inside"), user.get(), context[user], context.get(user), user in context, len(context),
    list(context) == [user], dict(context.items()) == {user: "inside"})
fresh = contextvars.Context()
print(fresh.run(user.get), len(fresh), fresh.get(user), fresh.copy() == fresh)
attempt(lambda: fresh[user])
attempt(lambda: context.run(context.run, print))
attempt(context.run)
user.set("main")
seen = []
t = threading.Thread(target=lambda: seen.append(user.get()))
t.start()
t.join()
print(seen)
t = threading.Thread(target=lambda: seen.append(user.get()),
    context=contextvars.Context()) if "context" in threading.Thread.__init__.__kwdefaults__ else None
if t:
    t.start()
    t.join()
print(seen[1:], user.get())
with user.set("scoped"):
    print(user.get())
print(user.get())


def gen():
    user.set("from the generator")
    yield user.get()


print(next(gen()), user.get(), repr(user).startswith("<ContextVar name='user' default='nobody' at 0x"))
