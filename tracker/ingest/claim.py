"""Claiming a run: one worker at a time, by the database's clock, and proved with every write."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Greatest, Now
from django.utils import timezone

from tracker import leases
from tracker.ingest import slots
from tracker.models import RunState, SyncRun

LEASE = timedelta(seconds=60)
RENEW_AFTER = 20  # seconds
MOST_ATTEMPTS = 8
TOO_MANY_ATTEMPTS = (
    "too_many_attempts",
    (
        f"We stopped after {MOST_ATTEMPTS} attempts that came to nothing. "
        "Everything read so far is kept; please try again."
    ),
)


@dataclass(slots=True)
class Tally:
    """What happened since the run's row was last written."""

    requests: int = 0
    points: int = 0
    found: int = 0
    stored: int = 0


@dataclass(slots=True)
class Lease:
    """The right to work on one run, proved by the fencing token `token`.

    Every method raises LeaseLostError, and changes nothing, once another worker has the run.
    """

    run: SyncRun
    token: uuid.UUID
    tally: Tally = field(default_factory=Tally)
    has_progressed: bool = False
    _renewed: float = field(default_factory=time.monotonic)

    @property
    def failures(self) -> int:
        """How many turns in a row have come to nothing, before this one."""
        return 0 if self.has_progressed else self.run.attempts - 1

    @contextmanager
    def page(self, doing: str) -> Iterator[Tally]:
        """Commit what the block writes together with the run's progress, or nothing of either."""
        with transaction.atomic():
            self._write(doing=doing, attempts=0, lease_until=Now() + Value(LEASE))
            yield self.tally
            self._write(**self._sums())
        self.has_progressed = True
        self._was_written()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Commit what the block writes if the run is still ours."""
        with transaction.atomic():
            self._write(lease_until=Now() + Value(LEASE))
            yield

    def renew(self) -> None:
        """Keep the lease alive between pages."""
        if time.monotonic() - self._renewed > RENEW_AFTER:
            self._write(lease_until=Now() + Value(LEASE), **self._sums())
            self._was_written()

    def pause(
        self, until: datetime | None = None, *, waiting_for: str = "", code: str = ""
    ) -> None:
        """Hand the run back to the queue, to be taken up at `until` (default: at once).

        `until` is on this process's clock; the row says it on the database's. `waiting_for` says
        why in words, `code` in one that can be counted.
        """
        rest = max(until - timezone.now(), timedelta()) if until else timedelta()
        why = {"waiting_for": waiting_for, "error_code": code}
        self._let_go(state=RunState.QUEUED, not_before=Now() + Value(rest), rung_at=None, **why)

    def forgive(self) -> None:
        """Count this attempt as none: it was not the run's fault that it came to nothing."""
        self._write(attempts=Greatest(F("attempts") - 1, 0))

    def finish(self) -> None:
        """End the run: everything was read."""
        self._let_go(state=RunState.DONE, finished_at=Now(), error="", error_code="")

    def fail(self, code: str, sentence: str) -> None:
        """End the run with a sentence for its owner: what happened, and what to do."""
        self._let_go(state=RunState.FAILED, finished_at=Now(), error_code=code, error=sentence)

    def _let_go(self, **columns: object) -> None:
        self._write(**leases.FREE, **self._sums(), doing="", **columns)
        self._was_written()

    def _write(self, **columns: object) -> None:
        leases.write(self.run, self.token, **columns)

    def _sums(self) -> dict[str, object]:
        return {
            "requests": F("requests") + self.tally.requests,
            "points": F("points") + self.tally.points,
            "found": F("found") + self.tally.found,
            "stored": F("stored") + self.tally.stored,
        }

    def _was_written(self) -> None:
        self.tally = Tally()
        self._renewed = time.monotonic()


def claim(run_id: int) -> Lease | None:
    """Take the run; None where it is not due, over, in somebody else's hands, or one too many."""
    begun = {"started_at": Coalesce("started_at", Now()), "waiting_for": "", "error_code": ""}
    claimable = SyncRun.objects.claimable()
    held = leases.claim(claimable, run_id, settings.SYNCS_AT_ONCE, LEASE, **begun)
    if held is None and not slots.are_free():
        slots.wait_for_one(run_id)
    return Lease(*held) if held else None
