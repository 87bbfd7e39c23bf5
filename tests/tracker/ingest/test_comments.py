"""Comments on what others began: all of them, once each, whatever happens while they are read."""

from __future__ import annotations

from typing import Any

import pytest

from accounts.models import User
from tests.tracker.ingest.turns import request, sync, turn
from tests.tracker.ingest.world import World, stored
from tracker.ingest import passes
from tracker.ingest.run import Outcome
from tracker.ingest.streams import lists
from tracker.models import Entry, Phase, SyncRun, SyncStream
from tracker.records import Form, Kind

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is up to date."""
    owner = world.connect(LOGIN).user
    sync(owner)
    world.forget_requests()
    return owner


@pytest.fixture
def talker(world: World) -> User:
    """Somebody with three pages of comments and nothing else, of whom nothing is read yet."""
    world.move_in("ada", comments=230)
    return world.connect("ada").user


def pages(world: World) -> list[dict[str, Any]]:
    asked = [row for row in world.requests() if row["operation"] == "IssueComments"]
    return [row["variables"] for row in asked]


def begun(owner: User) -> SyncRun:
    """A run that was broken off after the first page of comments."""
    run = request(owner)
    while not stream_of(owner).seen:
        turn(run, pages=1)
    return run


def stream_of(owner: User) -> SyncStream:
    return passes.streams_of(owner)[Form.COMMENT]


def assert_complete(world: World, owner: User, login: str) -> None:
    assert stored(owner, Form.COMMENT).keys() == world.items(login, Form.COMMENT).keys()


def say(world: World, **details: Any) -> str:
    """Let Yara comment on somebody's issue, a new one unless `id` names it."""
    made = world.change("comment", login=LOGIN, repository="wickerwork/wicker", **details)
    node_id: str = made["id"]
    return node_id


def test_the_whole_list_takes_a_page_per_hundred_and_the_newest_come_first(
    world: World, talker: User
) -> None:
    run = begun(talker)
    newest = max(world.items("ada", Form.COMMENT).values(), key=lambda row: row["created_at"])
    assert newest["id"] in stored(talker, Form.COMMENT)

    turn(run)

    assert_complete(world, talker, "ada")
    assert [page["last"] for page in pages(world)] == [100, 100, 100]
    assert (stream_of(talker).seen, stream_of(talker).total) == (230, 230)


def test_what_a_comment_was_about_comes_along(world: World, owner: User) -> None:
    made = say(world, title="It hangs on start", body="Which <b>version</b>?")

    sync(owner)

    entry = stored(owner, Form.COMMENT)[made]
    assert (entry.title, entry.body) == ("It hangs on start", "Which <b>version</b>?")
    assert (entry.kind, entry.state) == (Kind.TRIAGE, "")
    assert entry.occurred_at == entry.opened_at
    assert entry.parent["form"] == "issue"
    assert entry.parent["state"] == "open"
    assert entry.number == entry.parent["number"]
    assert entry.url.startswith(f"{entry.parent['url']}#issuecomment-")


def test_comments_under_ones_own_work_are_read_and_not_kept(world: World, owner: User) -> None:
    own = Entry.objects.filter(user=owner, form=Form.ISSUE).latest("pk").node_id
    made = world.change("comment", login=LOGIN, id=own)["id"]
    before = stream_of(owner).total or 0

    sync(owner)

    assert made not in stored(owner, Form.COMMENT)
    assert stream_of(owner).total == before + 1


def test_new_and_edited_comments_take_one_page_together(world: World, owner: User) -> None:
    edited = next(iter(stored(owner, Form.COMMENT)))
    world.change("edit", id=edited, body="On second thoughts")
    made = say(world)

    sync(owner)

    assert stored(owner, Form.COMMENT)[edited].body == "On second thoughts"
    assert made in stored(owner, Form.COMMENT)
    assert len(pages(world)) == 1


def test_nothing_new_is_one_request(world: World, owner: User) -> None:
    sync(owner)

    assert [row["operation"] for row in world.requests()] == ["Probe"]


