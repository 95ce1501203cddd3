"""An interactive interpreter to be built into programs.

Owns InteractiveInterpreter, which runs pieces of source in a namespace, and
InteractiveConsole, which reads them line by line.
"""

import builtins
import sys
from codeop import CommandCompiler, compile_command

__all__ = ["InteractiveInterpreter", "InteractiveConsole", "interact", "compile_command"]


class InteractiveInterpreter:
    """Runs source in a namespace and shows the errors that come of it."""

    def __init__(self, locals=None):
        if locals is None:
            locals = {"__name__": "__console__", "__doc__": None}
        self.locals = locals
        self.compile = CommandCompiler()

    def runsource(self, source, filename="<input>", symbol="single"):
        """Run source; True if it is not complete yet."""
        try:
            code = self.compile(source, filename, symbol)
        except Exception:
            self.showsyntaxerror(filename, source=source)
            return False
        if code is None:
            return True
        self.runcode(code)
        return False

    def runcode(self, code):
        """Run code; every exception but SystemExit is shown."""
        try:
            exec(code, self.locals)
        except SystemExit:
            raise
        except:
            self.showtraceback()

    def showsyntaxerror(self, filename=None, **kwargs):
        """Show the syntax error that is being handled, without a stack."""
        try:
            typ, value, tb = sys.exc_info()
            if filename and issubclass(typ, SyntaxError):
                value.filename = filename
            self._showtraceback(typ, value, None, kwargs.pop('source', ""))
        finally:
            typ = value = tb = None

    def showtraceback(self):
        """Show the exception that is being handled, without our own frame."""
        try:
            typ, value, tb = sys.exc_info()
            self._showtraceback(typ, value, tb.tb_next, "")
        finally:
            typ = value = tb = None

    def _showtraceback(self, typ, value, tb, source):
        import traceback
        sys.last_type = typ
        sys.last_traceback = tb
        value = value.with_traceback(tb)
        if source and typ is SyntaxError and not value.text and value.lineno is not None:
            lines = source.splitlines()
            if len(lines) >= value.lineno:
                value.text = lines[value.lineno - 1]
        sys.last_exc = sys.last_value = value
        if sys.excepthook is sys.__excepthook__:
            self._excepthook(typ, value, tb)
            return
        # Someone replaced the hook; what goes wrong in it is shown with the original.
        try:
            sys.excepthook(typ, value, tb)
        except SystemExit:
            raise
        except BaseException as e:
            e.__context__ = None
            e = e.with_traceback(e.__traceback__.tb_next)
            print('Error in sys.excepthook:', file=sys.stderr)
            sys.__excepthook__(type(e), e, e.__traceback__)
            print(file=sys.stderr)
            print('Original exception was:', file=sys.stderr)
            sys.__excepthook__(typ, value, tb)

    def _excepthook(self, typ, value, tb):
        import traceback
        self.write(''.join(traceback.format_exception(typ, value, tb)))

    def write(self, data):
        """Where errors go; by default stderr."""
        sys.stderr.write(data)


class InteractiveConsole(InteractiveInterpreter):
    """Reads source line by line and runs it when it is complete."""

    def __init__(self, locals=None, filename="<console>", *, local_exit=False):
        InteractiveInterpreter.__init__(self, locals)
        self.filename = filename
        self.local_exit = local_exit
        self.resetbuffer()

    def resetbuffer(self):
        """Forget the lines that wait for more."""
        self.buffer = []

    def interact(self, banner=None, exitmsg=None):
        """Read and run until the end of the input."""
        removed = []
        for name, prompt in (('ps1', ">>> "), ('ps2', "... ")):
            if not hasattr(sys, name):
                setattr(sys, name, prompt)
                removed.append(name)
        saved_exit = None
        if self.local_exit:
            # exit() ends this console, not the program.
            saved_exit = {name: getattr(builtins, name) for name in ('exit', 'quit')
                          if hasattr(builtins, name)}
            for name in saved_exit:
                setattr(builtins, name, Quitter(name))
        try:
            self._interact(banner, exitmsg)
        finally:
            if saved_exit:
                for name, value in saved_exit.items():
                    setattr(builtins, name, value)
            for name in removed:
                delattr(sys, name)

    def _interact(self, banner, exitmsg):
        if banner is None:
            self.write("Python %s on %s\n%s\n(%s)\n" % (
                sys.version, sys.platform,
                'Type "help", "copyright", "credits" or "license" for more information.',
                self.__class__.__name__))
        elif banner:
            self.write("%s\n" % str(banner))
        more = 0
        while True:
            try:
                prompt = sys.ps2 if more else sys.ps1
                try:
                    line = self.raw_input(prompt)
                except EOFError:
                    self.write("\n")
                    break
                more = self.push(line)
            except KeyboardInterrupt:
                self.write("\nKeyboardInterrupt\n")
                self.resetbuffer()
                more = 0
            except SystemExit as e:
                if not self.local_exit:
                    raise
                self.write("\n")
                break
        if exitmsg is None:
            self.write('now exiting %s...\n' % self.__class__.__name__)
        elif exitmsg != '':
            self.write('%s\n' % exitmsg)

    def push(self, line, filename=None, _symbol="single"):
        """Add a line and run what has come together; True if more is needed."""
        self.buffer.append(line)
        source = "\n".join(self.buffer)
        more = self.runsource(source, self.filename if filename is None else filename,
                              symbol=_symbol)
        if not more:
            self.resetbuffer()
        return more

    def raw_input(self, prompt=""):
        """A line of input; EOFError at its end."""
        return input(prompt)


class Quitter:
    """What exit and quit are while a console with local_exit runs."""

    def __init__(self, name):
        self.name = name
        self.eof = 'Ctrl-D (i.e. EOF)'

    def __repr__(self):
        return f'Use {self.name} or {self.eof} to exit'

    def __call__(self, code=None):
        raise SystemExit(code)


def interact(banner=None, readfunc=None, local=None, exitmsg=None, local_exit=False):
    """Run a console in a namespace until the end of the input."""
    console = InteractiveConsole(local, local_exit=local_exit)
    if readfunc is not None:
        console.raw_input = readfunc
    else:
        try:
            import readline
        except ImportError:
            pass
    console.interact(banner, exitmsg)


if __name__ == "__main__":
    import argparse
    parser = argparse.ArgumentParser()
    parser.add_argument('-q', action='store_true', help="don't print version and copyright")
    interact('' if parser.parse_args().q or sys.flags.quiet else None)
