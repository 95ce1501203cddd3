"""A small program: a state machine over commands, with dispatch by attribute and match."""


class Room:
    def __init__(self, name, **exits):
        self.name, self.exits, self.items = name, exits, []

    def __contains__(self, item):
        return item in self.items


class Game:
    def __init__(self):
        self.rooms = {
            "hall": Room("hall", north="library", east="kitchen"),
            "library": Room("library", south="hall"),
            "kitchen": Room("kitchen", west="hall"),
        }
        self.rooms["library"].items += ["book", "lamp"]
        self.rooms["kitchen"].items.append("knife")
        self.here, self.bag, self.moves = self.rooms["hall"], [], 0

    def run(self, script):
        for line in script.strip().splitlines():
            words = line.split()
            if not words:
                continue
            handler = getattr(self, f"do_{words[0]}", None)
            self.moves += 1
            try:
                answer = handler(*words[1:]) if handler else self.fallback(words)
            except TypeError as error:
                answer = f"({str(error).split('.')[-1]})"
            print(f"> {line}\n{answer}")
            if answer == "The end.":
                break
        else:
            print("The script ran out.")

    def do_go(self, direction):
        try:
            self.here = self.rooms[self.here.exits[direction]]
        except KeyError as error:
            return f"You cannot go {error}."
        return self.do_look()

    def do_look(self):
        exits = ", ".join(sorted(self.here.exits))
        items = " and ".join(self.here.items) or "nothing"
        return f"{self.here.name.title()}: exits {exits}; you see {items}."

    def do_take(self, item, *more):
        taken = []
        for thing in (item, *more):
            if thing in self.here:
                self.here.items.remove(thing)
                self.bag.append(thing)
                taken.append(thing)
        return f"Taken: {taken or 'nothing'}"

    def do_quit(self):
        return "The end."

    def fallback(self, words):
        match words:
            case ["inventory" | "i"]:
                return f"You carry {', '.join(self.bag) or 'nothing'}."
            case ["use", item] if item not in self.bag:
                return f"You have no {item}."
            case ["use", "lamp"]:
                return "Light!"
            case ["use", other]:
                return f"Nothing happens with the {other}."
            case [verb, *rest]:
                return f"I do not know how to {verb}" + (f" ({len(rest)} words more)." if rest else ".")


game = Game()
game.run("""
look
go north
take book lamp sword
i
use lamp
use knife
dance with wolves
go up
go
go south
go east
take knife
use knife
inventory
quit
look
""")
print(game.moves, sorted(game.bag), game.here.name)
