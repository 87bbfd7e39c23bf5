"""Stopping anywhere: a run goes on where it was, under somebody else's hands if need be."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db.models import Value
from django.db.models.functions import Now

from tests import make
from tests.tracker.ingest.turns import FOREVER, deaf, request, sync, turn
from tests.tracker.ingest.world import World, stored
from tracker.ingest.claim import MOST_ATTEMPTS, claim
from tracker.ingest.run import Outcome, carry_out
from tracker.leases import LeaseLostError
from tracker.models import Entry, Repository, RunState, SyncRun, SyncStream
from tracker.records import Form

pytestmark = pytest.mark.django_db(transaction=True)
FORMS = (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW)


class Killed(BaseException):
    """What a worker meets when its process is told to go."""


def let_lease_run_out(run: SyncRun) -> None:
    SyncRun.objects.filter(pk=run.pk).update(lease_until=Now() - Value(timedelta(seconds=1)))


def pages_asked_for(world: World) -> Counter[str]:
    return Counter(repr((r["operation"], sorted(r["variables"].items()))) for r in world.requests())


def test_run_that_ends_its_turn_after_every_page_still_reads_everything(world: World) -> None:
    owner = world.connect("henriksalov").user
    run = request(owner)

    while (outcome := turn(run, pages=1)) is Outcome.UNFINISHED:
        pass

    assert outcome is Outcome.DONE
    for form in FORMS:
        public = {k for k, row in world.items("henriksalov", form).items() if not row["is_private"]}
        assert stored(owner, form).keys() == public


def test_kill_between_pages_costs_at_most_the_page_in_flight(world: World) -> None:
    owner = world.connect("henriksalov").user
    undisturbed = len(world.requests())
    run = request(owner)
    pages = 0

    def die_after_five_pages() -> None:
        nonlocal pages
        pages += 1
        if pages == 5:
            raise Killed

    with pytest.raises(Killed):
        carry_out(run.pk, ring=deaf, patience=FOREVER, after_page=die_after_five_pages)
    assert turn(run) is Outcome.DONE

    repeated = {
        page: n for page, n in pages_asked_for(world).items() if n > 1 and "Viewer" not in page
    }
    assert undisturbed == 0
    assert not repeated


def test_worker_that_vanishes_is_replaced_once_its_lease_ran_out(world: World) -> None:
    run = request(world.connect("yaramendelin").user)
    claim(run.pk)

    assert turn(run) is Outcome.NOT_OURS
    let_lease_run_out(run)
    assert turn(run) is Outcome.DONE


def test_zombie_cannot_write_once_another_worker_has_the_run(world: World) -> None:
    owner = world.connect("yaramendelin").user
    run = request(owner)
    frozen = claim(run.pk)
    assert frozen is not None
    let_lease_run_out(run)
    successor = claim(run.pk)
    assert successor is not None
    before = table(SyncRun), table(SyncStream), table(Entry)

    with pytest.raises(LeaseLostError), frozen.page("Reading your issues"):
        make.entry(owner)

    for ending in (frozen.pause, frozen.finish, lambda: frozen.fail("x", "x")):
        with pytest.raises(LeaseLostError):
            ending()
    assert (table(SyncRun), table(SyncStream), table(Entry)) == before
    with successor.page("Reading your issues"):
        make.repository("acme/alive")
    assert Repository.objects.filter(full_name="acme/alive").exists()


def test_worker_that_was_frozen_during_a_run_stops_without_a_trace(world: World) -> None:
    owner = world.connect("yaramendelin").user
    run = request(owner)
    taken_over = False

    def freeze_while_another_finishes() -> None:
        nonlocal taken_over
        if not taken_over:
            taken_over = True
            let_lease_run_out(run)
            assert turn(run) is Outcome.DONE

    outcome = carry_out(
        run.pk, ring=deaf, patience=FOREVER, after_page=freeze_while_another_finishes
    )

    assert outcome is Outcome.LOST
    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert Entry.objects.count() == world.size_of("yaramendelin")


def test_deleted_account_stops_its_sync(world: World) -> None:
    owner = world.connect("yaramendelin").user
    run = request(owner)

    def delete_account() -> None:
        Entry.objects.filter(user=owner).delete()
        owner.delete()

    assert carry_out(run.pk, ring=deaf, after_page=delete_account) is Outcome.LOST
    assert not Entry.objects.exists()


def test_run_that_kills_its_worker_each_time_ends_with_a_sentence(world: World) -> None:
    run = request(world.connect("yaramendelin").user)

    for _ in range(MOST_ATTEMPTS):
        assert claim(run.pk) is not None
        let_lease_run_out(run)
    outcome = turn(run)

    run.refresh_from_db()
    assert outcome is Outcome.FAILED
    assert run.error.startswith("We stopped after 8 attempts")


def test_committed_page_wins_back_all_attempts(world: World) -> None:
    run = request(world.connect("henriksalov").user)
    SyncRun.objects.filter(pk=run.pk).update(attempts=MOST_ATTEMPTS - 1)

    turn(run, pages=1)

    run.refresh_from_db()
    assert (run.state, run.attempts) == (RunState.QUEUED, 0)


def test_unforeseen_failure_puts_the_run_back_for_later(world: World) -> None:
    run = request(world.connect("yaramendelin").user)

    def fail() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        carry_out(run.pk, ring=deaf, after_page=fail)

    run.refresh_from_db()
    assert run.state == RunState.QUEUED
    assert run.lease_token is None
    assert turn(run) is Outcome.NOT_OURS


def test_interrupted_walk_by_last_change_begins_again_at_its_head(world: World) -> None:
    owner = world.connect("yaramendelin").user
    sync(owner)
    SyncStream.objects.filter(user=owner, form=Form.PULL_REQUEST).update(started_at=make.SOME_DAY)
    world.forget_requests()

    sync(owner)

    assert [r["operation"] for r in world.requests()] == ["Probe", "PullRequests"]


def table(model: Any) -> list[dict[str, Any]]:
    """Every row of a table, for comparison."""
    return list(model.objects.order_by("pk").values())
