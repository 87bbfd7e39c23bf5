"""Releases that the person published, read from the repositories where there may be some."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from tests.tracker.ingest.turns import request as ask
from tests.tracker.ingest.turns import sync, turn
from tests.tracker.ingest.world import World, stored
from tracker.ingest.run import Outcome
from tracker.ingest.streams import releases
from tracker.models import Entry, Phase, SyncRun, SyncStream
from tracker.records import Form, Kind, State

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "ada-lov"


@pytest.fixture
def owner(world: World) -> User:
    """Somebody with 30 releases in the repository that they own, and nothing else."""
    world.move_in(LOGIN, releases=30)
    return world.connect(LOGIN).user


def truth(world: World, login: str = LOGIN) -> dict[str, str]:
    """The tag of each release that is out, by node id."""
    return {key: row["tag"] for key, row in world.items(login, Form.RELEASE).items()}


def operations(world: World) -> list[str]:
    return [request["operation"] for request in world.requests()]


def named(world: World, name: str) -> str:
    """The node id of a repository."""
    rows = world.tell("GET", "/repositories")
    found: str = next(row["id"] for row in rows if row["name_with_owner"] == name)
    return found


def notes(world: World) -> str:
    """The repository that the owner owns."""
    return named(world, f"{LOGIN}/notes")


def engine(world: World) -> str:
    """A repository that the owner's organization owns."""
    return named(world, f"{LOGIN}-labs/engine")


def a_day_later() -> None:
    stream = SyncStream.objects.get(form=Form.RELEASE)
    stream.watermark = timezone.now() - releases.LOOKED_AT_EVERY - timedelta(minutes=1)
    stream.save()


def test_all_releases_of_the_person_are_stored_and_nobody_elses(world: World, owner: User) -> None:
    sync(owner)

    found = stored(owner, Form.RELEASE)
    assert {node_id: entry.head_ref for node_id, entry in found.items()} == truth(world)
    assert len(found) == 30
    stream = SyncStream.objects.get(user=owner, form=Form.RELEASE)
    assert (stream.phase, stream.is_complete, stream.pending) == (Phase.INCREMENTAL, True, [])


def test_a_release_is_an_entry_of_its_own_kind_at_the_instant_it_came_out(
    world: World, owner: User
) -> None:
    at = 1_700_000_000
    made = world.change(
        "release", login=LOGIN, repository=notes(world), tag="v99", name="Ninety-nine", at=at,
        prerelease=True, description="All of it.",
    )  # fmt: skip

    sync(owner)

    entry = Entry.objects.select_related("repository").get(node_id=made["id"])
    assert (entry.kind, entry.kind_rule) == (Kind.RELEASE, "it is a release")
    assert (entry.title, entry.head_ref, entry.body) == ("Ninety-nine", "v99", "All of it.")
    assert (entry.state, entry.project) == (State.PRERELEASE, f"{LOGIN}/notes")
    assert entry.occurred_at.timestamp() == at
    assert entry.url.endswith(f"/{LOGIN}/notes/releases/tag/v99")


def test_a_draft_is_not_taken_for_a_release(world: World, owner: User) -> None:
    draft = world.change("release", login=LOGIN, repository=notes(world), tag="v99", draft=True)

    sync(owner)

    assert draft["id"] not in stored(owner, Form.RELEASE)


def test_a_repository_without_releases_costs_no_question_of_its_own(world: World) -> None:
    world.move_in("grace", pull_requests=3)
    owner = world.connect("grace").user

    sync(owner)

    assert operations(world).count("Maintained") == 1
    assert "Releases" not in operations(world)


def test_a_second_sync_on_the_same_day_asks_for_no_release(world: World, owner: User) -> None:
    sync(owner)
    world.forget_requests()

    sync(owner)

    assert operations(world) == ["Probe"]


def test_a_day_later_the_newest_are_looked_at_and_no_page_more(world: World, owner: User) -> None:
    sync(owner)
    made = world.change("release", login=LOGIN, repository=notes(world), tag="v99")
    a_day_later()
    world.forget_requests()

    sync(owner)

    assert made["id"] in stored(owner, Form.RELEASE)
    assert operations(world)[:3] == ["Probe", "Maintained", "Releases"]
    # One of them is new, so the next page is asked for, and has nothing new.
    assert operations(world).count("Releases") == 2

    a_day_later()
    world.forget_requests()
    sync(owner)
    assert operations(world).count("Releases") == 1


