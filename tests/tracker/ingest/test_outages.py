"""A GitHub that answers badly for a while: nothing is taken for a gap that was only an outage."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.tracker.ingest.turns import request, sync, turn
from tests.tracker.ingest.world import World, stored
from tracker.ingest.run import Outcome
from tracker.models import Entry, SyncRun, SyncSkip
from tracker.records import Form, Landing, State

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"
DAY = 86_400  # seconds


def wait_out(run: SyncRun) -> Outcome:
    """Turn after turn, as if each pause had passed, until the run is over."""
    while (outcome := turn(run)) is Outcome.WAITING:
        SyncRun.objects.filter(pk=run.pk).update(not_before=timezone.now())
    return outcome


def let_gaps_rest() -> None:
    SyncSkip.objects.update(tried_at=timezone.now() - timedelta(days=2))


def picked(world: World) -> str:
    """A pull request that was closed, and whose commit a maintainer pushed."""
    made = world.change(
        "add", login=LOGIN, form="pull", repository="wickerwork/wicker", title="Keep it"
    )
    world.tell("POST", "/clock", seconds=2 * DAY)
    world.change("end", id=made["id"], outcome="picked")
    node_id: str = made["id"]
    return node_id


def hide_commits_from_their_own_stream(world: World) -> None:
    """So that what cites a pull request has to be looked for by itself."""
    world.break_with("oauth_app_restricted", operation="Commits", times=None)


@pytest.mark.parametrize("operation", ["ReviewsGiven", "ReviewsDiscover", "ReviewsByPr"])
def test_outage_loses_no_review(world: World, operation: str) -> None:
    world.move_in("ada", pull_requests=0, issues=0, reviews=120)
    owner = world.connect("ada").user
    for broken in {"ReviewsGiven", operation}:  # the others only follow where this one fails
        world.break_with("timeout_502_json", operation=broken, times=30)

    assert wait_out(request(owner)) is Outcome.DONE

    assert stored(owner, Form.REVIEW).keys() == world.items("ada", Form.REVIEW).keys()
    assert not SyncSkip.objects.exists()


@pytest.mark.parametrize("operation", ["LandingEvidence", "PullRequestDetails"])
def test_outage_leaves_nothing_untested(world: World, operation: str) -> None:
    owner = world.connect("henriksalov").user
    world.break_with("timeout_502_json", operation=operation, times=30)

    assert wait_out(request(owner)) is Outcome.DONE

    pull_requests = Entry.objects.filter(form=Form.PULL_REQUEST)
    assert not pull_requests.exclude(state=State.OPEN).filter(enriched_at=None).exists()
    assert not SyncSkip.objects.exists()


def test_commits_that_are_too_many_at_once_are_read_in_smaller_pages(world: World) -> None:
    owner = world.connect(LOGIN).user
    node_id = picked(world)
    hide_commits_from_their_own_stream(world)
    world.break_with("timeout_502_json", operation="CommitHistory", page_larger_than=6, times=None)

    sync(owner)

    assert Entry.objects.get(node_id=node_id).landing == Landing.COMMIT


@pytest.mark.parametrize("fault", ["timeout_502_json", "oauth_app_restricted"])
def test_commits_that_are_not_shown_are_asked_for_again_a_day_later(
    world: World, fault: str
) -> None:
    owner = world.connect(LOGIN).user
    node_id = picked(world)
    hide_commits_from_their_own_stream(world)
    world.break_with(fault, operation="CommitHistory", times=None)
    sync(owner)
    assert SyncSkip.objects.filter(node_id=node_id).exists()

    world.tell("DELETE", "/faults")
    world.forget_requests()
    sync(owner)
    assert "LandingEvidence" not in [row["operation"] for row in world.requests()]
    let_gaps_rest()
    sync(owner)

    assert Entry.objects.get(node_id=node_id).landing == Landing.COMMIT
    assert not SyncSkip.objects.filter(node_id=node_id).exists()


def test_reviews_that_were_too_heavy_are_asked_for_again_a_day_later(world: World) -> None:
    owner = world.connect(LOGIN).user
    heavy = next(iter(world.items(LOGIN, Form.REVIEW).values()))["thread_id"]
    for operation in ("ReviewsGiven", "ReviewsByPr"):
        world.break_with("timeout_502_json", operation=operation, node=heavy, times=None)
    sync(owner)
    assert SyncSkip.objects.get().node_id == heavy

    world.tell("DELETE", "/faults")
    world.tell("POST", "/clock", seconds=2 * DAY)
    let_gaps_rest()
    sync(owner)

    assert stored(owner, Form.REVIEW).keys() == world.items(LOGIN, Form.REVIEW).keys()
    assert not SyncSkip.objects.exists()


def test_many_reviews_on_one_pull_request_are_read_in_pages_that_github_can_carry(
    world: World,
) -> None:
    world.move_in("ada", pull_requests=0, issues=0, reviews=3)
    owner = world.connect("ada").user
    thread = next(iter(world.items("ada", Form.REVIEW).values()))["thread_id"]
    for _ in range(70):
        world.change("review", login="ada", id=thread, state="COMMENTED")
    world.break_with("timeout_502_json", operation="ReviewsByPr", page_larger_than=60, times=None)

    assert sync(owner) is Outcome.DONE

    assert stored(owner, Form.REVIEW).keys() == world.items("ada", Form.REVIEW).keys()
    assert not SyncSkip.objects.exists()
