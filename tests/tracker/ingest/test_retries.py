"""Gaps that their owner wants tried again: by id where there is one, and at the next run."""

from __future__ import annotations

import pytest

from accounts.models import User
from tests.tracker.ingest.turns import sync
from tests.tracker.ingest.world import World, stored
from tracker.ingest import retries
from tracker.ingest.run import Outcome
from tracker.models import Entry, SyncSkip, SyncStream
from tracker.records import Form, Landing

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is up to date."""
    owner = world.connect(LOGIN).user
    sync(owner)
    world.forget_requests()
    return owner


def lose(owner: User, form: Form) -> str:
    """Make it as if this had been malformed when its list was read."""
    entry = Entry.objects.filter(user=owner, form=form).latest("pk")
    stream = SyncStream.objects.get(user=owner, form=form)
    SyncSkip.objects.create(stream=stream, node_id=entry.node_id, reason="malformed: its title")
    entry.delete()
    return entry.node_id


def operations(world: World) -> list[str]:
    return [row["operation"] for row in world.requests()]


@pytest.mark.parametrize(
    ("form", "operation"),
    [(Form.PULL_REQUEST, "PullRequestsById"), (Form.ISSUE, "IssuesById")],
)
def test_item_of_a_list_is_asked_for_by_its_id(
    world: World, owner: User, form: Form, operation: str
) -> None:
    node_id = lose(owner, form)
    assert retries.want(owner) == 1

    assert sync(owner) is Outcome.DONE

    assert node_id in stored(owner, form)
    assert not SyncSkip.objects.exists()
    assert operations(world)[:2] == ["Probe", operation]


def test_reviews_on_a_pull_request_are_asked_for_although_nothing_moved(world: World) -> None:
    owner = world.connect(LOGIN).user
    heavy = next(iter(world.items(LOGIN, Form.REVIEW).values()))["thread_id"]
    for operation in ("ReviewsGiven", "ReviewsByPr"):
        world.break_with("timeout_502_json", operation=operation, node=heavy, times=None)
    sync(owner)
    world.tell("DELETE", "/faults")
    retries.want(owner, SyncSkip.objects.get().pk)

    assert sync(owner) is Outcome.DONE

    assert stored(owner, Form.REVIEW).keys() == world.items(LOGIN, Form.REVIEW).keys()
    assert not SyncSkip.objects.exists()


def test_what_an_entry_lacks_is_asked_for_at_once(world: World) -> None:
    owner = world.connect(LOGIN).user
    world.break_with("timeout_502_json", operation="PullRequestDetails", page_larger_than=1)
    landed = world.items(LOGIN, Form.PULL_REQUEST)
    heavy = next(key for key, row in landed.items() if row["state"] == "MERGED")
    world.break_with("timeout_502_json", operation="PullRequestDetails", node=heavy, times=None)
    sync(owner)
    assert SyncSkip.objects.get().node_id == heavy
    world.tell("DELETE", "/faults")
    retries.want(owner)

    assert sync(owner) is Outcome.DONE

    entry = Entry.objects.get(user=owner, node_id=heavy)
    assert (entry.landing, entry.enriched_at is None) == (Landing.MERGED, False)
    assert not SyncSkip.objects.exists()


def test_gap_without_a_name_has_its_list_read_again(world: World, owner: User) -> None:
    stream = SyncStream.objects.get(user=owner, form=Form.ISSUE)
    SyncSkip.objects.create(stream=stream, reason="unexplained")
    lost = Entry.objects.filter(user=owner, form=Form.ISSUE).latest("pk")
    lost.delete()
    retries.want(owner)

    assert sync(owner) is Outcome.DONE

    assert lost.node_id in stored(owner, Form.ISSUE)
    assert not SyncSkip.objects.exists()
    assert "PullRequests" not in operations(world)


def test_what_still_cannot_be_read_stays_a_gap_that_nobody_wants_for_now(
    world: World, owner: User
) -> None:
    node_id = lose(owner, Form.ISSUE)
    world.break_with("gone", operation="IssuesById", times=None)
    retries.want(owner)

    assert sync(owner) is Outcome.DONE

    gap = SyncSkip.objects.get()
    assert (gap.node_id, gap.reason, gap.is_wanted) == (node_id, "not_found", False)


def test_thread_of_comments_is_asked_for_without_their_list(world: World, owner: User) -> None:
    comment = Entry.objects.filter(user=owner, form=Form.COMMENT).latest("pk")
    stream = SyncStream.objects.get(user=owner, form=Form.COMMENT)
    Entry.objects.filter(parent__node_id=comment.parent["node_id"]).update(enriched_at=None)
    SyncSkip.objects.create(
        stream=stream, node_id=comment.parent["node_id"], reason="GitHub found it too heavy"
    )
    retries.want(owner)

    assert sync(owner) is Outcome.DONE

    assert operations(world) == ["Probe", "Triage"]
    comment.refresh_from_db()
    assert comment.enriched_at is not None
    assert not SyncSkip.objects.exists()


def test_nobody_can_want_somebody_elses_gaps(world: World, owner: User) -> None:
    lose(owner, Form.ISSUE)
    stranger = world.connect("henriksalov").user

    assert retries.want(stranger) == 0
    assert retries.want(stranger, SyncSkip.objects.get().pk) == 0


def test_nothing_wanted_costs_nothing(world: World, owner: User) -> None:
    lose(owner, Form.ISSUE)

    sync(owner)

    assert operations(world) == ["Probe"]
