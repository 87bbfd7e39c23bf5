"""Commits that no pull request brought, one's own and those written together with others."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db.models import F

from accounts.models import User
from tests.tracker.ingest.turns import request, sync, turn
from tests.tracker.ingest.world import World, stored
from tracker.github import fetch
from tracker.github.client import GitHubClient
from tracker.github.pages import CommitPlaces, Window
from tracker.ingest.run import Outcome
from tracker.models import Entry, SyncSkip, SyncStream
from tracker.records import Form, Kind

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "ada"
HOME = "ada/notes"
ELSEWHERE = "ada-labs/engine"
DAY = 86_400


@pytest.fixture
def owner(world: World) -> User:
    """Somebody with a little of everything, whose log is still empty."""
    world.move_in(LOGIN, pull_requests=6, commits=30, co_authored=4)
    return world.connect(LOGIN).user


def push(world: World, *messages: str, **details: object) -> list[str]:
    """Push to a small repository; returns the node ids."""
    asked = {"login": LOGIN, "repository": HOME, "messages": list(messages)} | details
    ids: list[str] = world.change("push_commits", **asked)["ids"]
    return ids


def asked(world: World) -> list[str]:
    return [row["operation"] for row in world.requests()]


def commit_stream(owner: User) -> SyncStream:
    return SyncStream.objects.get(user=owner, form=Form.COMMIT)


def direct(world: World, login: str = LOGIN) -> set[str]:
    """The commits that stand for no pull request of the person's own."""
    return {key for key, row in world.items(login, Form.COMMIT).items() if not row["lands"]}


def test_every_direct_commit_is_read_id_by_id(world: World, owner: User) -> None:
    assert sync(owner) is Outcome.DONE

    found = stored(owner, Form.COMMIT)
    assert found.keys() == direct(world)
    for node_id, row in world.items(LOGIN, Form.COMMIT).items():
        entry = found[node_id]
        assert entry.title == row["message"].split("\n")[0]
        assert entry.opened_at.isoformat() == row["created_at"].replace("Z", "+00:00")
        assert entry.occurred_at == entry.opened_at
        assert entry.merge_commit_oid == row["oid"]
        assert entry.url.endswith(f"/commit/{row['oid']}")
        assert entry.additions is not None


def test_commit_that_others_wrote_says_so(world: World, owner: User) -> None:
    sync(owner)

    for node_id, row in world.items(LOGIN, Form.COMMIT).items():
        entry = stored(owner, Form.COMMIT)[node_id]
        others = [login for login in [row["author"], *row["co_authors"]] if login != LOGIN]
        assert (entry.is_co_author, entry.co_authors) == (row["author"] != LOGIN, others)


def test_work_that_a_pull_request_stands_for_is_no_second_contribution(world: World) -> None:
    world.move_in("grace", pull_requests=40, projects=["kilnstack/kiln", "lemmata-library/lemmata"])
    owner = world.connect("grace").user
    landed = {k for k, row in world.items("grace", Form.COMMIT).items() if row["lands"]}

    sync(owner)

    assert landed, "some of it was pushed by a bot"
    assert not stored(owner, Form.COMMIT)


def test_sync_without_change_is_one_request_for_somebody_who_commits_daily(
    world: World, owner: User
) -> None:
    push(world, "Begin")
    sync(owner)
    for _ in range(3):
        world.tell("POST", "/clock", seconds=3600)
        world.forget_requests()
        sync(owner)
        assert asked(world) == ["Probe"]

        [made] = push(world, "Go on")
        sync(owner)
        assert made in stored(owner, Form.COMMIT)
        world.forget_requests()
        sync(owner)
        assert asked(world) == ["Probe"]


def test_new_commit_costs_one_question_where_and_one_which(world: World, owner: User) -> None:
    sync(owner)
    push(world, "fix: read an empty file")
    world.forget_requests()

    sync(owner)

    asked_of = [row for row in asked(world) if row.startswith("Commits")]
    assert asked_of == ["CommitsByRepository", "Commits"]


def test_mark_moves_on_so_that_a_year_of_daily_commits_is_not_read_daily(
    world: World, owner: User
) -> None:
    push(world, "Begin")
    sync(owner)
    first = commit_stream(owner).counted_since

    world.tell("POST", "/clock", seconds=40 * DAY)
    push(world, "Much later")
    sync(owner)

    moved = commit_stream(owner).counted_since
    assert first is not None
    assert moved is not None
    assert moved - first > timedelta(days=39)
    assert len(stored(owner, Form.COMMIT)) == len(direct(world))
    world.forget_requests()
    sync(owner)
    assert "Commits" not in asked(world)


def test_branch_that_is_pushed_days_after_its_commits_is_read(world: World, owner: User) -> None:
    sync(owner)
    now = int(commit_stream(owner).updated_at.timestamp())

    [late] = push(world, "Written on the train", at=now - 3 * DAY)
    sync(owner)

    assert late in stored(owner, Form.COMMIT)


def test_commit_that_a_force_push_removed_stays_in_the_log(world: World, owner: User) -> None:
    [gone] = push(world, "A mistake")
    sync(owner)

    world.change("force_push", id=gone)
    sync(owner)
    sync(owner, is_full=True)

    entry = stored(owner, Form.COMMIT)[gone]
    assert entry.tombstoned_at is None


def test_run_that_ends_its_turn_after_every_page_reads_each_page_once(
    world: World, owner: User
) -> None:
    run = request(owner)
    while turn(run, pages=1) is Outcome.UNFINISHED:
        pass

    assert stored(owner, Form.COMMIT).keys() == direct(world)
    pages = [
        (row["variables"]["repositoryId"], row["variables"]["since"], row["variables"]["after"])
        for row in world.requests()
        if row["operation"] == "Commits"
    ]
    assert len(pages) == len(set(pages))


