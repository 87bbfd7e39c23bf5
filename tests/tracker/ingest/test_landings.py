"""Work that landed although GitHub does not call it merged, and work that did not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from accounts.models import User
from tests.tracker.ingest.turns import sync
from tests.tracker.ingest.world import World
from tracker.models import Entry, SyncRun, SyncSkip
from tracker.records import Form, Landing, State

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"
PLACE = "wickerwork/wicker"


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is still empty."""
    return world.connect(LOGIN).user


def opened(world: World) -> str:
    """A pull request of two days ago."""
    made = world.change("add", login=LOGIN, form="pull", repository=PLACE, title="Keep it")
    world.tell("POST", "/clock", seconds=2 * 86_400)
    node_id: str = made["id"]
    return node_id


@pytest.mark.parametrize(
    ("outcome", "how"),
    [
        ("merged", Landing.MERGED),
        ("bot", Landing.BOT_LABEL),
        ("bors", Landing.BORS),
        ("picked", Landing.COMMIT),
    ],
)
def test_work_that_landed_counts_with_its_evidence(
    world: World, owner: User, outcome: str, how: Landing
) -> None:
    node_id = opened(world)
    world.change("end", id=node_id, outcome=outcome)

    sync(owner)

    entry = Entry.objects.get(node_id=node_id)
    assert entry.landing == how
    assert entry.landed_at is not None
    assert entry.occurred_at == entry.landed_at
    assert entry.landing_evidence["url"].startswith("http")
    assert entry.paths, "what landed has its files read"


@pytest.mark.parametrize("outcome", ["closed", "stale", "claimed"])
def test_closed_work_stays_closed(world: World, owner: User, outcome: str) -> None:
    node_id = opened(world)
    world.change("end", id=node_id, outcome=outcome)

    sync(owner)

    entry = Entry.objects.get(node_id=node_id)
    assert (entry.state, entry.landing, entry.landed_at) == (State.CLOSED, Landing.NOT, None)
    assert entry.occurred_at == entry.opened_at


def test_label_set_by_a_person_is_no_evidence(world: World, owner: User) -> None:
    node_id = opened(world)
    world.change("label", id=node_id, name="Merged")
    world.change("end", id=node_id, outcome="closed")

    sync(owner)

    assert Entry.objects.get(node_id=node_id).landing == Landing.NOT


def test_closed_work_is_tested_once_and_again_when_it_changes(world: World, owner: User) -> None:
    node_id = opened(world)
    world.change("end", id=node_id, outcome="closed")
    sync(owner)
    world.forget_requests()

    sync(owner, is_full=True)
    assert "LandingEvidence" not in [row["operation"] for row in world.requests()]

    world.change("edit", id=node_id, body="A word more")
    sync(owner)
    assert "LandingEvidence" in [row["operation"] for row in world.requests()]


def test_closed_work_is_tested_daily_until_a_month_has_passed(world: World, owner: User) -> None:
    world.change("end", id=opened(world), outcome="closed")
    sync(owner)

    tests = []
    for hours in (6, 6, 6, 7, 6, 40 * 24, 48):
        world.forget_requests()
        world.tell("POST", "/clock", seconds=hours * 3600)
        sync(owner)
        tests.append([row["operation"] for row in world.requests()].count("LandingEvidence"))

    assert tests == [0, 0, 0, 1, 0, 1, 0]


def test_evidence_survives_a_later_change(world: World, owner: User) -> None:
    node_id = opened(world)
    world.change("end", id=node_id, outcome="bot")
    sync(owner)
    before = Entry.objects.get(node_id=node_id)

    world.change("edit", id=node_id, body="Thanks, all")
    sync(owner)

    after = Entry.objects.get(node_id=node_id)
    assert after.body == "Thanks, all"
    assert (after.landing, after.landed_at) == (before.landing, before.landed_at)
    assert after.landing_evidence == before.landing_evidence
    assert SyncRun.objects.latest("pk").stored == 1


def test_reopened_work_has_not_landed(world: World, owner: User) -> None:
    node_id = opened(world)
    world.change("end", id=node_id, outcome="bot")
    sync(owner)

    world.change("reopen", id=node_id)
    sync(owner)

    entry = Entry.objects.get(node_id=node_id)
    assert (entry.state, entry.landing, entry.landing_evidence) == (State.OPEN, Landing.NOT, {})
    assert entry.occurred_at == entry.opened_at


