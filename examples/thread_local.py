"""threading.local: one name, a value of its own in each thread.

A web server handles each request in a thread. "The current user" must be
different in each of them, yet code far down wants to ask for it without
having it passed through every call.

What to look for in the output:
  * a global variable holds whatever was written last, by any thread;
  * a local() holds what this very thread wrote;
  * a thread that wrote nothing has no such attribute at all;
  * a subclass of local runs its __init__ once in each thread.
"""

import threading

USERS = ["ann", "bob", "cy"]

current_user = None                         # shared by all threads
context = threading.local()                 # one in each thread
everyone_wrote = threading.Barrier(len(USERS))
report = {}


def current_greeting():
    return f"hello {context.user}"          # no parameter needed


def handle_request(user):
    global current_user
    current_user = user
    context.user = user
    everyone_wrote.wait()
    report[user] = (current_user == user, current_greeting())


threads = [threading.Thread(target=handle_request, args=(user,))
           for user in USERS]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()

print("threads that found their own user in the global:",
      sum(own for own, _ in report.values()), "of", len(USERS))
for user in USERS:
    print(f"{user}'s thread says:", report[user][1])

try:
    print(context.user)
except AttributeError as error:
    print("the main thread wrote nothing:", error)


class Basket(threading.local):
    def __init__(self, owner):
        self.owner = owner
        self.things = []


basket = Basket("nobody")
basket.things.append("left by the main thread")
seen_elsewhere = []
thread = threading.Thread(
    target=lambda: seen_elsewhere.append((basket.owner, basket.things)))
thread.start()
thread.join()
print("the main thread's basket:", basket.things)
print("the other thread's basket:", seen_elsewhere[0])
