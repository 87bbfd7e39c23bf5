"""Keeps the product's processes and services up together, and stops them together."""

import signal
import threading
from collections.abc import Sequence
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

from contriblog.local.embedded import Service
from contriblog.local.errors import SetupError
from contriblog.local.guard import Guard
from contriblog.local.processes import Process, stop_all

_STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_PATIENCE = 6  # seconds; a sync that is cut short is taken up again by its lease
_BEAT = 0.1  # seconds
_SERVICE_BEATS = 20


class StoppedError(Exception):
    """The person asked to stop."""


class Supervisor:
    """Watches processes and services until a signal comes or one of them ends."""

    def __init__(self) -> None:
        """Have a guard beside it; there must be no threads yet."""
        self._is_asked = threading.Event()
        self._processes: list[Process] = []
        self._guard = Guard()

    def listen(self) -> None:
        """From now on take Ctrl-C, SIGTERM and a closed terminal as the wish to stop."""
        for signum in _STOPS:
            signal.signal(signum, lambda _signum, _frame: self._is_asked.set())

    def check(self) -> None:
        """Raise StoppedError if the person asked to stop."""
        if self._is_asked.is_set():
            raise StoppedError

    def add(self, process: Process) -> None:
        """Watch one more process."""
        self._processes.append(process)
        self._guard.look_after(process.pid)

    def wait_until_ready(self, host: str, port: int) -> None:
        """Return once the web server says that it is ready; raises as `watch` does."""
        while not _is_ready(host, port):
            self._beat()

    def watch(self, services: Sequence[Service]) -> None:
        """Return never; raises StoppedError on a signal, SetupError when one of them has ended."""
        while True:
            for _ in range(_SERVICE_BEATS):
                self._beat()
            for service in services:
                if not service.is_running():
                    raise SetupError(f"{service.name} has stopped; {service.log} may say why.")

    def stop(self) -> None:
        """Stop every process, the last one started first."""
        stop_all(self._processes[::-1], patience=_PATIENCE)
        self._guard.dismiss()

    def _beat(self) -> None:
        self._is_asked.wait(_BEAT)
        self.check()
        for process in self._processes:
            if process.has_ended():
                last = process.last_lines()
                raise SetupError(f"The {process.name} has stopped. Its last lines:\n{last}")


def _is_ready(host: str, port: int) -> bool:
    connection = HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/readyz")
        return connection.getresponse().status == HTTPStatus.OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
