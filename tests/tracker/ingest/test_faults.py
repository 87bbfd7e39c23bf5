"""Answers that are wrong, partial or hostile: one item is lost at most, and by name."""

from __future__ import annotations

import pytest

from accounts.connections import disconnect
from accounts.deletion import delete_account
from accounts.models import User
from tests.tracker.ingest.turns import deaf, request, sync, turn
from tests.tracker.ingest.world import World, instant, stored
from tracker.ingest.run import Outcome, carry_out
from tracker.ingest.windows import LONGEST
from tracker.models import Entry, RunState, SyncRun, SyncSkip, SyncStream
from tracker.records import Form

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"
FORMS = (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW)
TOO_HEAVY = [
    "timeout_502_json",
    "timeout_200_json",
    "timeout_504_html",
    "resource_limits_whole",
    "resource_limits_null_nodes",
]


@pytest.fixture
def owner(world: World) -> User:
    """Somebody whose log is still empty."""
    return world.connect(LOGIN).user


def assert_complete(world: World, owner: User, login: str = LOGIN) -> None:
    for form in FORMS:
        public = {k for k, row in world.items(login, form).items() if not row["is_private"]}
        assert stored(owner, form).keys() == public


@pytest.mark.parametrize("fault", TOO_HEAVY)
def test_page_that_is_too_heavy_is_asked_for_in_smaller_pieces(
    world: World, owner: User, fault: str
) -> None:
    world.break_with(fault, operation="PullRequests", page_larger_than=25, times=None)

    assert sync(owner) is Outcome.DONE

    sizes = [
        row["variables"]["first"] for row in world.requests() if row["operation"] == "PullRequests"
    ]
    assert sizes == [100, 50, 25]
    assert_complete(world, owner)
    assert not SyncSkip.objects.exists()


@pytest.mark.parametrize("operation", ["PullRequestDetails", "LandingEvidence"])
def test_batch_that_is_too_heavy_is_halved(world: World, operation: str) -> None:
    owner = world.connect("henriksalov").user
    world.break_with("timeout_502_json", operation=operation, page_larger_than=6, times=None)

    assert sync(owner) is Outcome.DONE

    assert_complete(world, owner, "henriksalov")
    assert not SyncSkip.objects.exists()


def test_window_that_is_too_heavy_is_halved(world: World, owner: User) -> None:
    world.break_with("resource_limits_whole", operation="ReviewsGiven", times=3)
    world.break_with("resource_limits_whole", operation="ReviewsDiscover", times=3)

    assert sync(owner) is Outcome.DONE

    assert_complete(world, owner)


def test_page_of_reviews_that_is_too_heavy_shrinks_and_keeps_its_window(world: World) -> None:
    world.move_in("ada", pull_requests=0, issues=0, reviews=200)
    owner = world.connect("ada").user
    world.break_with(
        "resource_limits_whole", operation="ReviewsGiven", page_larger_than=25, times=None
    )

    assert sync(owner) is Outcome.DONE

    assert stored(owner, Form.REVIEW).keys() == world.items("ada", Form.REVIEW).keys()
    given = [row["variables"] for row in world.requests() if row["operation"] == "ReviewsGiven"]
    assert [variables["first"] for variables in given][:3] == [100, 50, 25]
    spans = [instant(row["to"]) - instant(row["from"]) for row in given[:2]]
    assert spans == [LONGEST, LONGEST]


def test_page_size_grows_back(world: World) -> None:
    world.move_in("ada", pull_requests=700, issues=0, reviews=0)
    owner = world.connect("ada").user
    world.break_with("timeout_502_json", operation="PullRequests", page_larger_than=25, times=2)

    sync(owner)

    sizes = [
        row["variables"]["first"] for row in world.requests() if row["operation"] == "PullRequests"
    ]
    assert sizes[:3] == [100, 50, 25]
    assert sizes[-1] == 100
    assert len(stored(owner, Form.PULL_REQUEST)) == 700


@pytest.mark.parametrize("form", [Form.PULL_REQUEST, Form.ISSUE])
def test_item_that_nothing_gets_past_costs_itself_alone(
    world: World, owner: User, form: Form
) -> None:
    poison = list(world.items(LOGIN, form))[2]
    operation = {Form.PULL_REQUEST: "PullRequests", Form.ISSUE: "Issues"}[form]
    world.break_with("timeout_502_json", operation=operation, node=poison, times=None)

    assert sync(owner) is Outcome.DONE

    assert stored(owner, form).keys() == world.items(LOGIN, form).keys() - {poison}
    gap = SyncSkip.objects.get(stream__form=form)  # a comment on it is one of its own
    assert (gap.stream.form, gap.reason) == (form, "GitHub could not show 1 of the list")


def test_pull_request_whose_reviews_are_too_heavy_is_a_gap_by_name(
    world: World, owner: User
) -> None:
    poison = next(iter(world.items(LOGIN, Form.REVIEW).values()))["thread_id"]
    for operation in ("ReviewsGiven", "ReviewsByPr"):
        world.break_with("timeout_502_json", operation=operation, node=poison, times=None)

    assert sync(owner) is Outcome.DONE

    rest = {
        node_id
        for node_id, row in world.items(LOGIN, Form.REVIEW).items()
        if row["thread_id"] != poison
    }
    assert stored(owner, Form.REVIEW).keys() == rest
    assert SyncSkip.objects.get().node_id == poison


