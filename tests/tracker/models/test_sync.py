"""Which runs a worker may take, and which processes live."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from tests import make
from tracker.models import Heartbeat, Process, RunState, SyncRun

pytestmark = pytest.mark.django_db

MINUTE = timedelta(minutes=1)


def running(until: timedelta) -> SyncRun:
    return make.sync_run(
        state=RunState.RUNNING, lease_token=uuid4(), lease_until=timezone.now() + until
    )


def test_run_may_be_taken_when_it_is_due_or_was_abandoned() -> None:
    due, abandoned = make.sync_run(), running(-MINUTE)
    waiting, held = make.sync_run(not_before=timezone.now() + MINUTE), running(MINUTE)
    make.sync_run(state=RunState.DONE)

    assert set(SyncRun.objects.due()) == {due}
    assert set(SyncRun.objects.abandoned()) == {abandoned}
    assert set(SyncRun.objects.claimable()) == {due, abandoned}
    assert set(SyncRun.objects.active()) == {due, abandoned, waiting, held}


def test_process_that_has_been_silent_for_long_is_not_alive() -> None:
    Heartbeat.objects.create(process=Process.WORKER, seen_at=timezone.now())
    Heartbeat.objects.create(process=Process.KEEPER, seen_at=timezone.now() - 2 * MINUTE)

    alive = Heartbeat.objects.alive(MINUTE)

    assert [beat.process for beat in alive] == [Process.WORKER]
