"""The exceptions of subprocess."""

import signal


class SubprocessError(Exception):
    pass


class CalledProcessError(SubprocessError):
    """A command ended with another status than 0, and was not to."""

    def __init__(self, returncode, cmd, output=None, stderr=None):
        self.returncode = returncode
        self.cmd = cmd
        self.output = output
        self.stderr = stderr

    def __str__(self):
        if isinstance(self.returncode, int) and self.returncode < 0:
            try:
                return f"Command '{self.cmd}' died with {signal.Signals(-self.returncode)!r}."
            except ValueError:
                return f'Command {self.cmd!r} died with unknown signal {-self.returncode}.'
        return f'Command {self.cmd!r} returned non-zero exit status {self.returncode}.'

    @property
    def stdout(self):
        """What it wrote: another name of output."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value


class TimeoutExpired(SubprocessError):
    """A command did not end in time."""

    def __init__(self, cmd, timeout, output=None, stderr=None):
        self.cmd = cmd
        self.timeout = timeout
        self.output = output
        self.stderr = stderr

    def __str__(self):
        return f"Command '{self.cmd}' timed out after {self.timeout} seconds"

    @property
    def stdout(self):
        """What it wrote until then: another name of output."""
        return self.output

    @stdout.setter
    def stdout(self, value):
        self.output = value
