"""What changes at GitHub between two syncs, and what a sync does about it."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import GitHubConnection, User
from tests import make
from tests.tracker.ingest.turns import FOREVER, deaf, request, sync, turn
from tests.tracker.ingest.world import World, stored
from tracker.ingest.passes import OVERLAP
from tracker.ingest.run import Outcome, carry_out
from tracker.ingest.streams import lists
from tracker.models import Entry, Repository, SyncRun, SyncStream
from tracker.records import Form, Landing, State

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is up to date."""
    owner = world.connect(LOGIN).user
    sync(owner)
    world.forget_requests()
    return owner


def operations(world: World) -> list[str]:
    return [request["operation"] for request in world.requests()]


def some_entry(owner: User, form: Form, **state: str) -> Entry:
    return Entry.objects.filter(user=owner, form=form, **state).latest("occurred_at")


def widen(world: World, connection: GitHubConnection) -> None:
    """Let the owner sign in again, and grant the private repositories too."""
    login = "henriksalov"
    token = world.tell("POST", "/tokens", login=login, scopes=["repo"])["access_token"]
    connection.refresh_from_db()
    connection.access_token = token
    connection.save()


def test_new_pull_request_takes_one_page_and_one_look_at_whose_move_it_is(
    world: World, owner: User
) -> None:
    made = world.change(
        "add", login=LOGIN, form="pull", repository="wickerwork/wicker", title="New"
    )

    sync(owner)

    assert stored(owner, Form.PULL_REQUEST)[made["id"]].title == "New"
    assert operations(world) == ["Probe", "PullRequests", "NextMoves"]


def test_new_issue_takes_one_page(world: World, owner: User) -> None:
    made = world.change(
        "add", login=LOGIN, form="issue", repository="wickerwork/wicker", title="Odd"
    )

    sync(owner)

    assert stored(owner, Form.ISSUE)[made["id"]].title == "Odd"
    assert operations(world) == ["Probe", "Issues"]


def test_new_review_is_found_and_read(world: World, owner: User) -> None:
    reviewed = some_entry(owner, Form.REVIEW).parent["node_id"]
    made = world.change("review", login=LOGIN, id=reviewed, state="APPROVED")

    sync(owner)

    assert stored(owner, Form.REVIEW)[made["id"]].state == State.APPROVED
    assert operations(world) == ["Probe", "ReviewsGiven"]


def test_merged_pull_request_lands_and_moves_in_time(world: World, owner: User) -> None:
    world.change("add", login=LOGIN, form="pull", repository="wickerwork/wicker", title="Soon")
    sync(owner)
    opened = Entry.objects.get(title="Soon")
    world.change("end", id=opened.node_id, outcome="merged")

    sync(owner)

    entry = Entry.objects.get(pk=opened.pk)
    assert (entry.state, entry.landing) == (State.MERGED, Landing.MERGED)
    assert entry.occurred_at == entry.landed_at == entry.merged_at
    assert entry.paths
    assert entry.enriched_at is not None


def test_later_change_keeps_what_was_read_beside_the_lists(world: World, owner: User) -> None:
    before = Entry.objects.filter(form=Form.PULL_REQUEST).exclude(paths=[]).latest("pk")
    world.change("edit", id=before.node_id, body="More to say")

    sync(owner)

    after = Entry.objects.get(pk=before.pk)
    assert after.body == "More to say"
    assert (after.paths, after.kind, after.kind_rule) == (
        before.paths,
        before.kind,
        before.kind_rule,
    )
    assert operations(world) == ["Probe", "PullRequests"]


def test_reopened_issue_is_open_again(world: World, owner: User) -> None:
    closed = some_entry(owner, Form.ISSUE, state=State.CLOSED)
    world.change("reopen", id=closed.node_id)

    sync(owner)

    assert Entry.objects.get(pk=closed.pk).state == State.OPEN


def test_dismissed_review_is_noticed_within_a_day(world: World, owner: User) -> None:
    reviewed = some_entry(owner, Form.REVIEW).parent["node_id"]
    made = world.change("review", login=LOGIN, id=reviewed, state="APPROVED")
    sync(owner)
    world.change("dismiss", id=made["id"])
    world.tell("POST", "/clock", seconds=86_400 + 3600)

    sync(owner)

    assert stored(owner, Form.REVIEW)[made["id"]].state == State.DISMISSED


