"""Two lanes: neither a newcomer nor everybody else waits for the other."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import make
from tests.tracker.ingest.turns import deaf, request, sync
from tests.tracker.ingest.world import World
from tracker.ingest.run import Outcome, Patience, carry_out
from tracker.models import Lane, SyncRun

pytestmark = pytest.mark.django_db
LOGIN = "yaramendelin"
UNTIL_OTHERS_WAIT = Patience(seconds=600, fair_seconds=0)


def test_a_first_sync_and_a_full_one_go_in_the_lane_of_long_readings(world: World) -> None:
    owner = world.connect(LOGIN).user

    assert request(owner).lane == Lane.FIRST
    sync(owner)
    assert request(owner).lane == Lane.CHANGES
    assert request(owner, is_full=True).lane == Lane.FIRST


def test_a_turn_ends_early_once_somebody_waits_for_a_worker(world: World) -> None:
    run = request(world.connect(LOGIN).user)
    make.sync_run()

    outcome = carry_out(run.pk, ring=deaf, patience=UNTIL_OTHERS_WAIT)

    assert outcome is Outcome.UNFINISHED


def test_a_turn_goes_on_while_others_wait_for_something_else(world: World) -> None:
    run = request(world.connect(LOGIN).user)
    make.sync_run(not_before=timezone.now() + timedelta(minutes=1))

    assert carry_out(run.pk, ring=deaf, patience=UNTIL_OTHERS_WAIT) is Outcome.DONE
    assert SyncRun.objects.get(pk=run.pk).error == ""
