"""What GitHub shows of a repository, and what strangers see of it after the next sync."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from tests import make
from tests.tracker.github.scripted import Scripted, github
from tests.tracker.ingest.turns import request, sync, turn
from tests.tracker.ingest.world import World
from tracker.ingest import passes, repositories
from tracker.ingest.claim import claim
from tracker.ingest.enrich import facts
from tracker.ingest.run import Outcome
from tracker.ingest.visit import Visit
from tracker.models import Entry, Proof, Repository, SyncRun, Trigger
from tracker.sharing import new_lens

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"
NAME = "wickerwork/wicker"
LONG_AGO = timezone.now() - timedelta(days=2)


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is up to date, and closed to everybody else."""
    owner = world.connect(LOGIN).user
    sync(owner)
    world.forget_requests()
    return owner


def open_to_all(owner: User) -> User:
    owner.profile_is_public = owner.resume_is_public = True
    owner.save()
    return owner


def privatise(world: World, full_name: str = NAME) -> Repository:
    repository = Repository.objects.get(full_name=full_name)
    world.change("privatise", id=repository.node_id)
    return repository


def public_names() -> set[str]:
    return set(Entry.objects.public().values_list("repository__full_name", flat=True))


def words(client: Client, path: str) -> str:
    response = client.get(path)
    if path.endswith(".pdf"):
        return "".join(page.extract_text() for page in PdfReader(BytesIO(response.content)).pages)
    return response.content.decode()


def asked(world: World) -> list[str]:
    return [row["operation"] for row in world.requests()]


# --- How soon it is noticed ----------------------------------------------------------------------


@pytest.mark.parametrize("trigger", Trigger)
def test_repository_that_turned_private_is_gone_from_page_file_and_link_with_the_next_sync(
    world: World, owner: User, client: Client, trigger: Trigger
) -> None:
    paths = [f"/@{open_to_all(owner).handle}/", f"/s/{new_lens(owner).token}/"]
    paths += [f"{path}resume.pdf" for path in paths]
    told = Entry.objects.filter(repository__full_name=NAME).latest("occurred_at")
    make.annotation(told, is_highlighted=True)
    before = [words(client, path) for path in paths]

    privatise(world)
    turn(request(owner, trigger=trigger))

    assert all(NAME in page for page in before)
    assert [path for path in paths if NAME in words(client, path)] == []


def test_share_link_alone_is_an_audience(world: World, owner: User) -> None:
    new_lens(owner)
    privatise(world)

    sync(owner)

    assert NAME not in public_names()
    # What was said in its discussions is no longer counted, so that list is read again.
    assert asked(world) == ["Probe", "Repositories", "DiscussionComments"]


def test_lines_with_a_verify_link_are_an_audience(
    world: World, owner: User, client: Client
) -> None:
    told = Entry.objects.filter(repository__full_name=NAME).latest("occurred_at")
    make.annotation(told, is_highlighted=True)
    make.proven_resume(owner)
    page = f"/v/{Proof.objects.get().code}/"
    assert NAME in words(client, page)
    privatise(world)

    sync(owner)

    assert client.get(page).status_code == 404
    assert "Repositories" in asked(world)


def test_a_resume_that_is_to_print_verify_links_is_an_audience_before_it_does(
    world: World, owner: User
) -> None:
    make.resume(owner, has_proofs=True)
    privatise(world)

    sync(owner)

    assert "Repositories" in asked(world)


def test_without_an_audience_a_log_that_is_up_to_date_costs_one_request(
    world: World, owner: User
) -> None:
    sync(owner)

    assert asked(world) == ["Probe"]


def test_full_sync_asks_about_every_repository_anew(world: World, owner: User) -> None:
    privatise(world)

    sync(owner, is_full=True)

    assert NAME not in public_names()


def test_privacy_is_asked_about_before_a_sync_has_to_wait(world: World, owner: User) -> None:
    world.break_with("primary_rate_limited", operation="PullRequests")
    privatise(world)

    assert sync(open_to_all(owner), is_full=True) is Outcome.WAITING

    assert NAME not in public_names()


def test_each_repository_is_asked_about_once_in_a_run_of_several_turns(
    world: World, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "BATCH", 1)
    run = request(open_to_all(owner))

    while turn(run, pages=1) is Outcome.UNFINISHED:
        pass

    assert asked(world).count("Repositories") == Repository.objects.count()


# --- What GitHub will not or cannot show ---------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "is_public", "is_asked_again"),
    [
        ("NOT_FOUND", False, False),
        ("FORBIDDEN", False, False),
        ("INTERNAL", True, True),
        ("SERVICE_UNAVAILABLE", True, True),
    ],
)
def test_what_is_closed_to_us_is_hidden_and_githubs_own_trouble_says_nothing(
    kind: str, *, is_public: bool, is_asked_again: bool
) -> None:
    place = make.repository(hydrated_at=LONG_AGO)
    connection = make.connection(make.entry(place=place).user)
    lease = claim(make.sync_run(connection.user).pk)
    assert lease is not None
    error = {"type": kind, "path": ["nodes", 0], "message": kind}
    empty = Scripted({"data": {"nodes": [None]}, "errors": [error]})

    with github(empty) as hub, hub.client() as asking:
        list(facts.read(Visit(lease, asking, connection, passes.streams_of(connection.user))))

    assert Entry.objects.public().exists() is is_public
    assert repositories.worn_out(lease.run).exists() is is_asked_again


def test_repository_that_github_cannot_answer_for_holds_up_no_other(world: World) -> None:
    owner = open_to_all(world.connect("henriksalov").user)
    sync(owner)
    first, last = Repository.objects.earliest("pk"), Repository.objects.latest("pk")
    world.break_with("timeout_502_json", operation="Repositories", node=first.node_id, times=None)
    privatise(world, last.full_name)
    known_since = first.hydrated_at

    assert sync(owner) is Outcome.DONE

    first.refresh_from_db()
    assert last.full_name not in public_names()
    assert first.hydrated_at == known_since


def test_outage_is_waited_for(world: World, owner: User) -> None:
    world.break_with("timeout_502_json", operation="Repositories", times=None)
    privatise(world)

    assert sync(open_to_all(owner)) is Outcome.WAITING
    world.tell("DELETE", "/faults")
    run = SyncRun.objects.latest("pk")
    SyncRun.objects.filter(pk=run.pk).update(not_before=timezone.now())
    turn(run)

    assert NAME not in public_names()


def test_facts_that_the_database_refuses_hide_their_repository() -> None:
    place = make.repository()
    make.entry(place=place)
    ref = make.repository_ref(node_id=place.node_id)

    with transaction.atomic():
        repositories.store_facts([make.repository_facts(ref, stars=-1)], closed=())

    assert not Entry.objects.public().exists()
