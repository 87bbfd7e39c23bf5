"""The keeper finds what is owed, whoever lost it, and wakes people when they are due."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import Value
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings

from accounts.models import GitHubConnection
from tests import make
from tracker.ingest import due, heartbeat
from tracker.ingest.claim import MOST_ATTEMPTS, claim
from tracker.ingest.keeper import Bells, tick
from tracker.models import Heartbeat, Process, RunState, SyncRun, Trigger

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Belfry:
    """Bells that remember whom they rang for."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.rung: list[int] = []
        self.heartbeats = 0

    def ring(self, run_id: int) -> bool:
        """Ring for a run, as the queue would."""
        if self.works:
            self.rung.append(run_id)
            SyncRun.objects.filter(pk=run_id).update(rung_at=Now())
        return self.works

    def ring_for_heartbeat(self) -> bool:
        """Ask for a sign of life."""
        self.heartbeats += 1
        return self.works


def keep(belfry: Belfry | None = None) -> Belfry:
    """One round of the keeper, with a worker that is known to live."""
    belfry = belfry or Belfry()
    heartbeat.beat(Process.WORKER)
    tick(Bells(belfry.ring, belfry.ring_for_heartbeat))
    return belfry


def abandoned(attempts: int = 0) -> SyncRun:
    run = make.sync_run(attempts=attempts)
    assert claim(run.pk) is not None
    SyncRun.objects.filter(pk=run.pk).update(lease_until=Now() - Value(MINUTE))
    return run


def test_run_that_nobody_heard_of_is_rung_for_once() -> None:
    run = make.sync_run()

    assert keep().rung == [run.pk]
    assert keep().rung == []


def test_run_that_was_rung_for_in_vain_is_rung_for_again() -> None:
    run = make.sync_run(rung_at=timezone.now() - MINUTE)

    assert keep().rung == [run.pk]


def test_run_that_waits_is_left_alone_until_its_time() -> None:
    make.sync_run(not_before=timezone.now() + MINUTE)

    assert keep().rung == []


def test_run_under_an_expired_lease_is_taken_back() -> None:
    run = abandoned()

    assert keep().rung == [run.pk]

    run.refresh_from_db()
    assert (run.state, run.lease_token, run.attempts) == (RunState.QUEUED, None, 1)


def test_run_under_a_good_lease_is_left_to_its_worker() -> None:
    run = make.sync_run()
    claim(run.pk)

    assert keep().rung == []

    run.refresh_from_db()
    assert run.state == RunState.RUNNING


def test_run_that_comes_to_nothing_each_time_is_ended_with_a_sentence() -> None:
    run = abandoned(attempts=MOST_ATTEMPTS - 1)

    assert keep().rung == []

    run.refresh_from_db()
    assert (run.state, run.error_code) == (RunState.FAILED, "too_many_attempts")
    assert run.finished_at is not None


def test_queue_that_is_away_is_tried_once_a_round() -> None:
    for _ in range(5):
        make.sync_run()
    belfry = keep(Belfry(works=False))

    assert belfry.rung == []

    belfry.works = True
    assert len(keep(belfry).rung) == 5


def test_silent_workers_are_asked_for_a_sign_of_life_and_not_flooded() -> None:
    for _ in range(5):
        make.sync_run()
    Heartbeat.objects.create(process=Process.WORKER, seen_at=timezone.now() - 2 * MINUTE)
    belfry = Belfry()

    tick(Bells(belfry.ring, belfry.ring_for_heartbeat))

    assert (len(belfry.rung), belfry.heartbeats) == (1, 1)


def test_keeper_shows_that_it_lives() -> None:
    keep()

    seen = Heartbeat.objects.get(process=Process.KEEPER).seen_at
    assert timezone.now() - seen < MINUTE


def test_somebody_who_was_never_synced_is_due() -> None:
    owner = make.connection().user

    keep()

    assert SyncRun.objects.get().user == owner
    assert SyncRun.objects.get().trigger == Trigger.KEEPER


@pytest.mark.parametrize(("hours", "is_due"), [(5.9, False), (6.7, True)])
def test_somebody_is_due_an_interval_after_the_last_sync(hours: float, *, is_due: bool) -> None:
    owner = make.connection().user
    ended = timezone.now() - timedelta(hours=hours)
    make.sync_run(owner, state=RunState.DONE, finished_at=ended)

    keep()

    assert SyncRun.objects.active().exists() is is_due


def test_nobody_is_due_who_is_being_synced_disconnected_refused_or_inactive() -> None:
    make.sync_run(make.connection().user)
    make.connection(token="")
    make.connection(problem="GitHub no longer accepts the access you gave us.")
    make.connection(make.user(is_active=False))

    keep()

    assert SyncRun.objects.count() == 1


def test_people_who_were_synced_together_are_spread_apart(settings: Settings) -> None:
    settings.SYNC_INTERVAL = 36_000
    for _ in range(60):
        make.sync_run(make.connection().user, state=RunState.DONE, finished_at=make.SOME_DAY)
    waits = []
    for hours in (10.0, 10.2, 10.4, 10.6, 10.8, 11.0):
        ended = timezone.now() - timedelta(hours=hours)
        SyncRun.objects.update(finished_at=ended)
        waits.append(due.due_connections().count())

    assert waits == sorted(waits)
    assert waits[0] < 10
    assert waits[-1] == 60
    assert all(5 <= later - earlier <= 20 for earlier, later in pairwise(waits))


def test_due_people_are_woken_in_small_batches() -> None:
    for _ in range(due.BATCH + 3):
        make.connection()

    keep()
    assert SyncRun.objects.count() == due.BATCH

    keep()
    assert SyncRun.objects.count() == due.BATCH + 3 == GitHubConnection.objects.count()