def test_many_changes_at_once_lead_to_a_walk_that_can_be_resumed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_PAGES_TO_CATCH_UP", 1)
    world.move_in("ada", pull_requests=130, issues=0, reviews=0)
    owner = world.connect("ada").user
    sync(owner)
    for node_id in world.items("ada", Form.PULL_REQUEST):
        world.change("edit", id=node_id, title="All at once")

    sync(owner)

    assert Entry.objects.filter(title="All at once").count() == 130


def test_item_that_vanishes_at_github_stays_in_the_log(world: World, owner: User) -> None:
    gone = some_entry(owner, Form.ISSUE)
    world.change("delete", id=gone.node_id)

    sync(owner, is_full=True)

    assert Entry.objects.filter(pk=gone.pk).exists()


def test_tombstone_is_lifted_when_the_item_is_seen_again(world: World, owner: User) -> None:
    given_up = some_entry(owner, Form.ISSUE)
    Entry.objects.filter(pk=given_up.pk).update(tombstoned_at=make.SOME_DAY)

    sync(owner, is_full=True)

    given_up.refresh_from_db()
    assert given_up.tombstoned_at is None


@pytest.mark.parametrize("form", [Form.PULL_REQUEST, Form.ISSUE])
def test_edited_title_is_taken_over(world: World, owner: User, form: Form) -> None:
    entry = some_entry(owner, form)
    make.annotation(entry, problem="As I saw it")
    world.change("edit", id=entry.node_id, title="Better said")

    sync(owner)

    edited = Entry.objects.get(pk=entry.pk)
    assert (edited.title, edited.annotation.problem) == ("Better said", "As I saw it")


def test_review_of_a_ghosts_pull_request_stays(world: World, owner: User) -> None:
    review = some_entry(owner, Form.REVIEW)
    world.change("ghost", id=review.parent["node_id"])

    sync(owner, is_full=True)

    parent = Entry.objects.get(pk=review.pk).parent
    assert (parent["author"], parent["title"]) == ("", review.parent["title"])


def transfer(world: World, issue: Entry) -> str:
    """Move an issue to another repository; returns its new id."""
    moved = world.change("transfer_issue", id=issue.node_id, repository="openloom/loom")
    return str(moved["id"])


def test_transferred_issue_stays_one_row_with_its_owners_words(world: World, owner: User) -> None:
    issue = some_entry(owner, Form.ISSUE)
    make.annotation(issue, is_highlighted=True)
    new_id = transfer(world, issue)

    sync(owner)

    moved = Entry.objects.get(pk=issue.pk)
    assert (moved.node_id, moved.title) == (new_id, issue.title)
    assert moved.repository is not None
    assert moved.repository.full_name == "openloom/loom"
    assert moved.number != issue.number
    assert moved.annotation.is_highlighted
    assert stored(owner, Form.ISSUE).keys() == world.items(LOGIN, Form.ISSUE).keys()
    assert operations(world) == ["Probe", "Issues", "Reconcile", "Repositories"]


def test_namesakes_that_move_together_stay_two_rows(world: World, owner: User) -> None:
    at = int((timezone.now() - timedelta(days=30)).timestamp())
    for repository in ("wickerwork/wicker", "openloom/loom"):
        twin = world.change(
            "add", login=LOGIN, form="issue", repository=repository, title="Drop Python 3.9"
        )
        world.change("edit", id=twin["id"], created_at=at)
    sync(owner)
    twins = {entry.pk: entry for entry in Entry.objects.filter(title="Drop Python 3.9")}
    for entry in twins.values():
        world.change("transfer_issue", id=entry.node_id, repository="kilnstack/kiln")

    assert sync(owner) is Outcome.DONE

    moved = Entry.objects.filter(title="Drop Python 3.9")
    assert {entry.pk for entry in moved} == twins.keys()
    assert stored(owner, Form.ISSUE).keys() == world.items(LOGIN, Form.ISSUE).keys()


def test_namesake_in_another_repository_is_an_issue_of_its_own(world: World, owner: User) -> None:
    issue = some_entry(owner, Form.ISSUE)
    twin = world.change(
        "add", login=LOGIN, form="issue", repository="openloom/loom", title=issue.title
    )
    world.change("edit", id=twin["id"], created_at=int(issue.opened_at.timestamp()))

    sync(owner)

    assert Entry.objects.get(pk=issue.pk).node_id == issue.node_id
    assert stored(owner, Form.ISSUE).keys() == world.items(LOGIN, Form.ISSUE).keys()


def test_renamed_user_stays_the_same_person(world: World, owner: User) -> None:
    world.change("rename_user", login=LOGIN, to="yara-m")

    sync(owner)

    owner.github.refresh_from_db()
    assert owner.github.login == "yara-m"


