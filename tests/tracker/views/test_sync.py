"""The sync panel: what it says in each state, and when it stops asking."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.connections import disconnect
from accounts.models import User
from tests import make
from tests.tracker.views.browse import HTMX, page, post, signed_in
from tracker.github.errors import RateLimitedError, TokenRejectedError
from tracker.ingest import slots, waits
from tracker.models import (
    Heartbeat,
    Phase,
    Process,
    RunState,
    SyncRun,
    SyncSkip,
    SyncStream,
    Trigger,
)
from tracker.records import Form

pytestmark = pytest.mark.django_db
ASKS_AGAIN = 'hx-trigger="every 2s"'


def connected() -> User:
    return make.connection().user


def run(person: User, state: RunState = RunState.DONE, **fields: Any) -> SyncRun:
    if state == RunState.RUNNING:
        lease = {"lease_token": uuid4(), "lease_until": timezone.now() + timedelta(minutes=1)}
        fields = lease | fields
    return SyncRun.objects.create(user=person, trigger=Trigger.OWNER, state=state, **fields)


def reading(person: User, form: Form = Form.PULL_REQUEST, **fields: Any) -> SyncStream:
    return SyncStream.objects.create(user=person, form=form, **fields)


def fragment(person: User, query: str = "") -> str:
    response = signed_in(person, **HTMX).get(f"/sync/status/?{query}")
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_a_running_sync_shows_what_it_reads_and_asks_again() -> None:
    person = connected()
    run(person, RunState.RUNNING, doing="Reading pull requests")
    reading(person, seen=300, total=1214)
    reading(person, Form.REVIEW, seen=7)

    shown = fragment(person)

    assert ASKS_AGAIN in shown
    assert "Reading pull requests" in shown
    assert '<progress class="sync__bar" value="300" max="1214"' in shown
    assert "Pull requests: 300 of 1,214" in shown
    assert "Reviews: 7<" in shown


def test_without_totals_the_progress_has_no_value() -> None:
    person = connected()
    run(person, RunState.RUNNING)
    reading(person, seen=3)

    assert '<progress class="sync__bar" aria-label' in fragment(person)


def test_a_stream_that_was_read_to_its_end_still_counts() -> None:
    person = connected()
    run(person, RunState.RUNNING)
    reading(person, phase=Phase.INCREMENTAL, seen=90, total=90, is_complete=True)
    reading(person, Form.ISSUE, seen=3, total=10)

    assert '<progress class="sync__bar" value="93" max="100"' in fragment(person)


def test_once_only_uncounted_streams_are_left_the_progress_has_no_value() -> None:
    person = connected()
    run(person, RunState.RUNNING)
    reading(person, phase=Phase.INCREMENTAL, seen=90, total=90, is_complete=True)
    reading(person, Form.REVIEW, seen=3)

    assert '<progress class="sync__bar" aria-label' in fragment(person)


def test_a_search_for_changes_counts_towards_nothing() -> None:
    person = connected()
    run(person, RunState.DONE)
    reading(person, Form.ISSUE, phase=Phase.INCREMENTAL, seen=90, total=90, is_complete=True)
    run(person, RunState.RUNNING, doing="Looking for changes")
    reading(person, phase=Phase.INCREMENTAL, seen=3, total=1214, is_complete=True)

    shown = fragment(person)

    assert "Looking for changes" in shown
    assert "<progress" not in shown
    assert "1,214" not in shown


def test_what_the_first_sync_has_finished_stays_in_sight_whatever_was_left_out() -> None:
    person = connected()
    run(person, RunState.RUNNING)
    reading(person, phase=Phase.INCREMENTAL, seen=946, total=1200, is_complete=True)
    reading(person, Form.REVIEW, seen=100, total=300)

    shown = fragment(person)

    assert "Pull requests: 946 of 1,200" in shown
    assert '<progress class="sync__bar" value="1300" max="1500"' in shown


def test_a_sync_that_found_nothing_says_so_as_it_ends() -> None:
    person = connected()
    run(person, finished_at=timezone.now())

    shown = fragment(person, "seen=0&full=")

    assert "Nothing has been found on GitHub yet." in shown
    assert "Your history is on its way" not in shown


def test_a_filter_leaves_nothing_to_offer_and_the_panel_leaves_its_rows_alone() -> None:
    person = connected()
    run(person, RunState.RUNNING)
    entry = make.entry(person)

    shown = unescape(signed_in(person, **HTMX).get("/log/?kind=code").content.decode())

    assert f"/sync/status/?seen={entry.pk}&full=1" in shown
    assert '<div id="fresh" class="fresh" hx-swap-oob="true" data-say=""></div>' in shown


def test_a_waiting_sync_says_why_and_until_when_in_the_owners_time() -> None:
    person = connected()
    person.time_zone = "Asia/Kolkata"
    person.save()
    until = timezone.now() + timedelta(hours=1)
    reason = waits.sentence(RateLimitedError(until), until, person.zone)
    run(person, RunState.QUEUED, not_before=until, waiting_for=reason)

    shown = fragment(person)

    assert f"GitHub asked us to wait until {until.astimezone(person.zone):%H:%M}." in shown
    assert shown.count("by ourselves") == 2, "once to read, once to be read out"
    assert ASKS_AGAIN in shown


def test_a_sync_that_waits_for_room_says_so_although_it_is_due() -> None:
    person = connected()
    slots.wait_for_one(run(person, RunState.QUEUED).pk)

    assert "Many logs are being read right now." in fragment(person)


def test_a_sync_that_nobody_takes_says_so_after_twenty_seconds() -> None:
    person = connected()
    queued = run(person, RunState.QUEUED)
    assert "Starting to read" in fragment(person)

    long_ago = timezone.now() - timedelta(seconds=21)
    SyncRun.objects.filter(pk=queued.pk).update(created_at=long_ago, not_before=long_ago)
    assert "the worker and the keeper of this site give no sign" in fragment(person)

    Heartbeat.objects.create(process=Process.KEEPER, seen_at=timezone.now())
    assert "the worker of this site gives no sign of life" in fragment(person)

    Heartbeat.objects.create(process=Process.WORKER, seen_at=timezone.now())
    assert "Starting to read" in fragment(person)


def test_a_worker_that_died_at_work_is_noticed_too() -> None:
    person = connected()
    long_ago = timezone.now() - timedelta(seconds=30)
    run(person, RunState.RUNNING, lease_until=long_ago)

    assert "the worker and the keeper of this site give no sign" in fragment(person)


def test_a_sync_that_is_over_stops_asking() -> None:
    person = connected()
    run(person, finished_at=timezone.now() - timedelta(minutes=12))

    shown = fragment(person)

    assert "Synced 12\xa0minutes ago" in shown
    assert "Sync now" in shown
    assert ASKS_AGAIN not in shown


def test_a_failed_sync_says_what_to_do_and_can_be_tried_again() -> None:
    person = connected()
    run(person, RunState.FAILED, error="GitHub did not answer. Try again in an hour.")

    shown = fragment(person)

    assert "Try again in an hour." in shown
    assert "Try again</button>" in shown


def test_a_refused_key_offers_to_connect_again_and_nothing_else() -> None:
    person = make.connection(problem=TokenRejectedError.sentence).user
    run(person, RunState.FAILED, error="x")

    shown = fragment(person)

    assert shown.count("GitHub no longer accepts") == 2, "once to read, once to be read out"
    assert 'action="/accounts/github/login/"' in shown
    assert "Sync now" not in shown


@pytest.mark.parametrize("address", ["/log/", "/sync/runs/"])
def test_who_came_by_a_token_connects_again_by_it(settings: Settings, address: str) -> None:
    settings.GITHUB_CLIENT_ID = ""
    person = make.connection(problem=TokenRejectedError.sentence).user

    assert 'action="/settings/token-sign-in/"' in page(person, address)


def test_who_disconnected_is_not_told_that_github_refused() -> None:
    person = connected()
    disconnect(person)

    shown = fragment(person)

    assert "Not connected to GitHub." in shown
    assert "Reconnect GitHub" in shown


def test_the_first_entries_appear_by_themselves() -> None:
    person = connected()
    run(person, RunState.RUNNING)
    entry = make.entry(person, title="The very first")

    shown = fragment(person, "seen=0&full=")

    assert 'id="found"' in shown
    assert "The very first" in shown
    assert f"seen={entry.pk}" in shown


def test_a_page_that_is_full_is_offered_what_is_new() -> None:
    person = connected()
    run(person, RunState.RUNNING)
    known = make.entry(person)
    make.entry(person)
    make.entry(person)

    shown = fragment(person, f"seen={known.pk}&full=1")

    assert "2 entries have come in since this list was made." in shown
    assert 'id="found"' not in shown


def test_sync_now_asks_for_one_run_however_often_it_is_pressed() -> None:
    person = connected()

    first = post(person, "/sync/", htmx=True)
    second = post(person, "/sync/")

    assert ASKS_AGAIN in first.content.decode()
    assert second["Location"] == "/log/"
    assert SyncRun.objects.get(user=person).trigger == Trigger.OWNER


def test_the_log_shows_the_running_sync_after_a_reload() -> None:
    person = connected()
    run(person, RunState.RUNNING, doing="Reading issues")

    shown = page(person, "/log/")

    assert "Reading issues" in shown
    assert ASKS_AGAIN in shown
    assert "Your history is on its way" in shown


def test_nobody_sees_anybody_elses_sync() -> None:
    run(connected(), RunState.RUNNING, doing="Reading secrets")

    assert "Reading secrets" not in fragment(connected())


def test_the_runs_page_names_gaps_and_costs() -> None:
    person = connected()
    now = timezone.now()
    run(person, started_at=now - timedelta(seconds=200), finished_at=now, requests=14, points=15)
    stream = reading(person, seen=1214, total=1214, is_complete=True)
    SyncSkip.objects.create(stream=stream, reason="a null node")

    shown = unescape(page(person, "/sync/runs/"))

    assert "3 min 20 s" in shown
    assert "1 item could not be read" in shown
    assert "1,214 of 1,214" in shown
    assert '<td class="num" data-of="Requests">14</td>' in shown
    assert '<td class="num" data-of="Points">15</td>' in shown
