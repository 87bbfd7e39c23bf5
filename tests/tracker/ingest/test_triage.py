"""What was done where somebody commented: labels, closings, duplicates; nobody else's."""

from __future__ import annotations

import pytest

from accounts.models import User
from tests.tracker.ingest.turns import sync
from tests.tracker.ingest.world import World, stored
from tracker.ingest.enrich import triage
from tracker.models import Entry, SyncSkip
from tracker.records import Form

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"
WHERE = "wickerwork/wicker"


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is up to date."""
    owner = world.connect(LOGIN).user
    sync(owner)
    world.forget_requests()
    return owner


def say(world: World, **where: str) -> dict[str, str]:
    """Let Yara comment; `id` names the thread, or a stranger opens one."""
    made: dict[str, str] = world.change("comment", login=LOGIN, repository=WHERE, **where)
    return made


def deeds(owner: User, comment_id: str) -> list[tuple[str, str]]:
    return [(act["what"], act["detail"]) for act in stored(owner, Form.COMMENT)[comment_id].actions]


def readings(world: World) -> list[int]:
    """How many threads each request for deeds asked for."""
    asked = [row for row in world.requests() if row["operation"] == "Triage"]
    return [len(row["variables"]["ids"]) for row in asked]


def test_labels_closings_and_duplicates_stand_beside_the_comment(world: World, owner: User) -> None:
    older = say(world)
    made = say(world)
    thread = made["thread_id"]
    world.change("label", login=LOGIN, id=thread, name="needs info")
    world.change("duplicate", login=LOGIN, id=thread, of=older["thread_id"])
    world.change("close_issue", login=LOGIN, id=thread, reason="NOT_PLANNED")

    sync(owner)

    number = stored(owner, Form.COMMENT)[older["id"]].number
    found = deeds(owner, made["id"])
    assert sorted(found) == [
        ("close", "not_planned"),
        ("duplicate", f"#{number}"),
        ("label", "needs info"),
    ]
    assert deeds(owner, older["id"]) == []
    close = next(a for a in stored(owner, Form.COMMENT)[made["id"]].actions if a["what"] == "close")
    assert "#event-" in close["url"]


def test_what_others_did_there_is_not_ours(world: World, owner: User) -> None:
    made = say(world)
    world.change("label", id=made["thread_id"], name="bug")
    world.change("close_issue", login="inesokafor", id=made["thread_id"])

    sync(owner)

    assert deeds(owner, made["id"]) == []


def test_each_deed_stands_beside_the_comment_nearest_in_time(world: World, owner: User) -> None:
    first = say(world)
    world.change("label", login=LOGIN, id=first["thread_id"], name="confirmed")
    world.tell("POST", "/clock", seconds=3 * 86_400)
    second = say(world, id=first["thread_id"])
    world.change("close_issue", login=LOGIN, id=first["thread_id"])

    sync(owner)

    assert deeds(owner, first["id"]) == [("label", "confirmed")]
    assert deeds(owner, second["id"]) == [("close", "completed")]


def test_a_thread_is_read_once_and_again_for_another_comment(world: World, owner: User) -> None:
    made = say(world)
    sync(owner)
    sync(owner)
    assert readings(world) == [1]

    say(world, id=made["thread_id"])
    sync(owner)

    assert readings(world) == [1, 1]


def test_what_follows_within_a_week_is_found_within_a_day(world: World, owner: User) -> None:
    made = say(world)
    sync(owner)
    world.change("close_issue", login=LOGIN, id=made["thread_id"])
    world.tell("POST", "/clock", seconds=86_400 + 3600)

    sync(owner)

    assert deeds(owner, made["id"]) == [("close", "completed")]


def test_old_comments_are_not_read_again(world: World, owner: User) -> None:
    say(world)
    sync(owner)
    world.tell("POST", "/clock", seconds=9 * 86_400)
    sync(owner)
    world.tell("POST", "/clock", seconds=9 * 86_400)
    world.forget_requests()

    sync(owner)

    assert readings(world) == []


def test_an_edited_comment_keeps_what_was_done(world: World, owner: User) -> None:
    made = say(world)
    world.change("label", login=LOGIN, id=made["thread_id"], name="confirmed")
    sync(owner)
    world.change("edit", id=made["id"], body="A word more")

    sync(owner)

    assert stored(owner, Form.COMMENT)[made["id"]].body == "A word more"
    assert deeds(owner, made["id"]) == [("label", "confirmed")]


def test_what_is_private_is_not_named_in_public(world: World) -> None:
    owner = world.connect("henriksalov", scopes=("repo",)).user
    hidden = world.change("comment", login="henriksalov", repository="norrfjord/intake")
    made = world.change("comment", login="henriksalov", repository="tarnfish/tarn")
    world.change("duplicate", login="henriksalov", id=made["thread_id"], of=hidden["thread_id"])

    sync(owner)

    act = stored(owner, Form.COMMENT)[made["id"]].actions[0]
    assert (act["what"], act["detail"], act["url"]) == ("duplicate", "", "")


def test_a_thread_too_heavy_for_github_is_a_gap_and_stops_nothing(
    world: World, owner: User
) -> None:
    heavy, light = say(world), say(world)
    world.change("label", login=LOGIN, id=light["thread_id"], name="confirmed")
    world.break_with("timeout_502_json", operation="Triage", node=heavy["thread_id"], times=None)

    sync(owner)

    assert deeds(owner, light["id"]) == [("label", "confirmed")]
    assert SyncSkip.objects.filter(node_id=heavy["thread_id"]).exists()
    assert Entry.objects.get(node_id=heavy["id"]).enriched_at is None


def test_threads_are_read_in_large_batches(world: World) -> None:
    world.move_in("ada", comments=120)
    owner = world.connect("ada").user

    sync(owner)

    threads = {row["thread_id"] for row in world.items("ada", Form.COMMENT).values()}
    assert sum(readings(world)) == len(threads)
    assert max(readings(world)) <= triage.BATCH
    assert len(readings(world)) <= len(threads) // triage.BATCH + 2
    assert not Entry.objects.filter(user=owner, enriched_at=None).exists()
    assert Entry.objects.filter(user=owner).exclude(actions=[]).exists()


def test_what_is_known_to_be_gone_is_not_asked_about(world: World, owner: User) -> None:
    made = say(world)
    sync(owner)
    world.change("delete", id=made["id"])
    gone = Entry.objects.filter(node_id=made["id"])
    gone.update(tombstoned_at=gone.get().opened_at, enriched_at=None)
    world.forget_requests()

    sync(owner)

    assert readings(world) == []
    assert not SyncSkip.objects.exists()
