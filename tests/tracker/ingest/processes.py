"""Workers as processes of their own that die or freeze at an exact place.

Each is a fork of the test: it has the test's database and demo, a connection of its own, and ends
without running anything of the test's.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import Any, NoReturn

from django.db import connection

from tests.tracker.ingest.turns import FOREVER, deaf
from tracker.ingest.run import Outcome, Patience, carry_out
from tracker.models import SyncRun

_OUTCOMES = list(Outcome)
_children: set[int] = set()
PAGE_BEGINS = 'UPDATE "tracker_syncrun" SET "doing" ='
PAGE_IS_WRITTEN = 'UPDATE "tracker_syncrun" SET "requests" ='
Execute = Callable[..., Any]


class Place:
    """The moment at which one statement is about to run, or has run, for the nth time."""

    def __init__(self, statement: str, do: signal.Signals, *, nth: int = 1) -> None:
        self._statement, self._do, self._left = statement, do, nth

    def __call__(self, execute: Execute, sql: object, params: Any, many: Any, context: Any) -> Any:
        """Run the statement, and before it what was to happen there."""
        if isinstance(sql, str) and sql.startswith(self._statement):
            self._left -= 1
            if self._left == 0:
                os.kill(os.getpid(), self._do)
        return execute(sql, params, many, context)


def work(
    run: SyncRun,
    *,
    place: Place | None = None,
    after_page: Callable[[], object] = lambda: None,
    ring: Callable[[SyncRun], object] = deaf,
    patience: Patience = FOREVER,
) -> int:
    """Start a turn on the run in a process of its own; returns its id."""
    child = os.fork()
    if child == 0:
        _work_and_end(run, place, after_page, ring, patience)
    _children.add(child)
    return child


def end_all() -> None:
    """Leave none behind, however the test ended: a frozen one holds locks."""
    for child in list(_children):
        os.kill(child, signal.SIGKILL)
        _ended(child)


def die(*_: object) -> None:
    """What `kill -9` does to this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def was_killed(child: int) -> bool:
    """Whether it was killed in the end, once it has ended."""
    status = _ended(child)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def wait_until_frozen(child: int) -> None:
    """Wait until it stands still."""
    _, status = os.waitpid(child, os.WUNTRACED)
    assert os.WIFSTOPPED(status), status


def thaw(child: int) -> Outcome | None:
    """Let it go on, and tell how its turn ended; None where the turn raised."""
    os.kill(child, signal.SIGCONT)
    code = os.waitstatus_to_exitcode(_ended(child))
    return _OUTCOMES[code] if 0 <= code < len(_OUTCOMES) else None


def _ended(child: int) -> int:
    """Its status, once it has ended."""
    _, status = os.waitpid(child, 0)
    _children.discard(child)
    return status


def _work_and_end(
    run: SyncRun,
    place: Place | None,
    after_page: Callable[[], object],
    ring: Callable[[SyncRun], object],
    patience: Patience,
) -> NoReturn:
    code = len(_OUTCOMES)
    try:
        connection.connection = None  # the test's own, which goes on using it
        if place is not None:
            connection.execute_wrappers.append(place)
        outcome = carry_out(run.pk, ring=ring, patience=patience, after_page=after_page)
        code = _OUTCOMES.index(outcome)
    finally:
        os._exit(code)
