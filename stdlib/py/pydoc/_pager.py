"""Long texts: in pages on a terminal, as they are everywhere else."""

import os
import re
import sys

_STRUCK = re.compile(".\x08", re.DOTALL)


def plain(text):
    """A text without the strikes that mean bold."""
    return _STRUCK.sub("", text)


def _printable(text):
    """The text, with what the stream cannot encode as escapes."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return text.encode(encoding, "backslashreplace").decode(encoding)


def plain_pager(text, title=""):
    """Write the text as it is."""
    sys.stdout.write(plain(_printable(text)))


def pipe_pager(text, cmd, title=""):
    """Let a program show the text, and wait for it."""
    about = f"Python help: {title}" if title else "Python help"
    # A colon, a dot, a question mark, a percent sign and a backslash mean something in less's prompt.
    about = re.sub(r"([:.?%\\])", r"\\\1", about)
    os.environ.setdefault("LESS", f"-RmPm{about} (press h for help or q to quit)$PM{about}$")
    try:
        with os.popen(cmd, "w") as pipe:
            pipe.write(text)
    except OSError:
        # The program was left before it had read all.
        pass


def tty_pager(text, title=""):
    """Stop after each screen until a line is entered; q ends."""
    lines = plain(_printable(text)).split("\n")
    step = max(os.get_terminal_size().lines - 1, 2)
    for start in range(0, len(lines), step):
        sys.stdout.write("\n".join(lines[start : start + step]) + "\n")
        if start + step >= len(lines):
            return
        sys.stdout.write("-- more --")
        sys.stdout.flush()
        answer = sys.stdin.readline()
        if not answer or answer.strip().lower() == "q":
            return


def _is_terminal(stream):
    try:
        return stream.isatty()
    except (AttributeError, ValueError):
        return False


def get_pager():
    """Choose how to show long texts here."""
    if not (_is_terminal(sys.stdin) and _is_terminal(sys.stdout)):
        return plain_pager
    chosen = os.environ.get("MANPAGER") or os.environ.get("PAGER")
    if os.environ.get("TERM") in ("dumb", "emacs"):
        if not chosen:
            return plain_pager
        return lambda text, title="": pipe_pager(plain(text), chosen, title)
    if chosen:
        return lambda text, title="": pipe_pager(text, chosen, title)
    if any(os.access(os.path.join(folder, "less"), os.X_OK) for folder in os.get_exec_path()):
        return lambda text, title="": pipe_pager(text, "less", title)
    return tty_pager


def pager(text, title=""):
    """Show a text; the way to do so is chosen at the first call."""
    global pager
    pager = get_pager()
    pager(text, title)


getpager = get_pager
pipepager = pipe_pager
plainpager = plain_pager
ttypager = tty_pager
