"""Standard output, whose reader may leave early: `manage.py export LOGIN | head`."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def reader_may_leave() -> Iterator[None]:
    """Exit as a program ends by SIGPIPE, without a word, once nobody reads any more.

    As an exit and not by that signal, so that whoever started something may stop it. What is still
    in the buffer goes nowhere, or Python would complain of it on its way out.
    https://docs.python.org/3/library/signal.html#note-on-sigpipe
    """
    try:
        try:
            yield
        finally:
            sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(128 + signal.SIGPIPE)