def test_evidence_of_an_earlier_ending_proves_nothing(world: World, owner: User) -> None:
    node_id = opened(world)
    world.change("end", id=node_id, outcome="bot")
    sync(owner)

    for action, outcome in (("reopen", {}), ("end", {"outcome": "stale"})):
        world.tell("POST", "/clock", seconds=3600)
        world.change(action, id=node_id, **outcome)
    sync(owner)

    entry = Entry.objects.get(node_id=node_id)
    assert entry.state == State.CLOSED
    assert entry.landing != Landing.BOT_LABEL


def test_each_repository_is_asked_for_commits_once(world: World) -> None:
    owner = world.connect("henriksalov").user

    sync(owner)

    asked = [
        (row["variables"]["repositoryId"], row["variables"]["after"])
        for row in world.requests()
        if row["operation"] == "CommitHistory"
    ]
    assert len(asked) == len(set(asked))


def test_every_instant_is_later_than_the_opening(world: World) -> None:
    owner = world.connect("henriksalov").user

    sync(owner)

    for entry in Entry.objects.filter(form=Form.PULL_REQUEST).exclude(landing=""):
        assert entry.landed_at is not None
        assert entry.landed_at - entry.opened_at >= timedelta(0)


def test_commit_that_somebody_wrote_with_the_author_is_evidence(world: World, owner: User) -> None:
    node_id = opened(world)
    world.change("end", id=node_id, outcome="closed")
    number = world.items(LOGIN, Form.PULL_REQUEST)[node_id]["number"]
    message = f"Keep it, in another way\n\nCloses #{number}"
    push = {"login": LOGIN, "repository": PLACE, "messages": [message], "author": "maintainer-x"}
    [commit] = world.change("push_commits", **push)["ids"]

    sync(owner)

    entry = Entry.objects.get(node_id=node_id)
    assert (entry.landing, entry.state) == (Landing.COMMIT, State.CLOSED)
    assert entry.landing_evidence["detail"] == "Keep it, in another way"
    assert entry.paths
    assert not Entry.objects.filter(node_id=commit).exists(), "it stands for the pull request"
    sync(owner, is_full=True)
    assert Entry.objects.get(node_id=node_id).landing == Landing.COMMIT


def test_commit_by_others_alone_proves_nothing(world: World, owner: User) -> None:
    world.connect("henriksalov")
    node_id = opened(world)
    world.change("end", id=node_id, outcome="closed")
    number = world.items(LOGIN, Form.PULL_REQUEST)[node_id]["number"]
    message = f"Keep it, in another way\n\nCloses #{number}"
    push = {"login": "henriksalov", "repository": PLACE, "messages": [message]}
    world.change("push_commits", **push)

    sync(owner)

    assert Entry.objects.get(node_id=node_id).landing == Landing.NOT


def test_what_the_stream_of_commits_has_read_is_not_asked_for_again(
    world: World, owner: User
) -> None:
    picked, closed = opened(world), opened(world)
    world.change("end", id=picked, outcome="picked")
    world.change("end", id=closed, outcome="closed")
    world.tell("POST", "/clock", seconds=3600)

    sync(owner)

    asked = [row["operation"] for row in world.requests()]
    assert "CommitHistory" not in asked
    assert Entry.objects.get(node_id=picked).landing == Landing.COMMIT
    assert Entry.objects.get(node_id=closed).landing == Landing.NOT


def test_what_was_put_by_outlives_a_change_before_the_test(world: World, owner: User) -> None:
    picked = opened(world)
    world.change("end", id=picked, outcome="picked")
    world.tell("POST", "/clock", seconds=3600)
    world.break_with("timeout_502_json", operation="LandingEvidence", times=100)
    sync(owner)
    assert Entry.objects.get(node_id=picked).landing == Landing.NOT
    world.tell("DELETE", "/faults")
    world.change("edit", id=picked, title="Keep it, please")
    SyncSkip.objects.update(is_wanted=True)

    sync(owner)

    entry = Entry.objects.get(node_id=picked)
    assert (entry.title, entry.landing) == ("Keep it, please", Landing.COMMIT)
