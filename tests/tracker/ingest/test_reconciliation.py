"""Weekly, whether what is in the log is still at GitHub: asked by id, and slow to believe."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from tests import make
from tests.tracker.github.scripted import Scripted, github
from tests.tracker.ingest.turns import FOREVER, deaf, request, sync, turn
from tests.tracker.ingest.world import World, stored
from tracker.ingest import passes
from tracker.ingest.claim import claim
from tracker.ingest.reconcile import rounds
from tracker.ingest.run import Outcome, carry_out
from tracker.ingest.visit import Visit
from tracker.models import Approval, Entry, Reconciliation, Repository
from tracker.records import Form, State

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = 3600
DAY = 24 * HOUR
LOGIN = "ada"
PROJECTS = ["ada/notes", "ada/looms", "ada-labs/engine", "ada-labs/cards"]


@pytest.fixture
def owner(world: World) -> User:
    """Somebody with 24 contributions, all read."""
    world.move_in(LOGIN, pull_requests=10, issues=8, reviews=6, projects=PROJECTS)
    owner = world.connect(LOGIN).user
    sync(owner)
    world.forget_requests()
    return owner


def pass_days(world: World, days: float) -> None:
    world.tell("POST", "/clock", seconds=days * DAY)


def sync_after(world: World, owner: User, *days: float) -> None:
    """Let days pass and sync, once for each number."""
    for number in days:
        pass_days(world, number)
        assert sync(owner) is Outcome.DONE


def asked(world: World, operation: str = "Reconcile") -> int:
    return sum(row["operation"] == operation for row in world.requests())


def asked_ids(world: World) -> list[str]:
    """Every id that was asked after, in order."""
    rows = [row for row in world.requests() if row["operation"] == "Reconcile"]
    return [node_id for row in rows for node_id in row["variables"]["ids"]]


def an_entry(owner: User, form: Form = Form.ISSUE) -> Entry:
    return Entry.objects.filter(user=owner, form=form).earliest("pk")


def fresh(entry: Entry) -> Entry:
    return Entry.objects.get(pk=entry.pk)


# --- When, and for how much ----------------------------------------------------------------------


def test_within_the_week_a_sync_without_changes_is_one_request(world: World, owner: User) -> None:
    sync_after(world, owner, 0.9)

    assert [row["operation"] for row in world.requests()] == ["Probe"]


def test_once_a_week_everything_is_asked_after(world: World, owner: User) -> None:
    sync_after(world, owner, 7.1, 1, 5.9, 0.2)

    assert asked(world) == 2
    assert len(asked_ids(world)) == 2 * 24


def test_hundred_contributions_are_one_request_whatever_their_forms(world: World) -> None:
    world.move_in("grace", pull_requests=150, issues=80, reviews=70)
    grace = world.connect("grace").user
    sync(grace)
    world.forget_requests()

    sync_after(world, grace, 7.1)

    assert asked(world) == 3
    points = [row["points"] for row in world.requests() if row["operation"] == "Reconcile"]
    assert points == [1, 1, 1]


def test_every_form_is_found_again_by_its_id(world: World) -> None:
    ines = world.connect("inesokafor", scopes=("repo", "read:user")).user
    sync(ines)
    world.forget_requests()

    sync_after(world, ines, 7.1)

    known = Entry.objects.filter(user=ines, form__in=rounds.FORMS)
    assert sorted(asked_ids(world)) == sorted(known.values_list("node_id", flat=True))
    assert not Entry.objects.missed().exists()
    assert asked(world, "PullRequestsById") == asked(world, "IssuesById") == 0


def test_round_cut_at_each_batch_asks_after_nothing_twice(
    world: World, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "BATCH", 5)
    pass_days(world, 7.1)
    run = request(owner)

    while turn(run, pages=1) is Outcome.UNFINISHED:
        pass

    assert sorted(asked_ids(world)) == sorted(Entry.objects.values_list("node_id", flat=True))
    assert Reconciliation.objects.get(user=owner).place is None


def test_where_the_hours_budget_runs_short_the_rest_waits_for_the_next_sync(
    world: World, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "BATCH", 5)
    pass_days(world, 7.1)

    def spend() -> None:
        """Let the owner's other tools use up what is not reserved, once the round has begun."""
        if asked(world) == 1:
            world.tell("POST", "/budget", login=LOGIN, remaining=1001, reset_in=HOUR)

    run = request(owner)
    assert carry_out(run.pk, ring=deaf, patience=FOREVER, after_page=spend) is Outcome.DONE
    in_the_first = asked(world)
    sync_after(world, owner, 0.1)

    assert 0 < in_the_first < 5
    assert asked(world) == 5


