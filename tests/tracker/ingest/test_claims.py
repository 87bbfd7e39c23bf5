"""What GitHub credits to somebody else: taken only where GitHub shows the person's part in it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from accounts.models import User
from contriblog.celery import app
from tests.tracker.ingest.queue import broker_url, redis_server, until, worker
from tests.tracker.ingest.turns import request, sync, turn
from tests.tracker.ingest.world import World
from tracker import curate
from tracker.ingest.run import Outcome
from tracker.models import Claim, Entry, SyncRun, Trigger, Verdict
from tracker.records import Credit, Form, Source
from tracker.tasks import request_sync

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"
PLACE = "wickerwork/wicker"


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is up to date."""
    owner = world.connect(LOGIN).user
    sync(owner)
    world.forget_requests()
    return owner


def claim(world: World, owner: User, path: str, place: str = PLACE) -> Claim:
    """Claim what is at a path of this GitHub."""
    made = curate.add_claim(owner, curate.ClaimedAddress(f"{world.url}{path}", place))
    assert made is not None
    return made


def checked(world: World, owner: User, path: str) -> Claim:
    """A claim, once a sync has looked at it."""
    made = claim(world, owner, path)
    assert sync(owner) is Outcome.DONE
    made.refresh_from_db()
    return made


def bot_pull(world: World, **details: Any) -> str:
    """The path of a bot's pull request."""
    told = world.change("bot_pull", login=LOGIN, repository=PLACE, **details)
    return str(told["path"])


@pytest.mark.parametrize(
    ("names", "rule", "what"),
    [
        ("commit", Credit.CO_AUTHOR, "You are a co-author of commit"),
        ("assignee", Credit.ASSIGNEE, "A bot opened it, and it is assigned to you."),
        ("trailer", Credit.TRAILER, "Its description names you as a co-author."),
    ],
)
def test_a_bots_pull_request_is_taken_where_it_names_the_person(
    world: World, owner: User, names: str, rule: Credit, what: str
) -> None:
    found = checked(world, owner, bot_pull(world, names=names))

    assert found.verdict == Verdict.TAKEN
    entry = Entry.objects.get(claims=found)
    assert (entry.form, entry.source, entry.claim) == (Form.PULL_REQUEST, Source.GITHUB, rule)
    assert entry.claim_evidence["what"].startswith(what)
    assert entry.claim_evidence["url"].startswith(world.url)


def test_a_picked_patch_is_taken_as_a_commit(world: World, owner: User) -> None:
    path = world.change("picked_patch", login=LOGIN, repository=PLACE)["path"]

    found = checked(world, owner, path)

    entry = Entry.objects.get(claims=found)
    assert (entry.form, entry.claim) == (Form.COMMIT, Credit.CO_AUTHOR)
    assert entry.url == f"{world.url}{path}"


def test_nothing_is_stored_where_nothing_links_it_to_the_person(world: World, owner: User) -> None:
    before = Entry.objects.count()

    found = checked(world, owner, bot_pull(world, names="nobody"))

    assert (found.verdict, found.entry_id) == (Verdict.NOTHING_LINKS, None)
    assert found.title == "Read an empty file"
    assert Entry.objects.count() == before


def test_to_have_reviewed_it_does_not_suffice(world: World, owner: User) -> None:
    reviewed = Entry.objects.filter(user=owner, form=Form.REVIEW).earliest("pk")
    place, number = reviewed.repository, reviewed.number
    assert place is not None

    found = checked(world, owner, f"/{place.full_name}/pull/{number}")

    assert found.verdict == Verdict.NOTHING_LINKS


def test_what_is_in_the_log_is_shown_and_not_doubled(world: World, owner: User) -> None:
    path = bot_pull(world)
    first = checked(world, owner, path)
    second = checked(world, owner, path)

    assert (second.verdict, second.entry_id) == (Verdict.KNOWN, first.entry_id)
    assert Entry.objects.filter(user=owner, claim=Credit.CO_AUTHOR).count() == 1


