"""Asking for a sync: one run a person, whoever asks and however often."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import User
from tests import make
from tests.tracker.ingest.turns import request
from tracker.ingest import passes
from tracker.ingest.ask import ask
from tracker.ingest.claim import claim
from tracker.models import Phase, RunState, SyncRun, SyncSkip, SyncStream, Trigger
from tracker.tasks import sync_after_sign_in

SOON = timedelta(minutes=30)


@pytest.mark.django_db(transaction=True)
def test_fifty_who_ask_at_once_get_one_run() -> None:
    owner = make.user()
    start = threading.Barrier(50)

    with ThreadPoolExecutor(50) as pool:
        runs = list(pool.map(lambda _: asked_at(start, owner), range(50)))

    assert SyncRun.objects.count() == 1
    assert {run.pk for run in runs} == {SyncRun.objects.get().pk}


def asked_at(start: threading.Barrier, owner: User) -> SyncRun:
    try:
        start.wait()
        return request(owner)
    finally:
        connection.close()


@pytest.mark.django_db
def test_bell_rings_once_the_run_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    rung: list[SyncRun] = []

    with django_capture_on_commit_callbacks(execute=True):
        run = ask(make.user(), Trigger.OWNER, ring=rung.append)
        assert rung == []

    assert rung == [run]


@pytest.mark.django_db
def test_run_under_way_is_returned_as_it_is() -> None:
    owner = make.user()
    run = request(owner)
    claim(run.pk)

    again = request(owner, is_full=True)

    assert (again.pk, again.state, again.is_full) == (run.pk, RunState.RUNNING, False)


@pytest.mark.django_db
def test_owner_does_not_wait_for_a_later_try() -> None:
    run = make.sync_run(not_before=timezone.now() + SOON)

    assert request(run.user).not_before <= timezone.now()


@pytest.mark.django_db
def test_nobody_hurries_what_waits_for_github() -> None:
    later = timezone.now() + SOON
    run = make.sync_run(not_before=later, waiting_for="GitHub asked us to wait until 14:20.")

    assert request(run.user).not_before == later


@pytest.mark.django_db
def test_schedule_does_not_hurry_anybody() -> None:
    later = timezone.now() + SOON
    run = make.sync_run(not_before=later)

    assert request(run.user, trigger=Trigger.KEEPER).not_before == later


@pytest.mark.django_db
def test_full_sync_starts_every_stream_over_with_no_known_gaps() -> None:
    owner = make.user()
    stream = make.sync_stream(
        owner, phase=Phase.INCREMENTAL, cursor="abc", watermark=make.SOME_DAY, is_complete=True
    )
    SyncSkip.objects.create(stream=stream, node_id="PR_1", reason="broken")

    assert request(owner, is_full=True).is_full

    stream.refresh_from_db()
    assert (stream.phase, stream.cursor) == (Phase.BACKFILL, "")
    assert stream.is_complete
    assert SyncStream.objects.filter(user=owner, phase=Phase.BACKFILL).count() == len(
        passes.allowed([])
    )
    assert not SyncSkip.objects.exists()


@pytest.mark.django_db
def test_sign_in_asks_for_a_first_sync() -> None:
    owner = make.user()

    sync_after_sign_in(owner)

    assert SyncRun.objects.get().trigger == Trigger.SIGN_IN


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "minutes", "runs"),
    [(RunState.DONE, 9, 1), (RunState.DONE, 11, 2), (RunState.FAILED, 1, 2)],
)
def test_sign_in_asks_again_unless_a_sync_has_only_just_succeeded(
    state: RunState, minutes: int, runs: int
) -> None:
    owner = make.user()
    ended = timezone.now() - timedelta(minutes=minutes)
    make.sync_run(owner, state=state, finished_at=ended)

    sync_after_sign_in(owner)

    assert SyncRun.objects.count() == runs


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("granted", "read_with", "runs"),
    [
        (["read:user"], "", 2),
        (["read:user", "repo"], "read:user", 2),
        (["read:user"], "read:user", 1),
        ([], "read:user", 1),
    ],
)
def test_sign_in_asks_again_at_once_where_more_is_allowed_than_was_read_with(
    granted: list[str], read_with: str, runs: int
) -> None:
    owner = make.connection(scopes=granted).user
    make.sync_stream(owner, scopes=read_with)
    make.sync_run(owner, state=RunState.DONE, finished_at=timezone.now())

    sync_after_sign_in(owner)

    assert SyncRun.objects.count() == runs


@pytest.mark.django_db
def test_stream_of_each_form_is_made_once() -> None:
    owner = make.user()

    request(owner, is_full=True)
    request(owner, is_full=True)

    forms = SyncStream.objects.filter(user=owner).values_list("form", flat=True)
    assert sorted(forms) == sorted(passes.allowed([]))