def test_history_of_several_pages_is_read_whole(world: World) -> None:
    world.move_in("hedy", commits=230, projects=["hedy/radio"])
    owner = world.connect("hedy").user

    sync(owner)

    assert stored(owner, Form.COMMIT).keys() == direct(world, "hedy")
    assert asked(world).count("Commits") == 3


@pytest.mark.parametrize("times", [1, None])
def test_refused_cursor_has_commits_read_anew_and_not_for_ever(
    world: World, times: int | None
) -> None:
    world.move_in("hedy", commits=230, co_authored=10, projects=["hedy/radio"])
    owner = world.connect("hedy").user
    world.break_with("bad_cursor", operation="Commits", is_paging=True, times=times)

    outcome = turn(request(owner), pages=60)

    if times is None:
        assert outcome is Outcome.FAILED
        assert asked(world).count("Commits") <= 8
        world.tell("DELETE", "/faults")
        sync(owner)
    assert stored(owner, Form.COMMIT).keys() == direct(world, "hedy")


def test_window_with_more_than_a_hundred_repositories_is_cut_to_what_fits(world: World) -> None:
    names = [f"many/place-{number}" for number in range(130)]
    world.move_in("many", projects=names, years=3)
    now = int(time.time())
    for place, name in enumerate(names):
        push(world, "Keep it", login="many", repository=name, at=now - (60 + place) * DAY)
    owner = world.connect("many").user

    sync(owner)

    assert stored(owner, Form.COMMIT).keys() == direct(world, "many")
    assert asked(world).count("CommitsByRepository") == 6
    assert not SyncSkip.objects.exists()


def test_repository_that_github_counts_and_never_names_is_a_gap(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"many/place-{number}" for number in range(3)]
    world.move_in("many", projects=names, years=1)
    for name in names:
        push(world, "Keep it", login="many", repository=name, at=int(time.time()) - 60 * DAY)
    ask, windows = fetch.committed_places, list[Window]()

    def one_kept_back(client: GitHubClient, user_id: str, *, window: Window) -> CommitPlaces:
        assert len(windows) < 100, "the windows grow narrower"
        windows.append(window)
        found = ask(client, user_id, window=window)
        return replace(found, places=found.places[1:])

    monkeypatch.setattr(fetch, "committed_places", one_kept_back)

    assert sync(world.connect("many").user) is Outcome.DONE
    assert SyncSkip.objects.exists()


def test_repository_that_nothing_gets_past_is_a_gap_until_github_can(world: World) -> None:
    world.move_in(LOGIN, commits=30)
    owner = world.connect(LOGIN).user
    push(world, "Begin", repository=ELSEWHERE)
    rows = world.items(LOGIN, Form.COMMIT)
    heavy = next(iter(rows))
    world.break_with("timeout_502_json", operation="Commits", node=heavy, times=None)

    assert sync(owner) is Outcome.DONE

    gap = SyncSkip.objects.get()
    assert gap.node_id == rows[heavy]["repository_id"]
    elsewhere = {k for k, row in rows.items() if row["repository_id"] != gap.node_id}
    assert elsewhere <= stored(owner, Form.COMMIT).keys()

    world.tell("DELETE", "/faults")
    SyncSkip.objects.update(tried_at=F("tried_at") - timedelta(days=2))
    sync(owner)
    assert stored(owner, Form.COMMIT).keys() == rows.keys()
    assert not SyncSkip.objects.exists()


def test_repository_that_is_closed_to_us_is_a_gap_by_name(world: World, owner: User) -> None:
    push(world, "Begin", repository=ELSEWHERE)
    world.break_with("oauth_app_restricted", operation="Commits")

    assert sync(owner) is Outcome.DONE

    assert SyncSkip.objects.get().reason == "GitHub did not show its commits"
    assert stored(owner, Form.COMMIT), "the others are read"


def test_window_that_is_too_heavy_is_halved(world: World, owner: User) -> None:
    rule = {"operation": "CommitsByRepository", "after": 1, "times": 3}
    world.break_with("resource_limits_whole", **rule)

    assert sync(owner) is Outcome.DONE

    assert stored(owner, Form.COMMIT).keys() == direct(world)


def test_private_commits_need_the_scope_for_it(world: World) -> None:
    secret = {"name": "ada/secret", "private": True, "members": ["ada"]}
    world.move_in(LOGIN, commits=5, projects=["ada/secret"], project_specs=[secret])

    without = world.connect(LOGIN).user
    sync(without)
    assert not stored(without, Form.COMMIT)


def test_private_commits_are_kept_from_strangers(world: World) -> None:
    secret = {"name": "ada/secret", "private": True, "members": ["ada"]}
    world.move_in(LOGIN, commits=5, projects=["ada/secret"], project_specs=[secret])
    owner = world.connect(LOGIN, scopes=("repo",)).user

    sync(owner)

    assert len(stored(owner, Form.COMMIT)) == 5
    assert not Entry.objects.filter(form=Form.COMMIT).public().exists()


def test_kind_is_told_by_the_first_line(world: World, owner: User) -> None:
    messages = {
        "fix: read an empty file": Kind.BUG_FIX,
        "docs: say how to install it": Kind.DOCS,
        "Bump the version": Kind.INFRASTRUCTURE,
        "Update the changelog": Kind.DOCS,
        "Fix a typo in the guide": Kind.DOCS,
    }
    ids = push(world, *messages)

    sync(owner)

    found = stored(owner, Form.COMMIT)
    assert [found[node_id].kind for node_id in ids] == list(messages.values())
