"""Workers that really die, freeze and race, at every place where that could matter."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Value
from django.db.models.functions import Now
from django.test import Client

from accounts.models import User
from tests import make
from tests.tracker.ingest.crowd import all_at_once
from tests.tracker.ingest.processes import (
    PAGE_BEGINS,
    PAGE_IS_WRITTEN,
    Place,
    die,
    end_all,
    thaw,
    wait_until_frozen,
    was_killed,
    work,
)
from tests.tracker.ingest.test_keeper import Belfry, keep
from tests.tracker.ingest.truth import differences, truth
from tests.tracker.ingest.turns import request, turn
from tests.tracker.ingest.world import World
from tracker.ingest import heartbeat, passes
from tracker.ingest.claim import MOST_ATTEMPTS
from tracker.ingest.keeper import Bells, tick
from tracker.ingest.run import Outcome, Patience
from tracker.models import Entry, Process, RunState, SyncRun, SyncStream

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "somebody"
ONE_PAGE = Patience(seconds=600, pages=1)
OPENING = {"Viewer", "Probe"}  # each turn begins with one of them


@pytest.fixture(autouse=True)
def no_worker_outlives_its_test() -> Iterator[None]:
    yield
    end_all()


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose lists take several pages each."""
    world.move_in(LOGIN, pull_requests=14, issues=13, reviews=5, comments=7)
    owner = world.connect(LOGIN).user
    passes.streams_of(owner)
    SyncStream.objects.filter(user=owner).update(page_size=6)
    return owner


def let_leases_run_out() -> None:
    """As if more than a minute had passed."""
    running = SyncRun.objects.filter(state=RunState.RUNNING)
    running.update(lease_until=Now() - Value(timedelta(seconds=1)))


def answered(world: World) -> Counter[str]:
    """How often each page was answered."""
    return Counter(
        repr((row["operation"], sorted(row["variables"].items())))
        for row in world.requests()
        if row["operation"] not in OPENING
    )


def table(owner: User) -> list[dict[str, Any]]:
    """All that is stored of somebody's log, but for our keys and when it was stored."""
    own = {"id", "user_id", "repository_id", "first_seen_at", "enriched_at"}
    rows = Entry.objects.filter(user=owner).order_by("form", "node_id").values()
    return [{key: value for key, value in row.items() if key not in own} for row in rows]


def is_over(run: SyncRun) -> bool:
    run.refresh_from_db()
    return run.state == RunState.DONE


def undisturbed(world: World) -> list[dict[str, Any]]:
    """What the same history gives where nobody dies."""
    found = world.connect(LOGIN)
    assert turn(request(found.user)) is Outcome.DONE
    rows = table(found.user)
    found.user.syncruns.all().delete()
    Entry.objects.filter(user=found.user).delete()
    found.user.delete()
    return rows


@pytest.mark.parametrize("place", ["before the commit", "after the commit", "before the bell"])
def test_worker_killed_at_every_page_leaves_the_log_that_an_undisturbed_one_does(
    world: World, place: str
) -> None:
    world.move_in(LOGIN, pull_requests=14, issues=13, reviews=5, comments=7)
    should_be = undisturbed(world)
    owner = world.connect(LOGIN).user
    passes.streams_of(owner)
    SyncStream.objects.filter(user=owner).update(page_size=6)
    run = request(owner)
    world.forget_requests()
    kills = 0

    while not is_over(run):
        if place == "before the commit":
            kills += was_killed(work(run, place=Place(PAGE_IS_WRITTEN, signal.SIGKILL)))
            let_leases_run_out()
            turn(run, pages=1)
        elif place == "after the commit":
            kills += was_killed(work(run, after_page=die))
            let_leases_run_out()
        else:
            kills += was_killed(work(run, ring=die, patience=ONE_PAGE))
            assert keep().rung == [run.pk] * (not is_over(run))

    assert table(owner) == should_be
    assert kills >= 8
    most = 2 if place == "before the commit" else 1
    assert max(answered(world).values()) == most


def test_zombies_write_is_refused_while_its_successor_goes_on(world: World, owner: User) -> None:
    run = request(owner)
    zombie = work(run, place=Place(PAGE_BEGINS, signal.SIGSTOP, nth=3))
    wait_until_frozen(zombie)
    let_leases_run_out()
    assert turn(run, pages=2) is Outcome.UNFINISHED
    held = SyncStream.objects.filter(user=owner).order_by("form").values("form", "cursor", "seen")
    before = table(owner), list(held)

    assert thaw(zombie) is Outcome.LOST

    assert (table(owner), list(held)) == before
    assert turn(run) is Outcome.DONE
    assert not differences(owner.pk, truth(world, LOGIN))


def test_worker_frozen_in_the_middle_of_a_write_holds_up_nobody_else(
    world: World, owner: User
) -> None:
    run, other = request(owner), make.sync_run()
    zombie = work(run, place=Place(PAGE_IS_WRITTEN, signal.SIGSTOP))
    wait_until_frozen(zombie)

    assert keep().rung == [other.pk]
    assert request(owner) == run
    assert turn(run) is Outcome.NOT_OURS

    assert thaw(zombie) is Outcome.DONE


def test_message_delivered_twice_is_carried_out_once(world: World, owner: User) -> None:
    run = request(owner)

    workers = [work(run) for _ in range(4)]
    outcomes = [thaw(child) for child in workers]

    assert sorted(map(str, outcomes)) == ["done", "not_ours", "not_ours", "not_ours"]
    assert max(answered(world).values()) == 1
    assert not differences(owner.pk, truth(world, LOGIN))


def test_two_keepers_at_once_wake_and_ring_for_everybody_once() -> None:
    owners = [make.connection().user for _ in range(30)]
    heartbeat.beat(Process.WORKER)
    belfries = [Belfry(), Belfry()]

    all_at_once(lambda b: tick(Bells(b.ring_all, b.ring_for_heartbeat)), belfries)

    rung = Counter(belfries[0].rung + belfries[1].rung)
    assert SyncRun.objects.filter(user__in=owners).count() == 30
    assert len(rung) == 30
    assert set(rung.values()) == {1}


def test_fifty_clicks_on_sync_now_make_one_run(world: World, owner: User) -> None:
    browsers = []
    for _ in range(10):
        browser = Client(raise_request_exception=False)
        browser.force_login(owner)
        browsers.append(browser)

    def click_five_times(browser: Client) -> set[int]:
        return {browser.post("/sync/").status_code for _ in range(5)}

    answers = set().union(*all_at_once(click_five_times, browsers))

    assert answers == {302}
    assert SyncRun.objects.filter(user=owner).count() == 1


def test_run_that_kills_its_worker_each_time_stops_and_says_so(world: World, owner: User) -> None:
    run = request(owner)
    deaths = 0

    while deaths <= MOST_ATTEMPTS and keep().rung == [run.pk]:
        assert was_killed(work(run, place=Place(PAGE_BEGINS, signal.SIGKILL)))
        deaths += 1
        let_leases_run_out()

    run.refresh_from_db()
    assert deaths == MOST_ATTEMPTS
    assert run.state == RunState.FAILED
    assert run.error.startswith("We stopped after 8 attempts that came to nothing.")
    assert len(world.requests()) == 2 * MOST_ATTEMPTS
