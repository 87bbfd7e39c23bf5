"""Sponsorships: read with their scope only, private ones kept private, amounts never asked."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import GitHubConnection, User
from tests.tracker.ingest.turns import sync
from tests.tracker.ingest.world import World, stored
from tracker.github.client import QUERIES
from tracker.ingest.run import Outcome
from tracker.ingest.streams import sponsorships
from tracker.models import Entry, SyncRun, SyncStream
from tracker.models.repository import VISIBILITY_LASTS
from tracker.records import Form, Kind, State

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "ada-lov"
SCOPES = ("read:user",)


@pytest.fixture
def owner(world: World) -> User:
    """Somebody who sponsors six others, and lets us read that."""
    world.move_in(LOGIN, sponsorships=6)
    return world.connect(LOGIN, scopes=SCOPES).user


def operations(world: World) -> list[str]:
    return [request["operation"] for request in world.requests()]


def stream_of(owner: User) -> SyncStream:
    return SyncStream.objects.get(user=owner, form=Form.SPONSORSHIP)


def grant(world: World, owner: User, *scopes: str) -> None:
    """Let the owner sign in again with other scopes, as the sign-in records it."""
    token = world.tell("POST", "/tokens", login=LOGIN, scopes=list(scopes))["access_token"]
    connection = GitHubConnection.objects.get(user=owner)
    connection.access_token, connection.scopes = token, sorted(scopes)
    connection.save()


def test_every_sponsorship_is_stored_with_its_privacy(world: World, owner: User) -> None:
    assert sync(owner) is Outcome.DONE

    found = stored(owner, Form.SPONSORSHIP)
    truth = world.items(LOGIN, Form.SPONSORSHIP)
    assert {node_id: entry.is_private_at_source for node_id, entry in found.items()} == {
        node_id: row["is_private"] for node_id, row in truth.items()
    }
    assert {entry.place for entry in found.values()} == {r["sponsored"] for r in truth.values()}
    assert stream_of(owner).is_complete


def test_a_sponsorship_has_no_repository_and_says_whether_it_lasts(
    world: World, owner: User
) -> None:
    sync(owner)

    found = stored(owner, Form.SPONSORSHIP).values()
    assert {entry.repository_id for entry in found} == {None}
    assert {entry.kind for entry in found} == {Kind.SPONSORSHIP}
    assert {entry.state for entry in found} == {State.ACTIVE, State.ENDED, State.NONE}
    once = [entry for entry in found if entry.state == State.NONE]
    assert all(entry.title.startswith("One-time sponsorship of ") for entry in once)


def test_private_ones_are_for_their_owner_alone(world: World, owner: User) -> None:
    sync(owner)

    public = Entry.objects.filter(user=owner, form=Form.SPONSORSHIP).public()
    truth = world.items(LOGIN, Form.SPONSORSHIP)
    assert {entry.node_id for entry in public} == {
        node_id for node_id, row in truth.items() if not row["is_private"]
    }


def test_no_question_of_ours_asks_for_an_amount_or_a_tier() -> None:
    asked = " ".join(path.read_text(encoding="utf-8") for path in QUERIES.glob("*.graphql"))
    questions = re.sub(r"#.*", "", asked)

    assert not re.search(r"tier|amount|price|monthly", questions, re.IGNORECASE)


def test_without_the_scope_nobody_asks_and_nothing_fails(world: World) -> None:
    world.move_in(LOGIN, sponsorships=2)
    owner = world.connect(LOGIN).user

    assert sync(owner) is Outcome.DONE
    world.forget_requests()
    assert sync(owner) is Outcome.DONE

    assert operations(world) == ["Probe"]
    assert not stored(owner, Form.SPONSORSHIP)
    assert not SyncStream.objects.filter(form=Form.SPONSORSHIP).exists()


def test_a_sync_without_changes_is_one_request(world: World, owner: User) -> None:
    sync(owner)
    world.forget_requests()

    sync(owner)

    assert operations(world) == ["Probe"]


def test_a_new_one_is_seen_by_the_count(world: World, owner: User) -> None:
    sync(owner)
    made = world.change("sponsor", login=LOGIN, to="inesokafor")
    world.forget_requests()

    sync(owner)

    assert stored(owner, Form.SPONSORSHIP)[made["id"]].title == "Sponsorship of Ines Okafor"
    assert operations(world) == ["Probe", "Sponsorships"]


def test_one_that_ended_is_seen_within_a_week(world: World, owner: User) -> None:
    made = world.change("sponsor", login=LOGIN, to="inesokafor")
    sync(owner)
    world.change("change_sponsorship", id=made["id"], active=False)
    sync(owner)
    assert stored(owner, Form.SPONSORSHIP)[made["id"]].state == State.ACTIVE

    a_week_ago = timezone.now() - sponsorships.LOOKED_AT_EVERY - timedelta(minutes=1)
    SyncStream.objects.filter(form=Form.SPONSORSHIP).update(watermark=a_week_ago)
    sync(owner)

    assert stored(owner, Form.SPONSORSHIP)[made["id"]].state == State.ENDED


def test_where_strangers_look_one_that_turned_private_is_gone_with_the_next_sync(
    world: World, owner: User
) -> None:
    made = world.change("sponsor", login=LOGIN, to="inesokafor")
    User.objects.filter(pk=owner.pk).update(profile_is_public=True)
    sync(owner)
    public = Entry.objects.filter(node_id=made["id"]).public()
    assert public.exists()

    world.change("change_sponsorship", id=made["id"], privacy="PRIVATE")
    sync(owner)

    assert not public.all().exists()


def test_a_scope_taken_back_leaves_what_was_read_and_breaks_no_run(
    world: World, owner: User
) -> None:
    sync(owner)
    before = set(stored(owner, Form.SPONSORSHIP))
    token = GitHubConnection.objects.get(user=owner).access_token
    world.tell("POST", "/tokens/narrow", token=token, scopes=[])
    world.forget_requests()

    assert sync(owner) is Outcome.DONE
    assert operations(world) == ["Probe", "Probe"]  # the first one is refused
    world.forget_requests()
    assert sync(owner) is Outcome.DONE

    assert operations(world) == ["Probe"]
    assert set(stored(owner, Form.SPONSORSHIP)) == before


def test_what_nobody_may_ask_after_any_more_is_public_for_a_month_at_most(
    world: World, owner: User
) -> None:
    sync(owner)
    public = Entry.objects.filter(user=owner, form=Form.SPONSORSHIP).public()
    assert public.exists()

    long_ago = timezone.now() - VISIBILITY_LASTS - timedelta(minutes=1)
    SyncStream.objects.filter(form=Form.SPONSORSHIP).update(watermark=long_ago)

    assert not public.all().exists()
    assert Entry.objects.filter(user=owner, form=Form.SPONSORSHIP).unchecked().exists()


def test_granting_the_scope_later_brings_them_and_reads_nothing_else_again(world: World) -> None:
    world.move_in(LOGIN, sponsorships=3, pull_requests=2)
    owner = world.connect(LOGIN).user
    sync(owner)
    grant(world, owner, *SCOPES)
    world.forget_requests()

    sync(owner)

    assert len(stored(owner, Form.SPONSORSHIP)) == 3
    assert "PullRequests" not in operations(world)


def test_a_token_that_loses_the_scope_in_mid_run_ends_well(world: World, owner: User) -> None:
    world.break_with("insufficient_scopes", operation="Sponsorships")

    assert sync(owner) is Outcome.DONE

    assert "permission that you have not given" in stream_of(owner).last_error
    assert SyncRun.objects.get().error == ""
    world.forget_requests()
    assert sync(owner) is Outcome.DONE
    assert "Sponsorships" not in operations(world)  # it is left until the scopes change
    assert sync(owner, is_full=True) is Outcome.DONE
    assert len(stored(owner, Form.SPONSORSHIP)) == 6


def test_the_wider_scope_user_shows_them_too(world: World) -> None:
    world.move_in(LOGIN, sponsorships=2)
    owner = world.connect(LOGIN, scopes=("user",)).user

    sync(owner)

    assert len(stored(owner, Form.SPONSORSHIP)) == 2
