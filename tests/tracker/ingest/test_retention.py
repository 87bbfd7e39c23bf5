"""What has served its time goes, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.utils import timezone

from accounts.models import User
from tests import make
from tracker.ingest import retention
from tracker.ingest.retention import RUNS_KEPT, prune, prune_once_a_day
from tracker.models import RenderedFile, RunState, SyncRun
from tracker.models.rendered import KEPT_FOR

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nothing_was_pruned_today() -> None:
    cache.clear()  # a keeper that ran as a process has left its note


def run_of(owner: User, *, days_ago: int, **fields: object) -> SyncRun:
    moment = timezone.now() - timedelta(days=days_ago)
    fields = {"state": RunState.DONE, "finished_at": moment} | fields
    run = make.sync_run(owner, **fields)
    SyncRun.objects.filter(pk=run.pk).update(created_at=moment)
    return run


def session(name: str, *, days_left: int) -> Session:
    ends = timezone.now() + timedelta(days=days_left)
    return Session.objects.create(session_key=name, session_data="", expire_date=ends)


def test_old_runs_go_but_the_last_twenty_of_each_person() -> None:
    busy, quiet = make.user(), make.user()
    kept = {run_of(busy, days_ago=days) for days in range(95, 95 + RUNS_KEPT)}
    kept |= {run_of(quiet, days_ago=400)}
    gone = run_of(busy, days_ago=95 + RUNS_KEPT)

    prune()

    assert set(SyncRun.objects.all()) == kept
    assert gone not in kept


def test_runs_of_the_last_week_stay_however_many() -> None:
    owner = make.user()
    for _ in range(RUNS_KEPT + 5):
        run_of(owner, days_ago=6)

    prune()

    assert SyncRun.objects.count() == RUNS_KEPT + 5


def test_runs_are_pruned_to_the_last_one_however_many_batches_that_takes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(retention, "_BATCH", 2)
    owner = make.user()
    for days in range(RUNS_KEPT + 5):
        run_of(owner, days_ago=95 + days)

    prune()

    assert SyncRun.objects.count() == RUNS_KEPT


def test_run_that_is_not_over_stays() -> None:
    owner = make.user()
    for days in range(RUNS_KEPT):
        run_of(owner, days_ago=days)
    owed = run_of(owner, days_ago=400, state=RunState.QUEUED, finished_at=None)

    prune()

    assert SyncRun.objects.filter(pk=owed.pk).exists()


def test_sessions_that_have_run_out_go() -> None:
    session("ended", days_left=-1)
    open_still = session("open", days_left=1)

    prune()

    assert list(Session.objects.all()) == [open_still]


def test_pruning_is_done_once_a_day() -> None:
    prune_once_a_day()
    session("ended", days_left=-1)

    prune_once_a_day()
    assert Session.objects.exists()

    cache.clear()
    prune_once_a_day()
    assert not Session.objects.exists()


def test_finished_files_go_after_a_week_though_nobody_asks_for_another() -> None:
    ada = make.user()
    for key in ("old", "new"):
        RenderedFile.objects.keep(RenderedFile(user=ada, key=key, content=b"", pages=1))
    long_ago = timezone.now() - KEPT_FOR - timedelta(minutes=1)
    RenderedFile.objects.filter(key="old").update(made_at=long_ago)

    prune()

    assert RenderedFile.objects.get().key == "new"
