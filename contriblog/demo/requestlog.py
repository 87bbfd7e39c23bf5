"""The log of GraphQL requests, for assertions: what was asked, what it cost, how many at once."""

import time
from dataclasses import dataclass, field
from threading import Lock
from typing import Any


@dataclass(slots=True)
class Entry:
    """One request; instants are seconds of a clock that only counts forward.

    `headers` are those that tell how polite the caller is, names in lower case.
    """

    operation: str | None
    login: str | None
    variables: dict[str, Any]
    started: float
    finished: float = 0.0
    status: int = 0
    points: int = 0
    fault: str | None = None
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class RequestLog:
    """Keeps every request since the start or the last reset."""

    entries: list[Entry] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0
    _lock: Lock = field(default_factory=Lock)

    def begin(self, operation: str | None, login: str | None, variables: dict[str, Any]) -> Entry:
        """Note that a request has begun."""
        entry = Entry(operation, login, variables, time.monotonic())
        with self._lock:
            self.entries.append(entry)
            self.in_flight += 1
            self.most_in_flight = max(self.most_in_flight, self.in_flight)
        return entry

    def end(self, entry: Entry, status: int, points: int) -> None:
        """Note how a request ended."""
        with self._lock:
            entry.finished, entry.status, entry.points = time.monotonic(), status, points
            self.in_flight -= 1

    def clear(self) -> None:
        """Forget what was logged; running requests stay counted."""
        with self._lock:
            self.entries.clear()
            self.most_in_flight = self.in_flight
