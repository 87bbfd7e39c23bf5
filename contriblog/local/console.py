"""What a person at the terminal reads."""

import contextlib
import sys


def say(line: str) -> None:
    """Write one line to standard output, and carry on where the terminal has gone."""
    with contextlib.suppress(OSError, ValueError):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()


def complain(message: str) -> None:
    """Write a message to standard error, and carry on where the terminal has gone."""
    with contextlib.suppress(OSError, ValueError):
        sys.stderr.write(f"{message}\n")
        sys.stderr.flush()
