"""The prompt help>, what it knows besides objects, and the command line.

Invariant: an entry that cannot be described prints why and the prompt goes on.
"""

import os
import sys
import textwrap

from pydoc import _pager, _topics
from pydoc._finding import ErrorDuringImport, apropos, importfile, ispath, modules

_WELCOME = """\
This is the help prompt of Python {0}, as pyish runs it. Texts on the language
itself are at https://docs.python.org/{0}/.

Enter the name of a module, a class, a function, a keyword or a topic, with
dots where one thing lies in another: str.join, os.path. "modules", "keywords",
"symbols" and "topics" list what there is, "modules WORD" the modules whose
name or first line holds a word.

"q", "quit" or "exit" leads back.
"""

_FAREWELL = """
The help prompt ends here. help(thing) describes one object, help('name')
what has that name, without a prompt.
"""


class Helper:
    """Answers requests for help: objects, dotted names, keywords, symbols and topics."""

    keywords = _topics.KEYWORDS
    symbols = _topics.SYMBOLS
    topics = _topics.TOPICS

    def __init__(self, input=None, output=None):
        self._input = input
        self._output = output

    @property
    def input(self):
        return self._input or sys.stdin

    @property
    def output(self):
        return self._output or sys.stdout

    def __repr__(self):
        return "<pydoc.Helper instance>"

    _NO_REQUEST = object()

    def __call__(self, request=_NO_REQUEST):
        if request is not self._NO_REQUEST:
            self.help(request)
            return
        self.intro()
        self.interact()
        self.output.write(_FAREWELL)

    def intro(self):
        self.output.write(_WELCOME.format("%d.%d" % sys.version_info[:2]))

    def interact(self):
        """Answer entries until one asks to leave or the input ends."""
        self.output.write("\n")
        while True:
            try:
                request = self.getline("help> ")
            except (KeyboardInterrupt, EOFError):
                break
            request = _without_quotes(request.strip())
            if request.lower() in ("q", "quit", "exit"):
                break
            if request == "help":
                self.intro()
            elif request:
                self.help(request)

    def getline(self, prompt):
        """One entry; EOFError at the end of the input."""
        if self.input is sys.stdin:
            return input(prompt)
        self.output.write(prompt)
        self.output.flush()
        line = self.input.readline()
        if not line:
            raise EOFError
        return line

    def help(self, request, is_cli=False):
        """Answer one request."""
        from pydoc import doc

        if isinstance(request, Helper):
            self()
            return
        if not isinstance(request, str):
            doc(request, "Help on %s:", output=self._output, is_cli=is_cli)
            self.output.write("\n")
            return
        request = request.strip()
        if request == "keywords":
            self.listkeywords()
        elif request == "symbols":
            self.listsymbols()
        elif request == "topics":
            self.listtopics()
        elif request == "modules":
            self.listmodules()
        elif request.startswith("modules "):
            self.listmodules(request.split()[1])
        elif request in self.symbols:
            self.showsymbol(request)
        elif request in ("True", "False", "None"):
            value = {"True": True, "False": False, "None": None}[request]
            doc(value, "Help on %s:", output=self._output, is_cli=is_cli)
        elif request in self.keywords or request in self.topics:
            self.showtopic(request)
        else:
            doc(request or str, "Help on %s:", output=self._output, is_cli=is_cli)
        self.output.write("\n")

    def list(self, items, columns=4, width=80):
        """Write items in columns, sorted downwards."""
        items = sorted(items)
        cell = width // columns
        rows = -(-len(items) // columns)
        for row in range(rows):
            line = [items[i] if i < len(items) else "" for i in range(row, rows * columns, rows)]
            # A column that has no item in this row leaves no trace, so a row may end in spaces.
            present = len(range(row, len(items), rows))
            cells = [text.ljust(cell - 1) + " " for text in line[: min(present, columns - 1)]]
            self.output.write("".join(cells) + "".join(line[len(cells) : present]) + "\n")

    def listkeywords(self):
        self.output.write("\nHere is a list of the Python keywords.  Enter any keyword to get more help.\n\n")
        self.list(self.keywords)

    def listsymbols(self):
        self.output.write(
            "\nHere is a list of the punctuation symbols which Python assigns special meaning\n"
            "to. Enter any symbol to get more help.\n\n"
        )
        self.list(self.symbols)

    def listtopics(self):
        self.output.write("\nHere is a list of available topics.  Enter any topic name to get more help.\n\n")
        self.list(self.topics, columns=3)

    def listmodules(self, key=""):
        """List the modules there are, or those that a word is about."""
        if key:
            self.output.write(
                f"\nHere is a list of modules whose name or summary contains '{key}'.\n"
                "If there are any, enter a module name to get more help.\n\n"
            )
            apropos(key)
            return
        names = {}
        for name, _ in modules():
            base, _, init = name.partition(".__init__")
            if "." not in base:
                names[base] = base + (" (package)" if name.endswith(".__init__") else "")
        self.output.write("\nAll modules that can be imported here:\n\n")
        self.list(names.values())
        self.output.write(
            '\nEnter one of these names for more. "modules WORD" finds modules by their\nfirst lines.\n'
        )

    def showsymbol(self, symbol):
        topic, _, related = self.symbols[symbol].partition(" ")
        self.showtopic(topic, related)

    def showtopic(self, topic, more_xrefs=""):
        """Show the text of a topic or a keyword and the names that go with it."""
        entry = self.keywords.get(topic, self.topics.get(topic))
        if not entry:
            self.output.write(f"no documentation found for {topic!r}\n")
            return
        if isinstance(entry, str):
            self.showtopic(entry, more_xrefs)
            return
        label, related = entry
        names = " ".join(filter(None, (related, more_xrefs))).split()
        text = _topics.text(label)
        if names:
            line = "Related help topics: " + ", ".join(names)
            text += "\n" + "\n".join(textwrap.wrap(line, 72)) + "\n"
        if self._output is None:
            _pager.pager(text, f"Help on {topic!s}")
        else:
            self.output.write(text)


def _without_quotes(request):
    """An entry without quotes around it, unless the quotes are what it asks for."""
    if len(request) > 2 and request[0] == request[-1] and request[0] in "'\"" and request[0] not in request[1:-1]:
        return request[1:-1]
    return request


_USAGE = """\
{0} - shows documentation of Python objects

{0} NAME ...
    Describe what NAME stands for: a keyword, a topic, a module, or with
    dots something inside a module. A NAME with a '/' is the path of a
    source file. 'keywords', 'topics', 'symbols' and 'modules' make lists.

{0} -k WORD
    List the modules whose name or first line holds WORD.

"""


def _usage(command):
    print(_USAGE.format(command))


def _adjust_path():
    """Search the current folder in place of the folder that this program lies in."""
    if "" in sys.path or os.curdir in sys.path or os.getcwd() in sys.path:
        return
    sys.path.insert(0, os.getcwd())


def cli():
    """The command line: python -m pydoc."""
    import getopt

    command = "pydoc"
    try:
        options, names = getopt.getopt(sys.argv[1:], "k:")
    except getopt.error:
        _usage(command)
        return
    _adjust_path()
    if options:
        apropos(options[0][1])
        return
    if not names:
        _usage(command)
        return
    from pydoc import help

    for name in names:
        if ispath(name) and not os.path.exists(name):
            print(f"file {name!r} does not exist")
            sys.exit(1)
        try:
            if ispath(name) and os.path.isfile(name):
                help.help(importfile(name), is_cli=True)
            else:
                help.help(name, is_cli=True)
        except (ImportError, ErrorDuringImport) as failed:
            print(failed)
            sys.exit(1)
