"""When GitHub asks us to wait: the row says until when and why, and no worker sleeps."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from tests.tracker.ingest.turns import request, sync, turn
from tests.tracker.ingest.world import World, stored
from tracker.ingest.run import Outcome
from tracker.models import RunState, SyncRun
from tracker.records import Form

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is still empty."""
    return world.connect(LOGIN).user


def waits(run: SyncRun) -> timedelta:
    """How long the run has still to wait."""
    run.refresh_from_db()
    assert run.state == RunState.QUEUED
    return run.not_before - timezone.now()


@pytest.mark.parametrize("fault", ["primary_rate_limited", "primary_rate_limit_v2"])
def test_spent_budget_is_waited_for_until_it_is_renewed(
    world: World, owner: User, fault: str
) -> None:
    world.break_with(fault, operation="Issues", reset_in=1800)
    run = request(owner)

    assert turn(run) is Outcome.WAITING

    assert 29 * MINUTE < waits(run) < 31 * MINUTE
    clock = (timezone.now() + 30 * MINUTE).astimezone(owner.zone)
    assert "GitHub asked us to wait until" in run.waiting_for
    assert f"{clock:%H:}" in run.waiting_for
    assert run.attempts == 0


@pytest.mark.parametrize(
    "fault",
    [
        "burst_rate_limit_with_budget_left",
        "secondary_403",
        "secondary_429_no_retry_after",
        "secondary_200",
    ],
)
def test_request_to_slow_down_is_a_short_pause(world: World, owner: User, fault: str) -> None:
    world.break_with(fault, operation="Issues")
    run = request(owner)

    assert turn(run) is Outcome.WAITING

    assert 30 * MINUTE / 60 < waits(run) < 2 * MINUTE
    assert "GitHub asked us to wait until" in run.waiting_for


def test_pause_grows_with_each_turn_that_comes_to_nothing(world: World, owner: User) -> None:
    world.break_with("secondary_200", times=None)
    run = request(owner)
    pauses = []

    for _ in range(4):
        SyncRun.objects.filter(pk=run.pk).update(not_before=timezone.now())
        turn(run)
        pauses.append(waits(run))

    assert MINUTE < pauses[1] < 2 * MINUTE < pauses[2] < 3 * MINUTE < pauses[3]


@pytest.mark.parametrize("fault", ["unicorn_503_html", "drop"])
def test_unreachable_github_is_tried_again_later(world: World, owner: User, fault: str) -> None:
    world.break_with(fault, operation="Issues", times=None)
    run = request(owner)

    assert turn(run) is Outcome.WAITING

    assert 20 * MINUTE / 60 < waits(run) < 2 * MINUTE
    assert run.waiting_for.startswith("GitHub cannot be reached right now. We try again at ")


def test_run_goes_on_where_it_waited(world: World, owner: User) -> None:
    world.break_with("secondary_200", operation="Issues")
    run = request(owner)
    turn(run)
    SyncRun.objects.filter(pk=run.pk).update(not_before=timezone.now())
    world.forget_requests()

    assert turn(run) is Outcome.DONE

    assert "PullRequests" not in [row["operation"] for row in world.requests()]
    assert stored(owner, Form.ISSUE).keys() == world.items(LOGIN, Form.ISSUE).keys()
    run.refresh_from_db()
    assert run.waiting_for == ""


def test_nobody_takes_a_run_before_its_time(world: World, owner: User) -> None:
    world.break_with("primary_rate_limited")
    run = request(owner)
    turn(run)

    assert turn(run) is Outcome.NOT_OURS


def test_first_sync_leaves_a_thousand_points_to_other_tools(world: World, owner: User) -> None:
    world.tell("POST", "/budget", login=LOGIN, remaining=1003, reset_in=1200)
    run = request(owner)

    assert turn(run) is Outcome.WAITING

    assert 19 * MINUTE < waits(run) < 21 * MINUTE
    assert run.waiting_for.startswith("We leave the rest of this hour's GitHub requests")
    assert SyncRun.objects.get().requests == 3


def test_later_sync_may_use_all_but_two_hundred(world: World, owner: User) -> None:
    sync(owner)
    world.change("add", login=LOGIN, form="issue", repository="wickerwork/wicker", title="Odd")
    world.tell("POST", "/budget", login=LOGIN, remaining=900, reset_in=1200)

    assert sync(owner) is Outcome.DONE

    world.change("add", login=LOGIN, form="issue", repository="wickerwork/wicker", title="Odder")
    world.tell("POST", "/budget", login=LOGIN, remaining=190, reset_in=1200)
    assert sync(owner) is Outcome.WAITING


def test_small_budget_is_used_for_all_but_a_fifth(world: World, owner: User) -> None:
    world.tell("POST", "/budget", login=LOGIN, limit=900, remaining=900, reset_in=1200)

    assert sync(owner) is Outcome.DONE

    assert stored(owner, Form.ISSUE).keys() == world.items(LOGIN, Form.ISSUE).keys()


def test_unavailable_github_is_given_up_after_eight_turns(world: World, owner: User) -> None:
    world.break_with("unicorn_503_html", times=None)
    run = request(owner)

    outcomes = []
    for _ in range(9):
        SyncRun.objects.filter(pk=run.pk).update(not_before=timezone.now())
        outcomes.append(turn(run))

    run.refresh_from_db()
    assert outcomes == [Outcome.WAITING] * 8 + [Outcome.FAILED]
    assert "8 attempts" in run.error


def test_spent_budget_is_no_failure_however_often(world: World, owner: User) -> None:
    world.break_with("primary_rate_limited", times=None)
    run = request(owner)

    for _ in range(10):
        SyncRun.objects.filter(pk=run.pk).update(not_before=timezone.now())
        assert turn(run) is Outcome.WAITING
