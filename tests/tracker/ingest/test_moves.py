"""Whose move it is on open pull requests: read when they moved, and weekly."""

from __future__ import annotations

import pytest

from accounts.models import User
from tests.tracker.ingest.turns import request, sync, turn
from tests.tracker.ingest.world import World
from tracker.ingest.enrich import moves
from tracker.ingest.run import Outcome
from tracker.models import Entry
from tracker.records import NextMove

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN, OTHER = "yaramendelin", "inesokafor"
DAY = 86_400


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is up to date."""
    owner = world.connect(LOGIN).user
    sync(owner)
    return owner


@pytest.fixture
def opened(world: World, owner: User) -> Entry:
    """A pull request that they have just opened, and that has been read."""
    made = world.change(
        "add", login=LOGIN, form="pull", repository="wickerwork/wicker", title="Soon"
    )
    sync(owner)
    world.tell("POST", "/clock", seconds=5)
    world.forget_requests()
    return Entry.objects.get(node_id=made["id"])


def told(entry: Entry) -> tuple[str, str]:
    now = Entry.objects.get(pk=entry.pk)
    return now.next_move, now.next_move_why


def operations(world: World) -> list[str]:
    return [row["operation"] for row in world.requests()]


def test_every_open_pull_request_is_read_once(world: World, owner: User) -> None:
    still_open = Entry.objects.filter(form="pull_request", state="open")

    assert all(entry.next_move for entry in still_open)
    assert not Entry.objects.exclude(state="open").exclude(next_move="").exists()
    assert operations(world).count("NextMoves") == (1 if still_open else 0)


def test_move_goes_to_and_fro(world: World, owner: User, opened: Entry) -> None:
    assert told(opened) == ("maintainers", "no review yet")

    world.change("review", login=OTHER, id=opened.node_id, state="CHANGES_REQUESTED")
    sync(owner)
    assert told(opened) == ("you", "changes requested")

    world.tell("POST", "/clock", seconds=5)
    world.change("push", id=opened.node_id)
    sync(owner)
    assert told(opened) == ("maintainers", "another look after your changes")

    world.tell("POST", "/clock", seconds=5)
    world.change("review", login=OTHER, id=opened.node_id, state="APPROVED")
    sync(owner)
    assert told(opened) == ("maintainers", "approved, waiting for a merge")


def test_comment_by_somebody_else_is_to_be_answered(
    world: World, owner: User, opened: Entry
) -> None:
    world.tell("POST", "/clock", seconds=5)
    world.change("comment", login=OTHER, id=opened.node_id)

    sync(owner)

    assert told(opened) == ("you", "a comment to answer")


def test_without_a_change_nothing_is_asked_within_the_week(
    world: World, owner: User, opened: Entry
) -> None:
    world.tell("POST", "/clock", seconds=3600)
    sync(owner)

    sync(owner)

    assert operations(world) == ["Probe", "PullRequests", "Probe"]


def test_conflict_is_noticed_within_the_week_although_nothing_moved(
    world: World, owner: User, opened: Entry
) -> None:
    world.change(
        "edit",
        id=opened.node_id,
        mergeable="CONFLICTING",
        updated_at=int(opened.updated_at.timestamp()),
    )
    world.tell("POST", "/clock", seconds=7.1 * DAY)

    sync(owner)

    assert told(opened) == ("you", "conflicts with the branch it is for")


def test_draft_is_said_to_be_one(world: World, owner: User, opened: Entry) -> None:
    world.change("edit", id=opened.node_id, is_draft=True)

    sync(owner)

    assert told(opened) == ("you", "a draft")


@pytest.mark.parametrize("outcome", ["merged", "closed"])
def test_what_has_ended_is_nobodys_move(
    world: World, owner: User, opened: Entry, outcome: str
) -> None:
    world.change("end", id=opened.node_id, outcome=outcome)

    sync(owner)

    assert told(opened) == (NextMove.NOBODY, "")


def test_reopened_and_later_merged(world: World, owner: User, opened: Entry) -> None:
    world.change("end", id=opened.node_id, outcome="closed")
    sync(owner)
    world.change("reopen", id=opened.node_id)
    sync(owner)
    assert told(opened) == ("maintainers", "no review yet")

    world.change("end", id=opened.node_id, outcome="merged")
    sync(owner)

    entry = Entry.objects.get(pk=opened.pk)
    assert (entry.landing, entry.next_move) == ("merged", "")


def test_turns_cut_after_each_batch_read_each_pull_request_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(moves, "BATCH", 1)
    owner = world.connect(LOGIN).user
    for number in range(3):
        world.change(
            "add", login=LOGIN, form="pull", repository="wickerwork/wicker", title=f"No. {number}"
        )
    world.tell("POST", "/clock", seconds=3600)  # what is young would be listed in each turn
    run = request(owner)

    while turn(run, pages=1) is Outcome.UNFINISHED:
        pass

    ids = [row["variables"]["ids"] for row in world.requests() if row["operation"] == "NextMoves"]
    still_open = Entry.objects.filter(form="pull_request", state="open")
    assert sorted(ids) == sorted(
        [node_id] for node_id in still_open.values_list("node_id", flat=True)
    )


def test_one_that_github_cannot_show_holds_up_no_other(
    world: World, owner: User, opened: Entry
) -> None:
    made = world.change(
        "add", login=LOGIN, form="pull", repository="wickerwork/wicker", title="Heavy"
    )
    world.break_with("timeout_502_json", operation="NextMoves", node=made["id"], times=None)
    world.change("review", login=OTHER, id=opened.node_id, state="CHANGES_REQUESTED")

    assert sync(owner) is Outcome.DONE

    assert told(opened) == ("you", "changes requested")
    assert told(Entry.objects.get(node_id=made["id"])) == ("", "")


def test_claimed_pull_request_is_not_its_owners_to_answer(
    world: World, owner: User, opened: Entry
) -> None:
    Entry.objects.filter(pk=opened.pk).update(
        claim="commit", next_move="", next_move_why="", next_move_read_at=None
    )

    sync(owner)

    assert told(opened) == ("", "")
    assert "NextMoves" not in operations(world)
