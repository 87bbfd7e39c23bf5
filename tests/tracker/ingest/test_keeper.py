"""The keeper finds what is owed, whoever lost it, and wakes people when they are due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db.models import F, QuerySet, Value
from django.db.models.functions import Now
from django.utils import timezone
from pytest_django import Settings

from accounts.models import GitHubConnection
from tests import make
from tracker.ingest import due, heartbeat, keeper
from tracker.ingest.claim import MOST_ATTEMPTS, claim
from tracker.ingest.keeper import Bells, tick
from tracker.models import Heartbeat, Lane, Process, RunState, SyncRun, Trigger

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Belfry:
    """Bells that remember whom they rang for."""

    def __init__(self, *, works: bool = True) -> None:
        self.works = works
        self.rung: list[int] = []
        self.heartbeats = 0

    def ring_all(self, runs: Sequence[SyncRun]) -> int:
        """Ring for runs, as the queue would."""
        if not self.works:
            return 0
        ids = [run.pk for run in runs]
        self.rung += ids
        SyncRun.objects.filter(pk__in=ids).update(rung_at=Now())
        return len(ids)

    def ring_for_heartbeat(self) -> bool:
        """Ask for a sign of life."""
        self.heartbeats += 1
        return self.works


def keep(belfry: Belfry | None = None) -> Belfry:
    """One round of the keeper, with a worker that is known to live."""
    belfry = belfry or Belfry()
    heartbeat.beat(Process.WORKER)
    tick(Bells(belfry.ring_all, belfry.ring_for_heartbeat))
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


def test_queue_that_is_away_is_tried_again_in_the_next_round() -> None:
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

    tick(Bells(belfry.ring_all, belfry.ring_for_heartbeat))

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
    due.put_off(GitHubConnection.objects.filter(pk=make.connection().pk))
    time_passes(timedelta(hours=hours))

    keep()

    assert SyncRun.objects.active().exists() is is_due


def test_somebody_who_was_woken_is_not_woken_again_before_their_time() -> None:
    make.connection()
    keep()
    SyncRun.objects.update(state=RunState.FAILED, finished_at=Now())

    keep()

    assert not SyncRun.objects.active().exists()


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
        make.connection()
    due.put_off(GitHubConnection.objects.all())
    time_passes(timedelta(hours=10))
    waits = [due.due_connections().count()]
    for _ in range(5):
        time_passes(timedelta(hours=0.2))
        waits.append(due.due_connections().count())

    assert waits == sorted(waits)
    assert waits[0] < 10
    assert waits[-1] == 60
    assert all(5 <= later - earlier <= 20 for earlier, later in pairwise(waits))


def test_due_people_are_woken_in_small_batches_the_longest_waiting_first() -> None:
    for _ in range(due.BATCH + 3):
        make.connection()
    last = GitHubConnection.objects.order_by("-pk")[0]
    time_passes(timedelta(hours=1), GitHubConnection.objects.exclude(pk=last.pk))

    assert due.wake_some() == due.BATCH
    assert not SyncRun.objects.filter(user=last.user_id).exists()

    assert due.wake_some() == 3
    assert due.wake_some() == 0


def test_one_round_wakes_everybody_who_is_due() -> None:
    for _ in range(due.BATCH + 3):
        make.connection()

    keep()

    assert SyncRun.objects.count() == due.BATCH + 3 == GitHubConnection.objects.count()


def test_nobody_is_woken_while_the_workers_have_enough_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeper, "ENOUGH", 2)
    runs = [make.sync_run(), make.sync_run()]
    make.connection()

    keep()
    assert SyncRun.objects.count() == 2

    runs[0].delete()
    keep()
    assert SyncRun.objects.count() == 2


def test_both_lanes_are_rung_for_however_long_one_of_them_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(keeper, "MOST_RINGS", 2)
    for _ in range(3):
        make.sync_run(lane=Lane.CHANGES)
    newcomer = make.sync_run(lane=Lane.FIRST)

    rung = keep().rung

    assert newcomer.pk in rung
    assert len(rung) == 3


def time_passes(time: timedelta, of: QuerySet[GitHubConnection] | None = None) -> None:
    """Bring everybody's next sync nearer, or that of some."""
    people = GitHubConnection.objects.all() if of is None else of
    people.update(next_sync_at=F("next_sync_at") - Value(time))
