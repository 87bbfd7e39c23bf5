"""No more logs are read at once than the installation allows, however many workers there are."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from tests import make
from tests.tracker.ingest.crowd import all_at_once
from tests.tracker.ingest.test_keeper import keep
from tests.tracker.ingest.test_resuming import let_lease_run_out
from tests.tracker.ingest.turns import request, turn
from tests.tracker.ingest.world import World
from tracker.ingest.claim import Lease, claim
from tracker.ingest.run import Outcome, carry_out
from tracker.ingest.slots import FULL
from tracker.models import RunState, SyncRun

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def three_at_once(settings: Settings) -> None:
    settings.SYNCS_AT_ONCE = 3


def claimed(runs: int) -> list[Lease]:
    """Leases on so many runs of as many people."""
    leases = [claim(make.sync_run().pk) for _ in range(runs)]
    return [lease for lease in leases if lease]


def test_forty_workers_that_come_at_once_get_no_more_slots_than_there_are() -> None:
    runs = [make.sync_run() for _ in range(40)]

    leases = all_at_once(claim, [run.pk for run in runs])

    taken = [lease for lease in leases if lease]
    running = SyncRun.objects.filter(state=RunState.RUNNING)
    assert len(taken) == 3
    assert list(running.order_by("slot").values_list("slot", flat=True)) == [1, 2, 3]


def test_run_that_finds_no_slot_waits_without_having_counted_an_attempt() -> None:
    assert len(claimed(3)) == 3
    run = make.sync_run(rung_at=timezone.now())

    assert claim(run.pk) is None

    run.refresh_from_db()
    assert (run.state, run.attempts, run.rung_at) == (RunState.QUEUED, 0, None)
    assert run.waiting_for == FULL


def test_whoever_leaves_a_slot_rings_for_the_one_that_waits_longest(world: World) -> None:
    ours = request(world.connect("yaramendelin").user)
    others = claimed(2)
    assert turn(ours, pages=1) is Outcome.UNFINISHED
    others += claimed(1)
    first, second = make.sync_run(), make.sync_run()
    for run in (first, second, ours):
        assert claim(run.pk) is None
    others.pop().finish()
    rung: list[int] = []

    def ring(run: SyncRun) -> None:
        rung.append(run.pk)
        SyncRun.objects.filter(pk=run.pk).update(rung_at=timezone.now())

    carry_out(ours.pk, ring=ring)

    assert rung == [first.pk]
    assert claim(first.pk) is not None


def test_keeper_leaves_those_who_wait_for_a_slot_in_peace_and_rings_once_one_is_free() -> None:
    leases = claimed(3)
    run = make.sync_run()
    claim(run.pk)

    assert keep().rung == []

    leases[0].pause(timezone.now() + timedelta(hours=1))
    assert keep().rung == [run.pk]
    assert claim(run.pk) is not None


def test_slot_of_a_worker_that_vanished_is_given_away_once_its_lease_ran_out() -> None:
    lost, *_ = claimed(3)
    run = make.sync_run()
    let_lease_run_out(lost.run)

    assert claim(run.pk) is None
    keep()

    assert claim(run.pk) is not None
    assert claim(lost.run.pk) is None


def test_run_under_an_expired_lease_is_taken_over_in_its_own_slot() -> None:
    lost, *_ = claimed(3)
    let_lease_run_out(lost.run)

    assert claim(lost.run.pk) is not None
