"""Ends the product's processes when their supervisor was killed before it could."""

import os
import signal
from typing import NoReturn

from contriblog.local.processes import end

_PATIENCE = 6  # seconds


class Guard:
    """A process that does nothing but wait for the one that made it to go.

    It reads a pipe whose other end only its maker has, and which the kernel closes when that dies,
    however it dies.
    """

    def __init__(self) -> None:
        """Fork it; there must be no threads yet."""
        reading, self._writing = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self._writing)
            _keep_watch(reading)
        os.close(reading)

    def look_after(self, pid: int) -> None:
        """Have one more process ended with the maker's own."""
        os.write(self._writing, f"{pid}\n".encode())

    def dismiss(self) -> None:
        """Let it go, as there is nothing left to look after."""
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)
        os.close(self._writing)


def _keep_watch(pipe: int) -> NoReturn:
    """Outlive the maker, and never return into a copy of what it was doing."""
    try:
        os.setsid()  # so that Ctrl-C is not meant for it
        with open(pipe) as lines:
            end([int(line) for line in lines], patience=_PATIENCE)
    finally:
        os._exit(0)
