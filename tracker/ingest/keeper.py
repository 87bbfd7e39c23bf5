"""The keeper: it finds work that is owed, whoever lost it, and rings for it.

It needs no broker to notice, and two keepers are harmless: an advisory lock lets one of them sweep
at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import structlog
from django.db import connection, transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Now

from tracker.ingest import due, heartbeat, retention, revocations
from tracker.ingest.claim import MOST_ATTEMPTS, TOO_MANY_ATTEMPTS
from tracker.models import Heartbeat, Process, RunState, SyncRun

log = structlog.get_logger(__name__)

RING_AGAIN = timedelta(seconds=30)
A_MOMENT = timedelta(seconds=15)
A_WHILE = timedelta(seconds=60)
MOST_RINGS = 200  # in one round
_LOCK = 0x6B656570  # "keep"; any number that nothing else locks


@dataclass(frozen=True, slots=True)
class Bells:
    """How the keeper reaches the workers: each returns whether the queue took the message."""

    ring: Callable[[int], bool]
    ring_for_heartbeat: Callable[[], bool]


def tick(bells: Bells) -> None:
    """One round: sweep, wake, ring, revoke, prune. Raises what the database raises."""
    heartbeat.beat(Process.KEEPER)
    owed = _owed()
    if _worker_is_silent(A_MOMENT):
        bells.ring_for_heartbeat()
    # Where nobody takes messages, more of them would only fill the queue.
    for run_id in owed[:1] if _worker_is_silent(A_WHILE) else owed:
        if not bells.ring(run_id):
            break  # the queue is away; the next round tries again
    revocations.revoke_next()
    retention.prune_once_a_day()


def _owed() -> list[int]:
    """The runs to ring for, once the tables have been put in order."""
    with transaction.atomic():
        if not _is_the_only_one():
            return []
        requeue_abandoned()
        due.insert_due_runs()
        return list(unheard().values_list("pk", flat=True)[:MOST_RINGS])


def requeue_abandoned() -> None:
    """Take runs back from workers whose lease ran out; end those that come to nothing each time."""
    abandoned = SyncRun.objects.abandoned()
    free = {"lease_token": None, "lease_until": None, "doing": "", "rung_at": None}
    code, sentence = TOO_MANY_ATTEMPTS
    given_up = abandoned.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=RunState.FAILED, error_code=code, error=sentence, finished_at=Now(), **free
    )
    requeued = abandoned.update(state=RunState.QUEUED, not_before=Now(), **free)
    if given_up or requeued:
        log.warning("keeper_took_back", requeued=requeued, given_up=given_up)


def unheard() -> QuerySet[SyncRun]:
    """Runs that are due and that nobody has rung for lately, the longest waiting first."""
    quiet = Q(rung_at=None) | Q(rung_at__lt=Now() - Value(RING_AGAIN))
    return SyncRun.objects.due().filter(quiet).order_by("not_before", "pk")


def _worker_is_silent(time: timedelta) -> bool:
    return not Heartbeat.objects.alive(time).filter(process=Process.WORKER).exists()


def _is_the_only_one() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        (is_ours,) = cursor.fetchone()
    return bool(is_ours)