# --- What is gone --------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW])
def test_two_misses_a_day_apart_make_a_tombstone(world: World, owner: User, form: Form) -> None:
    gone = an_entry(owner, form)
    world.change("delete", id=gone.node_id)

    sync_after(world, owner, 7.1)
    assert fresh(gone).missed_at is not None
    assert fresh(gone).tombstoned_at is None
    sync_after(world, owner, 1.1)

    assert fresh(gone).tombstoned_at is not None
    assert fresh(gone).title == gone.title
    assert not Entry.objects.public().filter(pk=gone.pk).exists()
    assert list(Entry.objects.gone()) == [gone]


def test_two_misses_within_a_day_are_one(world: World, owner: User) -> None:
    gone = an_entry(owner)
    world.change("delete", id=gone.node_id)

    sync_after(world, owner, 7.1, 0.4, 0.5)

    assert fresh(gone).tombstoned_at is None


def test_second_looks_cut_at_each_batch_look_at_each_once(
    world: World, owner: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = list(Entry.objects.filter(user=owner, form=Form.ISSUE).order_by("pk")[:5])
    for entry in gone:
        world.change("delete", id=entry.node_id)
    sync_after(world, owner, 7.1)
    monkeypatch.setattr(rounds, "BATCH", 2)
    pass_days(world, 1.1)
    world.forget_requests()
    run = request(owner)

    while turn(run, pages=1) is Outcome.UNFINISHED:
        pass

    assert sorted(asked_ids(world)) == sorted(entry.node_id for entry in gone)
    assert set(Entry.objects.gone()) == set(gone)


def test_outage_at_the_second_look_is_no_second_miss(world: World, owner: User) -> None:
    gone = an_entry(owner)
    world.change("delete", id=gone.node_id)
    sync_after(world, owner, 7.1)
    world.break_with("timeout_502_json", operation="Reconcile", times=None)
    pass_days(world, 1.1)

    sync(owner)

    assert fresh(gone).tombstoned_at is None


def test_tombstone_costs_one_request_more_and_then_only_its_place_in_the_round(
    world: World, owner: User
) -> None:
    world.change("delete", id=an_entry(owner).node_id)

    sync_after(world, owner, 7.1, 1.1, 1.1, 1.1)

    assert asked(world) == 2


def test_what_is_back_by_the_second_look_counts_as_never_missed(world: World, owner: User) -> None:
    place = an_entry(owner).repository
    assert place is not None
    world.change("privatise", id=place.node_id)
    sync_after(world, owner, 7.1)
    assert Entry.objects.missed().exists()
    world.change("privatise", id=place.node_id, private=False)

    sync_after(world, owner, 1.1)

    assert not Entry.objects.missed().exists()
    assert not Entry.objects.gone().exists()


def test_tombstone_is_lifted_in_the_first_round_that_sees_it_again(
    world: World, owner: User
) -> None:
    back = an_entry(owner)
    Entry.objects.filter(pk=back.pk).update(tombstoned_at=make.SOME_DAY, missed_at=make.SOME_DAY)

    sync_after(world, owner, 7.1)

    assert (fresh(back).missed_at, fresh(back).tombstoned_at) == (None, None)


def test_deleted_repository_leaves_tombstones(world: World, owner: User) -> None:
    place = Repository.objects.get(full_name="ada/notes")
    lost = set(Entry.objects.filter(repository=place))
    world.change("delete_repository", id=place.node_id)

    sync_after(world, owner, 7.1, 1.1)

    assert set(Entry.objects.gone()) == lost != set()


@pytest.mark.parametrize(
    ("kind", "is_a_miss"),
    [
        ("NOT_FOUND", True),
        ("FORBIDDEN", False),
        ("INTERNAL", False),
        ("SERVICE_UNAVAILABLE", False),
        ("", False),
    ],
)
def test_only_githubs_outright_word_is_a_miss(kind: str, *, is_a_miss: bool) -> None:
    entry = make.issue(missed_at=None)
    error = {"type": kind, "path": ["nodes", 0], "message": kind}
    reply: dict[str, object] = {"data": {"nodes": [None]}}

    look_at(entry, reply | ({"errors": [error]} if kind else {}))

    assert (fresh(entry).missed_at is not None) is is_a_miss


@pytest.mark.parametrize("path", [["nodes", 0, "repository"], ["nodes"], []])
def test_something_missing_elsewhere_is_no_miss(path: list[str | int]) -> None:
    entry = make.issue()
    error = {"type": "NOT_FOUND", "path": path, "message": "gone"}

    look_at(entry, {"data": {"nodes": [None]}, "errors": [error]})

    assert fresh(entry).missed_at is None


def test_refusal_that_is_no_miss_breaks_the_counting(world: World, owner: User) -> None:
    entry = make.issue(missed_at=make.SOME_DAY)
    error = {"type": "FORBIDDEN", "path": ["nodes", 0], "message": "SAML"}

    look_at(entry, {"data": {"nodes": [None]}, "errors": [error]})

    assert (fresh(entry).missed_at, fresh(entry).tombstoned_at) == (None, None)


def look_at(entry: Entry, reply: dict[str, object]) -> None:
    """Let the next round or second look over this one entry get this reply."""
    connection = make.connection(entry.user)
    Reconciliation.objects.create(user=entry.user, ended_at=make.SOME_DAY - timedelta(days=30))
    lease = claim(make.sync_run(connection.user).pk)
    assert lease is not None
    viewer = {"viewer": {"id": "U_1", "databaseId": 1, "login": "a", "name": "A"}}
    with github(viewer, Scripted(reply), Scripted(reply)) as hub, hub.client() as client:
        visit = Visit(lease, client, connection, passes.streams_of(connection.user))
        visit.last = client.query("00_viewer", {})
        list(rounds.read(visit))


def test_outage_marks_nothing(world: World, owner: User) -> None:
    pass_days(world, 7.1)
    world.break_with("timeout_502_json", operation="Reconcile", times=None)

    assert sync(owner) is Outcome.WAITING

    assert not Entry.objects.missed().exists()


def test_single_sign_on_marks_nothing_and_hides_nothing(world: World, owner: User) -> None:
    world.break_with("saml", operation="Reconcile", owner="ada-labs", times=None)

    sync_after(world, owner, 7.1, 1.1)

    withheld = Entry.objects.filter(user=owner, repository__full_name__startswith="ada-labs/")
    assert withheld.exists()
    assert set(asked_ids(world)) >= set(withheld.values_list("node_id", flat=True))
    assert Approval.objects.filter(user=owner).exists(), "it was withheld"
    assert not Entry.objects.missed().exists()
    assert not Entry.objects.gone().exists()


# --- Scopes --------------------------------------------------------------------------------------


def test_after_a_change_of_scopes_the_counting_starts_anew(world: World, owner: User) -> None:
    gone = an_entry(owner)
    world.change("delete", id=gone.node_id)
    sync_after(world, owner, 7.1)
    token = owner.github.access_token
    world.tell("POST", "/tokens/narrow", token=token, scopes=["read:user"])

    sync_after(world, owner, 1.1)
    assert (fresh(gone).missed_at, fresh(gone).tombstoned_at) == (None, None)
    sync_after(world, owner, 6, 1.1)

    assert fresh(gone).tombstoned_at is not None


@pytest.fixture
def narrowed(world: World) -> User:
    """Somebody who gave access to private repositories, was read, and has taken it back."""
    connection = world.connect("henriksalov", scopes=("repo",))
    sync(connection.user)
    world.tell("POST", "/tokens/narrow", token=connection.access_token, scopes=[])
    return connection.user


def test_narrowed_scopes_freeze_private_entries(world: World, narrowed: User) -> None:
    private = Entry.objects.private()
    before = list(private.values("node_id", "title", "updated_at").order_by("pk"))
    assert before

    sync_after(world, narrowed, 7.1, 1.1, 1.1)

    assert list(private.values("node_id", "title", "updated_at").order_by("pk")) == before
    assert not Entry.objects.missed().exists()
    assert not Entry.objects.gone().exists()


def test_what_turned_private_is_gone_for_those_who_never_saw_private_things(
    world: World, owner: User
) -> None:
    """It is not frozen: GitHub last showed it in public."""
    Repository.objects.update(hydrated_at=timezone.now() - timedelta(days=2))
    place = Repository.objects.get(full_name="ada/notes")
    world.change("privatise", id=place.node_id)

    sync_after(world, owner, 7.1, 1.1)

    assert Entry.objects.gone().count() == Entry.objects.filter(repository=place).count() > 0


# --- Mass disappearance --------------------------------------------------------------------------


def test_mass_disappearance_is_not_believed_and_asked_about_again(
    world: World, owner: User
) -> None:
    places = list(Repository.objects.values_list("node_id", flat=True))
    for node_id in places:
        world.change("privatise", id=node_id)

    sync_after(world, owner, 7.1, 1.1, 1.1)

    assert not Entry.objects.gone().exists()
    assert Reconciliation.objects.get(user=owner).doubted == Entry.objects.count()
    for node_id in places:
        world.change("privatise", id=node_id, private=False)
    sync_after(world, owner, 7)

    assert Reconciliation.objects.get(user=owner).doubted == 0
    assert not Entry.objects.missed().exists()


def test_in_a_short_log_a_few_are_believed(world: World) -> None:
    world.move_in("grace", pull_requests=2, issues=0, reviews=0)
    grace = world.connect("grace").user
    sync(grace)
    for node_id in world.items("grace", Form.PULL_REQUEST):
        world.change("delete", id=node_id)

    sync_after(world, grace, 7.1, 1.1)

    assert Entry.objects.gone().count() == 2


# --- What changed, and where it is ---------------------------------------------------------------


def test_change_that_no_list_brought_is_read_by_id(world: World, owner: User) -> None:
    for form in (Form.PULL_REQUEST, Form.ISSUE):
        make_stale(an_entry(owner, form))

    sync_after(world, owner, 7.1)

    for form in (Form.PULL_REQUEST, Form.ISSUE):
        truth = world.items(LOGIN, form)
        assert {i: e.title for i, e in stored(owner, form).items()} == {
            node_id: row["title"] for node_id, row in truth.items()
        }
    assert (asked(world, "PullRequestsById"), asked(world, "IssuesById")) == (1, 1)


def make_stale(entry: Entry) -> None:
    """Let the log have missed the last change of it."""
    Entry.objects.filter(pk=entry.pk).update(
        title="As it was", content_hash=b"", updated_at=entry.updated_at - timedelta(days=1)
    )


def test_dismissal_of_an_old_review_is_noticed_within_the_week(world: World, owner: User) -> None:
    given = an_entry(owner, Form.REVIEW)
    pass_days(world, 200)
    sync(owner)
    world.change("dismiss", id=given.node_id)

    sync_after(world, owner, 7.1)

    assert fresh(given).state == State.DISMISSED


def test_item_in_another_repository_follows_it(world: World, owner: User) -> None:
    astray = an_entry(owner)
    home = astray.repository
    Entry.objects.filter(pk=astray.pk).update(
        repository=make.repository("far/away"), content_hash=b""
    )

    sync_after(world, owner, 7.1)

    assert fresh(astray).repository == home


def test_sighting_in_a_list_lifts_a_miss(world: World, owner: User) -> None:
    back = an_entry(owner)
    Entry.objects.filter(pk=back.pk).update(missed_at=make.SOME_DAY)

    sync(owner, is_full=True)

    assert fresh(back).missed_at is None


def test_transferred_and_renamed_repositories_are_followed_by_their_ids(
    world: World, owner: User
) -> None:
    renamed = Repository.objects.get(full_name="ada/notes")
    moved = Repository.objects.get(full_name="ada-labs/cards")
    world.change("rename_repository", id=renamed.node_id, name="remarks")
    world.change("transfer_repository", id=moved.node_id, login="new-home")

    sync_after(world, owner, 7.1)

    renamed.refresh_from_db()
    moved.refresh_from_db()
    assert (renamed.full_name, moved.full_name) == ("ada/remarks", "new-home/cards")
    assert not Entry.objects.missed().exists()


def test_privacy_that_a_round_meets_hides_at_once(world: World) -> None:
    connection = world.connect("henriksalov", scopes=("repo",))
    sync(connection.user)
    open_place = Entry.objects.public().latest("pk").repository
    assert open_place is not None
    Repository.objects.update(hydrated_at=timezone.now())
    world.change("privatise", id=open_place.node_id, members=["henriksalov"])

    sync_after(world, connection.user, 7.1)

    assert not Entry.objects.public().filter(repository=open_place).exists()
