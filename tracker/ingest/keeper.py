"""The keeper: it finds work that is owed, whoever lost it, and rings for it.

It needs no broker to notice, and two keepers are harmless: an advisory lock lets one of them sweep
at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from tracker import leases
from tracker.ingest import due, heartbeat, retention, revocations, slots
from tracker.ingest.claim import MOST_ATTEMPTS, TOO_MANY_ATTEMPTS
from tracker.models import Heartbeat, Lane, Process, SyncRun

A_MOMENT = timedelta(seconds=15)
A_WHILE = timedelta(seconds=60)
ENOUGH = 1000  # runs that wait for a worker: waking more people would help nobody
MOST_RINGS = 1000  # in one round, for each lane
_LOCK = 0x6B656570  # "keep"; any number that nothing else locks


@dataclass(frozen=True, slots=True)
class Bells:
    """How the keeper reaches the workers.

    `ring_all` rings for each run and tells for how many the queue took the message.
    """

    ring_all: Callable[[Sequence[SyncRun]], int]
    ring_for_heartbeat: Callable[[], bool]


def tick(bells: Bells) -> None:
    """One round: sweep, wake, ring, revoke, prune. Raises what the database raises."""
    heartbeat.beat(Process.KEEPER)
    owed = _owed()
    if _worker_is_silent(A_MOMENT):
        bells.ring_for_heartbeat()
    # Where nobody takes messages, more of them would only fill the queue.
    bells.ring_all(owed[:1] if _worker_is_silent(A_WHILE) else owed)
    revocations.revoke_next()
    retention.prune_once_a_day()


def _owed() -> list[SyncRun]:
    """The runs to ring for, once the tables have been put in order."""
    is_more_due = True
    while is_more_due:
        with transaction.atomic():
            if not _is_the_only_one():
                return []
            requeue_abandoned()
            is_more_due = _wake_some()
    if not slots.are_free():
        return []  # whoever leaves a slot rings for the next in line
    return [run for lane in Lane for run in unheard().filter(lane=lane)[:MOST_RINGS]]


def _wake_some() -> bool:
    """Wake a batch, unless the workers have enough to do; tells whether more may be due."""
    waiting = SyncRun.objects.due()[:ENOUGH].count()
    return waiting < ENOUGH and due.wake_some() == due.BATCH


def requeue_abandoned() -> None:
    """Take runs back from workers whose lease ran out; end those that come to nothing each time."""
    code, sentence = TOO_MANY_ATTEMPTS
    over = {"error_code": code, "error": sentence, "finished_at": Now(), "doing": ""}
    at_once = {"not_before": Now(), "doing": ""}
    leases.take_back(SyncRun.objects.all(), MOST_ATTEMPTS, failed=over, queued=at_once)


def unheard() -> QuerySet[SyncRun]:
    """Runs that are due and that nobody has rung for lately, the longest waiting first."""
    return SyncRun.objects.due().unheard().order_by("not_before", "pk")


def _worker_is_silent(time: timedelta) -> bool:
    return not Heartbeat.objects.alive(time).filter(process=Process.WORKER).exists()


def _is_the_only_one() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        (is_ours,) = cursor.fetchone()
    return bool(is_ours)
