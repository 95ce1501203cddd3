"""A framework for programs that take commands line by line.

A class derived from Cmd has a method do_NAME for each command, and may have
help_NAME, complete_NAME.
"""

import inspect
import string
import sys

__all__ = ["Cmd"]

PROMPT = '(Cmd) '
IDENTCHARS = string.ascii_letters + string.digits + '_'


class Cmd:
    """Reads lines and calls the method that each one names."""

    prompt = PROMPT
    identchars = IDENTCHARS
    ruler = '='
    lastcmd = ''
    intro = None
    doc_leader = ""
    doc_header = "Documented commands (type help <topic>):"
    misc_header = "Miscellaneous help topics:"
    undoc_header = "Undocumented commands:"
    nohelp = "*** No help on %s"
    use_rawinput = 1

    def __init__(self, completekey='tab', stdin=None, stdout=None):
        self.stdin = sys.stdin if stdin is None else stdin
        self.stdout = sys.stdout if stdout is None else stdout
        self.cmdqueue = []
        self.completekey = completekey

    def cmdloop(self, intro=None):
        """Read and run commands until one returns true."""
        self.preloop()
        if self.use_rawinput and self.completekey:
            restore = self._set_completer()
        else:
            restore = None
        try:
            if intro is not None:
                self.intro = intro
            if self.intro:
                self.stdout.write(str(self.intro) + "\n")
            stop = None
            while not stop:
                line = self.cmdqueue.pop(0) if self.cmdqueue else self._read()
                line = self.precmd(line)
                stop = self.onecmd(line)
                stop = self.postcmd(stop, line)
            self.postloop()
        finally:
            if restore is not None:
                restore()

    def _set_completer(self):
        try:
            import readline
        except ImportError:
            return None
        old = readline.get_completer()
        readline.set_completer(self.complete)
        readline.parse_and_bind(self.completekey + ": complete")
        return lambda: readline.set_completer(old)

    def _read(self):
        if self.use_rawinput:
            try:
                return input(self.prompt)
            except EOFError:
                return 'EOF'
        self.stdout.write(self.prompt)
        self.stdout.flush()
        line = self.stdin.readline()
        return line.rstrip('\r\n') if line else 'EOF'

    def precmd(self, line):
        """Called with each line before it is run; returns the line to run."""
        return line

    def postcmd(self, stop, line):
        """Called after each command; returns whether to stop."""
        return stop

    def preloop(self):
        """Called before the first command."""

    def postloop(self):
        """Called after the last."""

    def parseline(self, line):
        """(command, arguments, line); ? and ! stand for help and shell."""
        line = line.strip()
        if not line:
            return None, None, line
        if line[0] == '?':
            line = 'help ' + line[1:]
        elif line[0] == '!':
            if not hasattr(self, 'do_shell'):
                return None, None, line
            line = 'shell ' + line[1:]
        i, n = 0, len(line)
        while i < n and line[i] in self.identchars:
            i += 1
        return line[:i], line[i:].strip(), line

    def onecmd(self, line):
        """Run one line as if it had been typed; true ends the loop."""
        cmd, arg, line = self.parseline(line)
        if not line:
            return self.emptyline()
        if cmd is None:
            return self.default(line)
        self.lastcmd = line
        if line == 'EOF':
            self.lastcmd = ''
        if cmd == '':
            return self.default(line)
        func = getattr(self, 'do_' + cmd, None)
        if func is None:
            return self.default(line)
        return func(arg)

    def emptyline(self):
        """An empty line: the last command again."""
        if self.lastcmd:
            return self.onecmd(self.lastcmd)

    def default(self, line):
        """A command that there is not."""
        self.stdout.write('*** Unknown syntax: %s\n' % line)

    def completedefault(self, *ignored):
        """Completions where no complete_NAME is."""
        return []

    def completenames(self, text, *ignored):
        """The commands that start with text."""
        start = 'do_' + text
        return [name[3:] for name in self.get_names() if name.startswith(start)]

    def complete(self, text, state):
        """The completion number `state` of text, or None."""
        if state == 0:
            import readline
            original = readline.get_line_buffer()
            line = original.lstrip()
            stripped = len(original) - len(line)
            begin = readline.get_begidx() - stripped
            end = readline.get_endidx() - stripped
            compfunc = self.completenames
            if begin > 0:
                cmd, args, _ = self.parseline(line)
                compfunc = self.completedefault
                if cmd:
                    compfunc = getattr(self, 'complete_' + cmd, self.completedefault)
            self.completion_matches = compfunc(text, line, begin, end)
        try:
            return self.completion_matches[state]
        except IndexError:
            return None

    def get_names(self):
        """All names of the class."""
        return dir(self.__class__)

    def complete_help(self, *args):
        """Commands and topics of help."""
        commands = set(self.completenames(*args))
        topics = {name[5:] for name in self.get_names() if name.startswith('help_' + args[0])}
        return list(commands | topics)

    def do_help(self, arg):
        'List available commands with "help" or detailed help with "help cmd".'
        if arg:
            self._help_on(arg)
            return
        names = self.get_names()
        topics = {name[5:] for name in names if name.startswith('help_')}
        documented, undocumented = [], []
        previous = ''
        for name in sorted(names):
            if not name.startswith('do_') or name == previous:
                continue
            previous = name
            cmd = name[3:]
            if cmd in topics:
                documented.append(cmd)
                topics.discard(cmd)
            elif getattr(self, name).__doc__:
                documented.append(cmd)
            else:
                undocumented.append(cmd)
        self.stdout.write("%s\n" % str(self.doc_leader))
        self.print_topics(self.doc_header, documented, 15, 80)
        self.print_topics(self.misc_header, sorted(topics), 15, 80)
        self.print_topics(self.undoc_header, undocumented, 15, 80)

    def _help_on(self, arg):
        func = getattr(self, 'help_' + arg, None)
        if func is not None:
            func()
            return
        command = getattr(self, 'do_' + arg, None)
        doc = command and command.__doc__
        if doc:
            doc = inspect.cleandoc(doc)
        self.stdout.write("%s\n" % str(doc or self.nohelp % (arg,)))

    def print_topics(self, header, cmds, cmdlen, maxcol):
        """Write a list of names with a header."""
        if cmds:
            self.stdout.write("%s\n" % str(header))
            if self.ruler:
                self.stdout.write("%s\n" % str(self.ruler * len(header)))
            self.columnize(cmds, maxcol - 1)
            self.stdout.write("\n")

    def columnize(self, list, displaywidth=80):
        """Write strings in columns, as few lines as the width allows."""
        if not list:
            self.stdout.write("<empty>\n")
            return
        nonstrings = [i for i in range(len(list)) if not isinstance(list[i], str)]
        if nonstrings:
            raise TypeError("list[i] not a string for i in %s" % ", ".join(map(str, nonstrings)))
        size = len(list)
        if size == 1:
            self.stdout.write('%s\n' % str(list[0]))
            return
        for nrows in range(1, size + 1):
            columns = [list[i:i + nrows] for i in range(0, size, nrows)]
            widths = [max(map(len, column)) for column in columns]
            if sum(widths) + 2 * (len(columns) - 1) <= displaywidth:
                break
        else:
            nrows, columns, widths = size, [list], [0]
        for row in range(nrows):
            texts = [column[row] for column in columns if row < len(column)]
            while texts and not texts[-1]:
                texts.pop()
            line = "  ".join(text.ljust(width) for text, width in zip(texts, widths))
            self.stdout.write("%s\n" % str(line))
