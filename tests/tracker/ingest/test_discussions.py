"""Discussions started, answers given and accepted: every one, and every change of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from tests.tracker.ingest.turns import request, sync, turn
from tests.tracker.ingest.world import World, stored
from tracker.ingest.run import Outcome
from tracker.models import Entry, SyncRun, SyncSkip, SyncStream
from tracker.records import Form, Kind, State

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"
ASKED = ("Discussions", "DiscussionComments")


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is up to date."""
    owner = world.connect(LOGIN).user
    sync(owner)
    world.forget_requests()
    return owner


def operations(world: World) -> list[str]:
    return [row["operation"] for row in world.requests()]


def answer(world: World, login: str = LOGIN, **details: Any) -> str:
    """Let somebody comment in a discussion of somebody else's."""
    told = world.change("answer", login=login, repository="wickerwork/wicker", **details)
    return str(told["id"])


@pytest.mark.parametrize("login", ["inesokafor", "henriksalov", "zwrzesinska"])
def test_every_discussion_and_answer_is_read(world: World, login: str) -> None:
    owner = world.connect(login, scopes=("repo",)).user

    sync(owner)

    started, helped = world.items(login, Form.DISCUSSION), world.items(login, Form.ANSWER)
    assert started
    assert stored(owner, Form.DISCUSSION).keys() == started.keys()
    assert {
        key: row.state == State.ACCEPTED for key, row in stored(owner, Form.ANSWER).items()
    } == {key: row["is_answer"] for key, row in helped.items()}


def test_what_is_said_under_ones_own_discussion_is_no_entry(world: World) -> None:
    world.move_in("ada")
    started = world.change("start_discussion", login="ada", repository="ada/notes")["id"]
    world.change("answer", login="ada", id=started)
    owner = world.connect("ada").user

    sync(owner)

    assert [entry.form for entry in Entry.objects.filter(user=owner)] == [Form.DISCUSSION]


@pytest.mark.parametrize(
    ("category", "kind"),
    [("Q&A", Kind.SUPPORT), ("Ideas", Kind.IDEA), ("Show and tell", Kind.WRITING)],
)
def test_a_discussion_is_of_the_kind_of_its_category(
    world: World, owner: User, category: str, kind: Kind
) -> None:
    made = world.change(
        "start_discussion", login=LOGIN, repository="wickerwork/wicker", category=category
    )

    sync(owner)

    assert Entry.objects.get(node_id=made["id"]).kind == kind


def test_sync_without_change_is_one_request(world: World, owner: User) -> None:
    sync(owner)

    assert operations(world) == ["Probe"]


def test_a_new_discussion_costs_one_more_request(world: World, owner: User) -> None:
    made = world.change("start_discussion", login=LOGIN, repository="wickerwork/wicker")

    sync(owner)

    assert operations(world) == ["Probe", "Discussions"]
    assert made["id"] in stored(owner, Form.DISCUSSION)


def test_an_edited_discussion_is_caught_up_with(world: World, owner: User) -> None:
    (some, *_) = stored(owner, Form.DISCUSSION)
    world.change("edit", id=some, title="Another title")

    sync(owner)

    assert Entry.objects.get(node_id=some).title == "Another title"


def test_a_new_answer_has_the_list_read_again(world: World, owner: User) -> None:
    made = answer(world)

    sync(owner)
    sync(owner)

    assert operations(world)[-1] == "Probe"
    assert operations(world).count("DiscussionComments") == 1
    assert stored(owner, Form.ANSWER)[made].state == State.COMMENTED


def test_an_answer_that_is_accepted_or_no_longer_so_changes_with_the_count(
    world: World, owner: User
) -> None:
    made = answer(world)
    world.change("accept_answer", id=made)
    sync(owner)
    accepted = Entry.objects.get(node_id=made)

    world.change("accept_answer", id=made, accepted=False)
    sync(owner)

    assert (accepted.state, accepted.kind_rule) == (State.ACCEPTED, "it was accepted as the answer")
    assert "answered_at" in accepted.parent
    refused = Entry.objects.get(node_id=made)
    assert (refused.state, "answered_at" in refused.parent) == (State.COMMENTED, False)


