"""Faults in the middle of a walk, where going on wrongly would never end, or lose most."""

from __future__ import annotations

import json
import threading
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from accounts.models import GitHubConnection, User
from tests.tracker.ingest.turns import request, sync, turn
from tests.tracker.ingest.world import World, stored
from tracker.github.errors import TokenRejectedError
from tracker.ingest import access
from tracker.ingest.run import Outcome
from tracker.models import Approval, Repository, SyncRun, SyncSkip, SyncStream
from tracker.records import Form

pytestmark = pytest.mark.django_db(transaction=True)
EIGHT_HOURS = 28_800  # seconds
LISTS = {
    Form.PULL_REQUEST: "PullRequests",
    Form.ISSUE: "Issues",
    Form.REVIEW: "ReviewsGiven",
}


@pytest.fixture
def ada(world: World) -> User:
    """Somebody with two pages of each list, and a log that is still empty."""
    world.move_in("ada", pull_requests=105, issues=105, reviews=250, years=1)
    return world.connect("ada").user


def asked(world: World, operation: str) -> int:
    return sum(row["operation"] == operation for row in world.requests())


def stream_of(owner: User, form: Form) -> SyncStream:
    return SyncStream.objects.get(user=owner, form=form)


def assert_truth(world: World, owner: User) -> None:
    for form in LISTS:
        assert stored(owner, form).keys() == world.items(owner.handle, form).keys()


def go_on(run: SyncRun) -> Outcome:
    SyncRun.objects.filter(pk=run.pk).update(not_before=timezone.now())
    return turn(run)


@pytest.mark.parametrize("form", LISTS)
def test_cursor_that_is_refused_every_time_ends_its_stream_and_no_other(
    world: World, ada: User, form: Form
) -> None:
    world.break_with("bad_cursor", operation=LISTS[form], is_paging=True, times=None)

    assert sync(ada) is Outcome.FAILED

    assert asked(world, LISTS[form]) <= 8
    assert stream_of(ada, form).error_code == "cursor_rejected"
    assert not stream_of(ada, form).is_complete
    for other in LISTS.keys() - {form}:
        assert stored(ada, other).keys() == world.items("ada", other).keys()
    world.tell("DELETE", "/faults")
    assert sync(ada) is Outcome.DONE
    assert_truth(world, ada)
    assert stream_of(ada, form).error_code == ""


@pytest.mark.parametrize("form", LISTS)
def test_cursor_that_does_not_move_is_waited_for_at_its_place(
    world: World, ada: User, form: Form
) -> None:
    world.break_with("stuck_cursor", operation=LISTS[form], is_paging=True, times=None)
    run = request(ada)

    assert turn(run) is Outcome.WAITING

    stuck = stream_of(ada, form)
    assert (stuck.error_code, stuck.is_complete) == ("cursor_stuck", False)
    assert stuck.cursor
    for other in LISTS.keys() - {form}:
        assert stored(ada, other).keys() == world.items("ada", other).keys()
    world.tell("DELETE", "/faults")
    assert go_on(run) is Outcome.DONE
    assert_truth(world, ada)
    told = [r for r in world.requests() if not r["fault"] and r["operation"] != "Viewer"]
    questions = Counter(json.dumps([r["operation"], r["variables"]]) for r in told)
    assert max(questions.values()) == 1


def expiring(world: World, login: str) -> User:
    world.tell("POST", "/settings", expiring_tokens=True)
    return world.connect(login, lifetime=EIGHT_HOURS).user


def test_token_that_expires_in_mid_walk_is_renewed_and_the_walk_goes_on(world: World) -> None:
    owner = expiring(world, "yaramendelin")
    before = owner.github.sealed_refresh_token
    run = request(owner)
    assert turn(run, pages=2) is Outcome.UNFINISHED
    world.tell("POST", "/clock", seconds=EIGHT_HOURS + 1)

    assert turn(run) is Outcome.DONE

    owner.github.refresh_from_db()
    assert owner.github.sealed_refresh_token != before
    assert owner.github.is_usable
    assert_truth(world, owner)


def test_two_workers_renew_a_token_once(world: World) -> None:
    owner = expiring(world, "yaramendelin")
    stale = [GitHubConnection.objects.get(user=owner) for _ in range(2)]
    together, refused = threading.Barrier(2), []

    def renew(mine: GitHubConnection) -> None:
        together.wait()
        try:
            access.refresh(mine)
        except TokenRejectedError as error:
            refused.append(error)
        finally:
            connection.close()

    workers = [threading.Thread(target=renew, args=(mine,)) for mine in stale]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert refused == [], "GitHub takes a refresh token once"
    first, second = (mine.access_token for mine in stale)
    assert first == second != owner.github.access_token
    assert sync(User.objects.get(pk=owner.pk)) is Outcome.DONE


def test_refused_refresh_asks_its_owner_to_sign_in_and_keeps_what_came(world: World) -> None:
    owner = expiring(world, "yaramendelin")
    run = request(owner)
    turn(run, pages=2)
    read = stored(owner, Form.PULL_REQUEST).keys()
    world.tell("POST", "/grants/revoke", login="yaramendelin")

    assert turn(run) is Outcome.FAILED

    run.refresh_from_db()
    owner.github.refresh_from_db()
    assert (run.error_code, owner.github.problem) == ("token_rejected", run.error)
    assert read
    assert stored(owner, Form.PULL_REQUEST).keys() == read


def test_projects_that_github_cannot_answer_for_hold_up_no_other(world: World) -> None:
    owner = world.connect("henriksalov").user
    sync(owner)
    rows = list(Repository.objects.filter(entries__user=owner).distinct().order_by("pk")[:2])
    Repository.objects.update(hydrated_at=None)
    for row in rows:
        world.break_with("timeout_502_json", operation="Repositories", node=row.node_id, times=None)

    assert sync(owner) is Outcome.DONE

    unread = Repository.objects.filter(hydrated_at=None, entries__user=owner).distinct()
    assert set(unread) == set(rows)
    assert not SyncSkip.objects.exists()


def test_organisation_that_is_known_is_named_and_its_entries_stay(world: World) -> None:
    owner = world.connect("yaramendelin").user
    sync(owner)
    before = {form: stored(owner, form).keys() for form in LISTS}
    world.break_with("saml", owner="fieldnote", times=None)

    sync(owner, is_full=True)

    approval = Approval.objects.get(user=owner)
    assert (approval.organization, approval.number) == ("fieldnote", "21955855")
    assert {form: stored(owner, form).keys() for form in LISTS} == before
    assert all(entry.tombstoned_at is None for entry in stored(owner, Form.ISSUE).values())
    sync(owner, is_full=True)
    assert Approval.objects.filter(user=owner).count() == 1
    world.tell("DELETE", "/faults")
    sync(owner)
    assert Approval.objects.filter(user=owner).exists(), "only a full pass can tell"
    sync(owner, is_full=True)
    assert not Approval.objects.exists()
