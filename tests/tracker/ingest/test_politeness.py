"""What GitHub sees of us: one request at a time for each person, few at once, and no impatience."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from typing import Any, Self

import pytest
from django.utils import timezone
from pytest_django import Settings

import tracker.github.client
from accounts.models import User
from tests.tracker.ingest.processes import thaw, work
from tests.tracker.ingest.truth import differences, in_public, truth
from tests.tracker.ingest.turns import request, sync, turn
from tests.tracker.ingest.world import World
from tracker.ingest import waits
from tracker.ingest.run import Outcome
from tracker.models import RunState, SyncRun

pytestmark = pytest.mark.django_db(transaction=True)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def people(world: World, number: int) -> list[User]:
    """So many people with a short history each, on a GitHub that takes its time."""
    world.tell("POST", "/settings", latency_ms=30)
    for serial in range(number):
        world.move_in(f"neighbour-{serial}", pull_requests=8, issues=4, reviews=3)
    return [world.connect(f"neighbour-{serial}").user for serial in range(number)]


def most_at_once(requests: list[dict[str, Any]]) -> int:
    """How many of these were being answered at the same time, at most."""
    events = [(row["started"], 1) for row in requests] + [(row["finished"], -1) for row in requests]
    now = most = 0
    for _, step in sorted(events):
        now += step
        most = max(most, now)
    return most


def test_each_person_has_one_request_in_flight_however_many_workers_race(world: World) -> None:
    runs = [request(owner) for owner in people(world, 3)]

    workers = [work(run) for run in runs for _ in range(3)]
    outcomes = Counter(thaw(child) for child in workers)

    assert outcomes == {Outcome.DONE: 3, Outcome.NOT_OURS: 6}
    asked = world.requests()
    theirs = [[row for row in asked if row["login"] == f"neighbour-{n}"] for n in range(3)]
    assert [most_at_once(requests) for requests in theirs] == [1, 1, 1]
    assert most_at_once(asked) > 1


def test_all_workers_together_have_no_more_requests_in_flight_than_there_are_slots(
    world: World, settings: Settings
) -> None:
    settings.SYNCS_AT_ONCE = 2
    waiting = [request(owner) for owner in people(world, 6)]

    while waiting:
        workers = [work(run) for run in waiting]
        assert {thaw(child) for child in workers} <= {Outcome.DONE, Outcome.NOT_OURS}
        waiting = list(SyncRun.objects.filter(state=RunState.QUEUED))

    asked = world.requests()
    assert len({row["login"] for row in asked}) == 6
    assert most_at_once(asked) == 2
    assert set(SyncRun.objects.values_list("state", "attempts")) == {(RunState.DONE, 0)}


@pytest.mark.parametrize(
    ("fault", "details", "least"),
    [
        ("primary_rate_limited", {"reset_in": 3000}, 49 * MINUTE),
        ("secondary_403", {"retry_after": 1800}, 29 * MINUTE),
        ("secondary_200", {}, 59 * MINUTE / 60),
        ("unicorn_503_html", {}, 29 * MINUTE / 60),
        ("timeout_502_json", {"times": None}, 29 * MINUTE / 60),
    ],
)
def test_worker_that_is_asked_to_wait_hands_the_run_back_instead_of_sleeping(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    fault: str,
    details: dict[str, Any],
    least: timedelta,
) -> None:
    run = request(world.connect("yaramendelin").user)
    world.break_with(fault, operation="PullRequests", **details)

    def sleep(seconds: float) -> None:
        raise AssertionError(f"a worker slept for {seconds} seconds")

    monkeypatch.setattr(time, "sleep", sleep)
    assert turn(run) is Outcome.WAITING

    run.refresh_from_db()
    assert (run.state, run.lease_token) == (RunState.QUEUED, None)
    assert run.not_before > timezone.now() + least


def test_those_who_wait_for_the_same_instant_do_not_come_back_together() -> None:
    moment = timezone.now()

    comings = [(waits.jittered(moment) - moment).total_seconds() for _ in range(400)]

    assert min(comings) > 0
    in_one_second = Counter(int(seconds) for seconds in comings)
    assert len(in_one_second) == 10
    assert max(in_one_second.values()) < 100


def test_every_request_asks_for_ids_of_the_lasting_kind_and_none_is_conditional(
    world: World,
) -> None:
    owner = world.connect("yaramendelin").user

    assert sync(owner) is Outcome.DONE
    assert sync(owner) is Outcome.DONE

    asked = world.requests()
    assert len(asked) > 5
    assert all(row["headers"] == {"x-github-next-global-id": "1"} for row in asked)


@pytest.mark.parametrize("ahead", [-2 * HOUR, 2 * HOUR])
def test_worker_whose_clock_is_wrong_waits_as_long_as_any_other(
    world: World, monkeypatch: pytest.MonkeyPatch, ahead: timedelta
) -> None:
    owner = world.connect("yaramendelin").user
    world.break_with("primary_rate_limited", operation="Issues", reset_in=1800)
    run = request(owner)

    with a_clock_that_is(ahead, monkeypatch):
        assert turn(run) is Outcome.WAITING

    run.refresh_from_db()
    assert 29 * MINUTE < run.not_before - timezone.now() < 31 * MINUTE
    SyncRun.objects.update(not_before=timezone.now())
    with a_clock_that_is(ahead, monkeypatch):
        assert turn(run) is Outcome.DONE
    assert not differences(owner.pk, in_public(truth(world, "yaramendelin")))


@contextmanager
def a_clock_that_is(ahead: timedelta, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """This process's wall clock, wrong by so much; the database's and GitHub's stay right."""

    class AnyInstant(type):
        def __instancecheck__(cls, thing: object) -> bool:
            return isinstance(thing, datetime)

    class WrongClock(datetime, metaclass=AnyInstant):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return super().now(tz) + ahead

    with monkeypatch.context() as wrong:
        for module in (tracker.github.client, timezone):
            wrong.setattr(module, "datetime", WrongClock)
        yield