def test_what_no_count_tells_is_found_within_a_week(world: World, owner: User) -> None:
    (some, *_) = stored(owner, Form.ANSWER)
    world.change("edit", id=some, body="Said better.")
    sync(owner)
    before = Entry.objects.get(node_id=some).body
    week_ago = timezone.now() - timedelta(days=7, minutes=1)
    SyncStream.objects.filter(user=owner, form=Form.ANSWER).update(watermark=week_ago)

    sync(owner)

    assert before != "Said better."
    assert Entry.objects.get(node_id=some).body == "Said better."


def test_an_emptied_answer_is_a_tombstone_with_what_was_known(world: World, owner: User) -> None:
    kept, other = next(iter(stored(owner, Form.ANSWER).values())), answer(world)
    world.change("blank_answer", id=kept.node_id)

    sync(owner)

    gone = Entry.objects.get(pk=kept.pk)
    assert gone.tombstoned_at is not None
    assert (gone.body, gone.title) == (kept.body, kept.title)
    assert not Entry.objects.public().filter(pk=kept.pk).exists()
    assert Entry.objects.get(node_id=other).tombstoned_at is None


def test_an_answer_that_vanishes_stays(world: World, owner: User) -> None:
    (some, *_) = stored(owner, Form.ANSWER)
    world.change("delete", id=some)

    sync(owner)

    assert Entry.objects.get(node_id=some).tombstoned_at is None


def test_a_walk_through_answers_resumes_at_the_page_it_stopped_at(world: World) -> None:
    world.move_in("ada", pull_requests=0, issues=0, reviews=0, discussion_comments=230)
    owner = world.connect("ada").user
    run = request(owner)

    outcomes = [turn(run, pages=1) for _ in range(40)]

    assert outcomes[-1] is Outcome.NOT_OURS
    assert outcomes.count(Outcome.DONE) == 1
    assert stored(owner, Form.ANSWER).keys() == world.items("ada", Form.ANSWER).keys()
    cursors = [
        row["variables"]["before"]
        for row in world.requests()
        if row["operation"] == "DiscussionComments"
    ]
    assert len(cursors) == len(set(cursors)) == 3


def test_a_poisoned_answer_is_a_gap_and_the_others_are_read_from_both_ends(world: World) -> None:
    world.move_in("ada", pull_requests=0, issues=0, reviews=0, discussion_comments=9)
    poison = list(world.items("ada", Form.ANSWER))[4]
    world.break_with("timeout_502_json", node=poison, times=None)
    owner = world.connect("ada").user

    assert sync(owner) is Outcome.DONE

    assert stored(owner, Form.ANSWER).keys() == world.items("ada", Form.ANSWER).keys() - {poison}
    assert SyncSkip.objects.filter(stream__form=Form.ANSWER).count() == 1


def test_discussions_in_private_repositories_need_the_scope(world: World) -> None:
    repository = "norrfjord/ledger-core"
    hidden = world.change("start_discussion", login="henriksalov", repository=repository)["id"]
    said = world.change("answer", login="henriksalov", repository=repository)["id"]
    without = world.connect("henriksalov").user

    sync(without)

    assert not Entry.objects.filter(node_id__in=[hidden, said]).exists()


def test_private_discussions_are_never_public(world: World) -> None:
    repository = "norrfjord/ledger-core"
    hidden = world.change("start_discussion", login="henriksalov", repository=repository)["id"]
    owner = world.connect("henriksalov", scopes=("repo",)).user

    sync(owner)

    assert Entry.objects.filter(node_id=hidden).exists()
    assert not Entry.objects.public().filter(node_id=hidden).exists()


def test_second_full_sync_changes_no_row(world: World, owner: User) -> None:
    sync(owner, is_full=True)

    assert SyncRun.objects.latest("pk").stored == 0