def test_a_walk_that_is_broken_off_goes_on_at_its_page(world: World, talker: User) -> None:
    run = begun(talker)
    assert stream_of(talker).seen == 100

    while turn(run, pages=1) is Outcome.UNFINISHED:
        pass

    assert_complete(world, talker, "ada")
    assert len(pages(world)) == 3
    assert len({page.get("before") for page in pages(world)}) == 3


def test_what_happens_during_the_walk_is_there_after_the_next_one(
    world: World, talker: User
) -> None:
    run = begun(talker)
    oldest = min(world.items("ada", Form.COMMENT).values(), key=lambda row: row["created_at"])
    read_already = next(iter(stored(talker, Form.COMMENT)))
    world.change("edit", id=oldest["id"], body="Edited before it was read")
    world.change("edit", id=read_already, body="Edited after it was read")
    made = world.change("comment", login="ada", id=oldest["thread_id"])["id"]
    turn(run)

    sync(talker)

    assert_complete(world, talker, "ada")
    found = stored(talker, Form.COMMENT)
    assert found[read_already].body == "Edited after it was read"
    if oldest["id"] in found:
        assert found[oldest["id"]].body == "Edited before it was read"
    assert (made in found) is (oldest["id"] in found)


def test_a_comment_deleted_during_the_walk_takes_no_other_along(world: World, talker: User) -> None:
    run = begun(talker)
    gone = next(iter(stored(talker, Form.COMMENT)))
    world.change("delete", id=gone)

    turn(run)

    assert stored(talker, Form.COMMENT).keys() == {gone, *world.items("ada", Form.COMMENT)}


def test_pages_shrink_and_the_list_is_complete_all_the_same(world: World, talker: User) -> None:
    world.break_with(
        "resource_limits_whole", operation="IssueComments", page_larger_than=25, times=4
    )

    sync(talker)

    assert_complete(world, talker, "ada")
    sizes = [page["last"] for page in pages(world)]
    assert sizes[:3] == [100, 50, 25]


def test_a_cursor_that_github_rejects_leads_back_to_the_newest(world: World, talker: User) -> None:
    run = begun(talker)
    stream = stream_of(talker)
    stream.cursor = "not-a-cursor"
    stream.save()

    turn(run)

    assert_complete(world, talker, "ada")


def test_a_poison_comment_is_passed_from_the_other_end_and_named(
    world: World, talker: User
) -> None:
    rows = sorted(world.items("ada", Form.COMMENT).values(), key=lambda row: row["created_at"])
    poison = rows[len(rows) // 2]["id"]
    world.break_with("timeout_502_json", node=poison, times=None)

    sync(talker)

    assert stored(talker, Form.COMMENT).keys() == world.items("ada", Form.COMMENT).keys() - {poison}
    assert stream_of(talker).skips.count() == 1


def test_many_changes_at_once_lead_to_a_walk_by_id(
    world: World, talker: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_PAGES_TO_CATCH_UP", 1)
    sync(talker)
    for node_id in world.items("ada", Form.COMMENT):
        world.change("edit", id=node_id, body="All at once")

    sync(talker)

    bodies = {entry.body for entry in stored(talker, Form.COMMENT).values()}
    assert bodies == {"All at once"}
    assert stream_of(talker).phase == Phase.INCREMENTAL


def test_a_comment_that_was_hidden_at_github_says_why(world: World, owner: User) -> None:
    hidden = next(iter(stored(owner, Form.COMMENT)))
    world.change("minimize", id=hidden, reason="resolved")

    sync(owner, is_full=True)

    assert stored(owner, Form.COMMENT)[hidden].state_reason == "resolved"
    assert SyncRun.objects.latest("pk").stored == 1


def test_comments_in_private_repositories_need_the_scope_and_never_turn_public(
    world: World,
) -> None:
    connection = world.connect("henriksalov", scopes=("repo",))
    sync(connection.user)
    mine = Entry.objects.filter(user=connection.user, form=Form.COMMENT)

    private = mine.filter(repository__is_private=True)

    assert private.exists()
    assert mine.public().count() == mine.count() - private.count()
    connection.user.delete()
    stranger = world.connect("henriksalov").user
    sync(stranger)
    kept = Entry.objects.filter(user=stranger, form=Form.COMMENT)
    assert kept.exists()
    assert not kept.filter(repository__is_private=True).exists()