def test_ones_own_pull_request_is_left_to_the_list(world: World, owner: User) -> None:
    own = Entry.objects.filter(user=owner, form=Form.PULL_REQUEST).earliest("pk")
    path = own.url.removeprefix(world.url)
    own.delete()

    assert checked(world, owner, path).verdict == Verdict.OWN


@pytest.mark.parametrize(
    "path",
    [
        f"/{PLACE}/pull/999999",
        f"/{PLACE}/commit/{'0' * 40}",
        "/nobody/nothing/pull/1",
        "/norrfjord/ledger-core/pull/1",
    ],
)
def test_what_is_not_there_or_not_for_them_is_said_and_stops_no_sync(
    world: World, owner: User, path: str
) -> None:
    assert checked(world, owner, path).verdict == Verdict.NOT_FOUND


def test_private_work_stays_out_without_the_scope_for_it(world: World) -> None:
    repository = "norrfjord/ledger-core"
    path = world.change("bot_pull", login="henriksalov", repository=repository)["path"]
    connection = world.connect("henriksalov", scopes=("repo",))
    sync(connection.user)
    found = checked(world, connection.user, path)

    entry = Entry.objects.get(claims=found)
    assert not Entry.objects.public().filter(pk=entry.pk).exists()

    world.tell("POST", "/tokens/narrow", token=connection.access_token, scopes=[])
    entry.delete()
    assert checked(world, connection.user, path).verdict == Verdict.NOT_FOUND


def test_a_claim_costs_one_request_beside_the_sync(world: World, owner: User) -> None:
    checked(world, owner, bot_pull(world))

    assert [row["operation"] for row in world.requests()][:2] == ["Probe", "Claimed"]


def test_a_claim_waits_out_a_limit_and_is_checked_afterwards(world: World, owner: User) -> None:
    path = bot_pull(world)
    world.break_with("secondary_403", operation="Claimed")
    made = claim(world, owner, path)
    run = request(owner)
    assert turn(run) is Outcome.WAITING
    made.refresh_from_db()
    assert made.verdict == Verdict.PENDING
    SyncRun.objects.update(not_before=run.created_at)

    assert turn(run) is Outcome.DONE

    made.refresh_from_db()
    assert made.verdict == Verdict.TAKEN


def test_one_that_github_cannot_carry_ends_itself_and_not_the_sync(
    world: World, owner: User
) -> None:
    path = bot_pull(world)
    world.break_with("timeout_502_json", operation="Claimed", times=None)

    assert checked(world, owner, path).verdict == Verdict.UNREADABLE


def test_a_later_sync_keeps_what_was_claimed(world: World, owner: User) -> None:
    found = checked(world, owner, bot_pull(world))

    sync(owner, is_full=True)

    entry = Entry.objects.get(claims=found)
    assert (entry.claim, entry.tombstoned_at) == (Credit.CO_AUTHOR, None)


def test_claims_of_others_are_not_looked_at(world: World, owner: User) -> None:
    other = world.connect("inesokafor").user
    theirs = claim(world, other, bot_pull(world))

    sync(owner)

    theirs.refresh_from_db()
    assert theirs.verdict == Verdict.PENDING


@pytest.fixture
def redis_process(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis that the queue uses."""
    before = app.conf.broker_url
    app.conf.update(broker_url=broker_url(tmp_path))
    with redis_server(tmp_path) as process:
        yield process
    app.conf.update(broker_url=before)


def test_a_real_worker_checks_a_claim(
    world: World, redis_process: subprocess.Popen[bytes], tmp_path: Path, owner: User
) -> None:
    made = claim(world, owner, bot_pull(world))

    with worker(tmp_path, world.url):
        request_sync(owner, Trigger.OWNER)
        until(
            lambda: Claim.objects.get(pk=made.pk).verdict != Verdict.PENDING,
            "the worker has checked the claim",
        )

    assert Claim.objects.get(pk=made.pk).verdict == Verdict.TAKEN
