"""The product's processes, side by side in one process group, each line under its name."""

import contextlib
import os
import shutil
import signal
import subprocess
import threading
import time
from collections import deque
from collections.abc import Mapping, Sequence

from contriblog.local.console import say

_LAST_LINES = 20
_NAME_WIDTH = 7  # characters


class Process:
    """One running command; its lines are shown as they come, and the last ones remembered."""

    def __init__(self, name: str, command: Sequence[str], environ: Mapping[str, str]) -> None:
        """Start the command in this process group, with nothing to read."""
        self.name = name
        self._lines: deque[str] = deque(maxlen=_LAST_LINES)
        self._is_shown = True
        self._child = subprocess.Popen(
            command,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._child.pid

    def has_ended(self) -> bool:
        """Whether the command has ended, for whatever reason."""
        return self._child.poll() is not None

    def last_lines(self) -> str:
        """The end of what it wrote, once it has ended."""
        self._reader.join(timeout=1)
        return "\n".join(f"  {line}" for line in self._lines)

    def hush(self) -> None:
        """Show no more lines: what a process says while it is being stopped helps nobody."""
        self._is_shown = False

    def send(self, signum: signal.Signals) -> None:
        """Send it a signal, unless it has ended."""
        with contextlib.suppress(ProcessLookupError):
            self._child.send_signal(signum)

    def kill(self) -> None:
        """End it and whatever it started, at once."""
        _send_each(signal.SIGKILL, [self.pid, *_descendants(self.pid)])
        self._child.wait()

    def _read(self) -> None:
        for line in self._child.stdout or ():
            self._lines.append(line.rstrip())
            if self._is_shown:
                say(f"{self.name:<{_NAME_WIDTH}}| {line.rstrip()}")


def stop_all(processes: Sequence[Process], *, patience: float) -> None:
    """Ask all to stop, wait `patience` seconds, and end the ones that did not."""
    for process in processes:
        process.hush()
        process.send(signal.SIGTERM)
    deadline = time.monotonic() + patience
    for process in processes:
        while not process.has_ended() and time.monotonic() < deadline:
            time.sleep(0.02)
    for process in processes:
        if not process.has_ended():
            process.kill()


def end(pids: Sequence[int], *, patience: float) -> None:
    """Ask processes that somebody else started to stop; after `patience` seconds end the rest.

    The rest includes whatever they started.
    """
    started = [descendant for pid in pids for descendant in _descendants(pid)]
    _send_each(signal.SIGTERM, pids)
    deadline = time.monotonic() + patience
    while any(map(_exists, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    _send_each(signal.SIGKILL, [*pids, *started])


def _send_each(signum: signal.Signals, pids: Sequence[int]) -> None:
    for pid in pids:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signum)


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def _descendants(pid: int) -> list[int]:
    command = [shutil.which("ps") or "ps", "-A", "-o", "pid=,ppid="]
    listing = subprocess.run(command, capture_output=True, text=True, check=False)
    pairs = [tuple(map(int, line.split())) for line in listing.stdout.splitlines()]
    found = [pid]
    for parent in found:  # grows while it is walked
        found += [child for child, its_parent in pairs if its_parent == parent]
    return found[1:]