def test_rename_in_mid_walk_loses_no_review(world: World) -> None:
    world.move_in("ada", pull_requests=0, issues=0, reviews=130)
    owner = world.connect("ada").user
    run = request(owner)
    is_renamed = False

    def rename() -> None:
        nonlocal is_renamed
        if not is_renamed:
            is_renamed = True
            world.change("rename_user", login="ada", to="countess")

    carry_out(run.pk, ring=deaf, patience=FOREVER, after_page=rename)

    assert stored(owner, Form.REVIEW).keys() == world.items("countess", Form.REVIEW).keys()
    asked = [row["variables"] for row in world.requests() if row["operation"] == "ReviewsGiven"]
    assert [variables["login"] for variables in asked[:2]] == ["ada", "countess"]


def test_renamed_repository_keeps_its_row(world: World, owner: User) -> None:
    worn_out = Repository.objects.get(full_name="wickerwork/wicker")
    Repository.objects.update(hydrated_at=timezone.now() - timedelta(days=2))
    world.change("rename_repository", id=worn_out.node_id, name="wicker2")

    sync(owner)

    worn_out.refresh_from_db()
    assert worn_out.full_name == "wickerwork/wicker2"


def test_repository_that_turned_private_leaves_the_public_log(world: World, owner: User) -> None:
    Repository.objects.update(hydrated_at=timezone.now() - timedelta(days=2))
    closed = Repository.objects.get(full_name="wickerwork/wicker")
    world.change("privatise", id=closed.node_id)

    sync(owner)

    assert Entry.objects.filter(repository__full_name="wickerwork/wicker").exists()
    assert not Entry.objects.public().filter(repository__full_name="wickerwork/wicker").exists()


def test_wider_scopes_lead_to_a_full_walk(world: World) -> None:
    connection = world.connect("henriksalov")
    sync(connection.user)
    assert not Entry.objects.filter(repository__is_private=True).exists()
    widen(world, connection)

    sync(connection.user)

    for form in (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW):
        assert stored(connection.user, form).keys() == world.items("henriksalov", form).keys()


def test_scopes_that_widen_in_mid_walk_have_it_start_over(world: World) -> None:
    connection = world.connect("henriksalov")
    run = request(connection.user)
    turn(run, pages=6)
    widen(world, connection)

    turn(run)

    for form in (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW):
        assert stored(connection.user, form).keys() == world.items("henriksalov", form).keys()


def test_scopes_that_widen_while_github_is_down_still_lead_to_a_full_walk(world: World) -> None:
    connection = world.connect("henriksalov")
    sync(connection.user)
    widen(world, connection)
    world.break_with("unicorn_503_html", operation="PullRequests")
    run = request(connection.user)
    assert turn(run) is Outcome.WAITING

    SyncRun.objects.filter(pk=run.pk).update(not_before=timezone.now())
    turn(run)

    for form in (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW):
        assert stored(connection.user, form).keys() == world.items("henriksalov", form).keys()


def test_narrower_scopes_delete_nothing(world: World) -> None:
    connection = world.connect("henriksalov", scopes=("repo",))
    sync(connection.user)
    entries = Entry.objects.count()
    world.tell("POST", "/tokens/narrow", token=connection.access_token, scopes=[])

    sync(connection.user, is_full=True)

    connection.refresh_from_db()
    assert connection.scopes == []
    assert Entry.objects.count() == entries


def test_watermark_lies_before_the_start_of_the_pass(world: World, owner: User) -> None:
    run = SyncRun.objects.latest("pk")
    assert run.started_at is not None

    for stream in SyncStream.objects.filter(user=owner):
        assert stream.watermark is not None
        assert stream.watermark < run.started_at - timedelta(minutes=9)


def test_issues_that_changed_in_the_second_in_which_the_sync_began_are_all_read(
    world: World,
) -> None:
    owner = world.connect(LOGIN).user
    sync(owner)
    first, second = sorted(world.items(LOGIN, Form.ISSUE))[:2]
    stream = SyncStream.objects.get(user=owner, form=Form.ISSUE)
    stamp = 0

    while stream.watermark is None or (stream.watermark + OVERLAP).timestamp() != stamp:
        stamp = int(time.time())
        for node_id in (first, second):
            world.change("edit", id=node_id, title=f"Said at {stamp}", updated_at=stamp)
        SyncStream.objects.filter(pk=stream.pk).update(page_size=1)
        sync(owner)
        stream.refresh_from_db()

    found = stored(owner, Form.ISSUE)
    assert found[first].title == found[second].title == f"Said at {stamp}"