def test_stream_that_gives_nothing_at_all_is_tried_again_later(world: World, owner: User) -> None:
    world.break_with("timeout_502_json", operation="PullRequests", times=None)
    run = request(owner)

    assert turn(run) is Outcome.WAITING

    stream = SyncStream.objects.get(user=owner, form=Form.PULL_REQUEST)
    assert stream.last_error
    assert not stream.is_complete
    assert not SyncSkip.objects.exists()
    assert stored(owner, Form.ISSUE).keys() == world.items(LOGIN, Form.ISSUE).keys()


def test_rejected_cursor_starts_the_list_over(world: World) -> None:
    owner = world.connect("henriksalov").user
    world.break_with("bad_cursor", operation="PullRequests", after=3)

    assert sync(owner) is Outcome.DONE

    assert_complete(world, owner, "henriksalov")


def test_rejection_without_a_cursor_ends_the_stream(world: World, owner: User) -> None:
    world.break_with("bad_cursor", operation="ReviewsGiven", times=None)

    assert sync(owner) is Outcome.FAILED

    asked = [row["operation"] for row in world.requests()]
    assert asked.count("ReviewsGiven") == 1
    assert stored(owner, Form.ISSUE).keys() == world.items(LOGIN, Form.ISSUE).keys()


def test_null_item_is_skipped_by_name_and_the_page_goes_on(world: World, owner: User) -> None:
    world.break_with("saml_partial", operation="PullRequests")

    sync(owner)

    assert SyncSkip.objects.filter(stream__form=Form.PULL_REQUEST).exists()
    assert stored(owner, Form.ISSUE).keys() == world.items(LOGIN, Form.ISSUE).keys()


def test_ghosts_are_no_obstacle(world: World, owner: User) -> None:
    thread = next(iter(world.items(LOGIN, Form.REVIEW).values()))["thread_id"]
    world.change("ghost", id=thread)

    assert sync(owner) is Outcome.DONE

    assert_complete(world, owner)


def test_hard_text_is_stored_clean(world: World) -> None:
    owner = world.connect("zwrzesinska").user

    assert sync(owner) is Outcome.DONE

    assert_complete(world, owner, "zwrzesinska")
    assert not Entry.objects.filter(title__contains="\x1b").exists()


def test_rejected_token_asks_its_owner_to_sign_in_again(world: World, owner: User) -> None:
    world.tell("POST", "/tokens/revoke", token=owner.github.access_token)
    run = request(owner)

    assert turn(run) is Outcome.FAILED

    run.refresh_from_db()
    owner.github.refresh_from_db()
    assert run.error_code == "token_rejected"
    assert "Sign in with GitHub again" in run.error
    assert owner.github.problem == run.error
    assert not owner.github.is_usable


def test_token_revoked_in_mid_walk_keeps_what_was_read(world: World, owner: User) -> None:
    world.break_with("bad_credentials", operation="Issues", times=None)

    assert sync(owner) is Outcome.FAILED

    assert stored(owner, Form.PULL_REQUEST).keys() == world.items(LOGIN, Form.PULL_REQUEST).keys()


def test_expired_token_is_refreshed_and_the_sync_goes_on(world: World) -> None:
    world.tell("POST", "/settings", expiring_tokens=True)
    connection = world.connect(LOGIN, lifetime=28_800)
    old = connection.sealed_refresh_token
    world.tell("POST", "/tokens/revoke", token=connection.access_token)

    assert sync(connection.user) is Outcome.DONE

    connection.refresh_from_db()
    assert connection.sealed_refresh_token != old
    assert connection.expires_at is not None
    assert_complete(world, connection.user)


def test_disconnecting_in_mid_walk_is_not_taken_for_a_refusal(world: World, owner: User) -> None:
    def leave() -> None:
        world.tell("POST", "/tokens/revoke", token=owner.github.access_token)
        disconnect(owner)

    run = request(owner)
    outcome = carry_out(run.pk, ring=deaf, after_page=leave)

    run.refresh_from_db()
    owner.github.refresh_from_db()
    assert outcome is Outcome.FAILED
    assert (run.error_code, owner.github.problem) == ("not_connected", "")


def test_account_that_is_deleted_in_mid_walk_ends_it_in_silence(world: World, owner: User) -> None:
    def leave() -> None:
        world.tell("POST", "/tokens/revoke", token=owner.github.access_token)
        delete_account(User.objects.get(pk=owner.pk))

    assert carry_out(request(owner).pk, ring=deaf, after_page=leave) is Outcome.LOST


def test_suspended_account_is_left_alone(world: World, owner: User) -> None:
    world.break_with("suspended", times=None)

    assert sync(owner) is Outcome.FAILED
    assert sync(owner) is Outcome.FAILED

    assert len(world.requests()) == 1
    assert "suspended" in SyncRun.objects.latest("pk").error


def test_token_of_somebody_else_is_refused(world: World, owner: User) -> None:
    owner.github.access_token = world.tell("POST", "/tokens", login="henriksalov")["access_token"]
    owner.github.save()

    assert sync(owner) is Outcome.FAILED

    assert not Entry.objects.exists()


def test_schema_that_moved_stops_one_stream(world: World, owner: User) -> None:
    world.break_with("schema_drift", operation="PullRequests", times=None)
    run = request(owner)

    assert turn(run) is Outcome.FAILED

    run.refresh_from_db()
    assert (run.state, run.error_code) == (RunState.FAILED, "query_refused")
    assert stored(owner, Form.ISSUE).keys() == world.items(LOGIN, Form.ISSUE).keys()
    assert stored(owner, Form.REVIEW).keys() == world.items(LOGIN, Form.REVIEW).keys()


def test_disconnected_account_is_told_to_sign_in(owner: User) -> None:
    owner.github.delete()

    assert sync(owner) is Outcome.FAILED

    assert SyncRun.objects.get().error.startswith("Sign in with GitHub")
