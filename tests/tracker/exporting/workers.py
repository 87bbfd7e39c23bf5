"""Workers on full logs as processes of their own, which die or freeze at an exact place."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import NoReturn

from django.db import connection

from tests.tracker.ingest.processes import Place
from tracker.exporting.carry_out import Outcome, carry_out
from tracker.models import LogExport

_OUTCOMES = list(Outcome)


def deaf(_export: LogExport) -> None:
    """A doorbell that nobody hears."""


def work(export: LogExport, *, place: Place | None = None) -> int:
    """Start to make it in a process of its own, a fork of the test; returns its id."""
    child = os.fork()
    if child == 0:
        _work_and_end(lambda: carry_out(export.pk, ring=deaf), place)
    return child


def ended(child: int) -> Outcome | None:
    """How it ended; None where it was killed, or raised."""
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return _OUTCOMES[code] if 0 <= code < len(_OUTCOMES) else None


def wait_until_frozen(child: int) -> None:
    """Wait until it stands still."""
    _, status = os.waitpid(child, os.WUNTRACED)
    assert os.WIFSTOPPED(status), status


def thaw(child: int) -> None:
    """Let it go on."""
    os.kill(child, signal.SIGCONT)


def _work_and_end(job: Callable[[], Outcome], place: Place | None) -> NoReturn:
    code = len(_OUTCOMES)
    try:
        connection.connection = None  # the test's own, which goes on using it
        if place is not None:
            connection.execute_wrappers.append(place)
        code = _OUTCOMES.index(job())
    finally:
        os._exit(code)