def test_a_release_that_was_edited_is_told_anew(world: World, owner: User) -> None:
    made = world.change("release", login=LOGIN, repository=notes(world), tag="v99", name="Early")
    sync(owner)
    world.change("edit_release", id=made["id"], name="Final")
    a_day_later()

    sync(owner)

    assert stored(owner, Form.RELEASE)[made["id"]].title == "Final"


def test_a_walk_that_stops_at_every_page_ends_with_the_same_log(world: World, owner: User) -> None:
    run = ask(owner)

    while turn(run, pages=1) is Outcome.UNFINISHED:
        SyncRun.objects.update(not_before=timezone.now())

    assert set(stored(owner, Form.RELEASE)) == set(truth(world))
    asked = [r for r in operations(world) if r in {"Maintained", "Releases"}]
    assert asked == ["Maintained", "Releases", "Releases"]


def test_releases_of_private_repositories_come_with_the_scope_for_them(world: World) -> None:
    world.move_in(LOGIN, releases=4)
    world.change("privatise", id=notes(world), members=[LOGIN])
    connection = world.connect(LOGIN)
    owner = connection.user
    sync(owner)
    assert not stored(owner, Form.RELEASE)

    token = world.tell("POST", "/tokens", login=LOGIN, scopes=["repo"])["access_token"]
    connection.refresh_from_db()
    connection.access_token, connection.scopes = token, ["repo"]
    connection.save()
    sync(owner)

    assert len(stored(owner, Form.RELEASE)) == 4
    assert not Entry.objects.filter(user=owner, form=Form.RELEASE).public().exists()


def test_where_somebody_landed_much_their_releases_are_found_unlisted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A repository of an organization is in no list of what one maintains."""
    monkeypatch.setattr(releases, "MUCH_LANDED", 1)
    world.move_in("grace", pull_requests=8)
    owner = world.connect("grace").user
    sync(owner)
    place = (
        Entry.objects.exclude(landing="")
        .filter(user=owner, repository__full_name="grace-labs/engine")[0]
        .repository
    )
    assert place
    made = [
        world.change("release", login="grace", repository=place.node_id, tag=f"v{number}")
        for number in range(12)
    ]
    a_day_later()

    sync(owner)

    assert set(stored(owner, Form.RELEASE)) == {row["id"] for row in made}


def test_a_repository_that_is_too_heavy_becomes_a_gap_and_stops_no_other(
    world: World, owner: User
) -> None:
    world.change("release", login=LOGIN, repository=engine(world), tag="v1")
    world.change("collaborate", login=LOGIN, repository=engine(world))
    world.break_with(
        "resource_limits_null_nodes", operation="Releases", node=engine(world), times=None
    )

    sync(owner)

    assert set(stored(owner, Form.RELEASE)) >= {
        node_id
        for node_id, row in world.items(LOGIN, Form.RELEASE).items()
        if row["repository"] == f"{LOGIN}/notes"
    }
    stream = SyncStream.objects.get(user=owner, form=Form.RELEASE)
    assert [gap.node_id for gap in stream.skips.all()] == [engine(world)]


def test_the_first_sync_of_an_old_user_reads_the_releases_too(world: World, owner: User) -> None:
    """Streams that are new to us begin in logs that are up to date otherwise."""
    sync(owner)
    SyncStream.objects.filter(form=Form.RELEASE).delete()
    Entry.objects.filter(form=Form.RELEASE).delete()

    sync(owner)

    assert set(stored(owner, Form.RELEASE)) == set(truth(world))


@pytest.mark.parametrize(("operation", "places"), [("Releases", 1), ("Maintained", 101)])
def test_cursor_that_is_refused_every_time_ends_the_stream(
    world: World, operation: str, places: int
) -> None:
    names = [f"{LOGIN}/tool-{number}" for number in range(places)]
    world.move_in(LOGIN, releases=places * 30, projects=names)
    owner = world.connect(LOGIN).user
    world.break_with("bad_cursor", operation=operation, is_paging=True, times=None)

    assert turn(ask(owner), pages=60) is Outcome.FAILED

    assert operations(world).count(operation) <= 8
    world.tell("DELETE", "/faults")
    sync(owner)
    assert stored(owner, Form.RELEASE).keys() == truth(world).keys()
