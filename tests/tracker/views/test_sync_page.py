"""The sync page: what is done and left, what is missing and why, what has to be approved."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
from django.conf import settings as configured
from django.test import Client
from django.utils import timezone

from accounts.models import User
from tests import make
from tests.tracker.views.browse import BACKEND, HTMX, page, post, signed_in
from tracker.github.answer import Unreadable
from tracker.models import Approval, Phase, RunState, SyncRun, SyncSkip, SyncStream, Trigger
from tracker.present.gaps import gaps_of
from tracker.records import Form, RestrictionKind
from tracker.tasks import sync_after_sign_in

pytestmark = pytest.mark.django_db
ADDRESS = "/sync/runs/"
ASKS_AGAIN = 'hx-trigger="every 2s"'


@pytest.fixture
def person() -> User:
    return make.connection().user


def shown(person: User, address: str = ADDRESS) -> str:
    return unescape(page(person, address))


def run(person: User, state: RunState = RunState.RUNNING, **fields: object) -> SyncRun:
    lease = {"lease_token": uuid4(), "lease_until": timezone.now() + timedelta(minutes=1)}
    held = lease if state == RunState.RUNNING else {}
    return SyncRun.objects.create(user=person, trigger=Trigger.OWNER, state=state, **held | fields)


def gap(person: User, form: Form = Form.PULL_REQUEST, **fields: object) -> SyncSkip:
    stream, _ = SyncStream.objects.get_or_create(user=person, form=form)
    return SyncSkip.objects.create(stream=stream, **{"reason": "broken"} | fields)


def approval(person: User, kind: RestrictionKind, **fields: object) -> Approval:
    return Approval.objects.create(user=person, kind=kind, **fields)


def test_without_a_sync_the_page_says_what_will_come(person: User) -> None:
    told = shown(person)

    assert "Nothing has been read yet." in told
    assert "Sync now" in told
    assert ASKS_AGAIN not in told


def test_each_stream_says_what_is_done_and_what_is_left(person: User) -> None:
    run(person)
    SyncStream.objects.create(user=person, form=Form.PULL_REQUEST, seen=300, total=1214)
    SyncStream.objects.create(
        user=person, form=Form.RELEASE, phase=Phase.INCREMENTAL, seen=4, total=4, is_complete=True
    )

    told = shown(person)

    assert "300 of 1,214 read, 914 left" in told
    assert '<progress class="sync__bar" value="300" max="1214"' in told
    assert "Releases</h3>" in told
    assert "4 of 4 read, to the end" in told


def test_the_page_says_that_sponsorships_are_not_asked_for_until_their_owner_allows_it(
    person: User,
) -> None:
    SyncStream.objects.create(user=person, form=Form.PULL_REQUEST)
    before = shown(person)

    SyncStream.objects.create(user=person, form=Form.SPONSORSHIP)

    assert "Sponsorships are not asked for" in before
    assert "Sponsorships are not asked for" not in shown(person)


def test_a_list_that_came_out_shorter_than_github_counted_is_not_called_half_read(
    person: User,
) -> None:
    SyncStream.objects.create(
        user=person, form=Form.ANSWER, phase=Phase.INCREMENTAL, seen=10, total=11, is_complete=True
    )

    assert "11 of 11 read, to the end" in shown(person)


def test_the_page_follows_a_running_sync_and_no_other(person: User) -> None:
    running = run(person, doing="Reading your issues")

    fragment = signed_in(person, **HTMX).get(ADDRESS).content.decode()

    assert ASKS_AGAIN in shown(person)
    assert ASKS_AGAIN in fragment
    assert "<html" not in fragment
    SyncRun.objects.filter(pk=running.pk).update(state=RunState.DONE, finished_at=timezone.now())
    assert ASKS_AGAIN not in shown(person)


def test_a_gap_has_its_name_its_reason_and_a_way_to_it(person: User) -> None:
    known = make.entry(person, title="Fix the cursor", url="https://github.com/a/b/pull/1")
    gap(person, node_id=known.node_id, reason="saml")
    gap(person, Form.ISSUE, node_id="I_lost", reason="malformed: issue.title is missing")
    gap(person, Form.REVIEW, reason="reviews given from 2024-01-01 to 2024-01-08")

    told = shown(person)

    assert '<a href="https://github.com/a/b/pull/1" rel="noopener">Fix the cursor</a>' in told
    assert "Its organisation asks for single sign-on first." in told
    assert "One of your issues, I_lost" in told
    assert "GitHub sent it in a shape that we do not know." in told
    assert "Reviews given from 2024-01-01 to 2024-01-08." in told
    assert "3 items." in told


def test_reviews_that_are_missing_are_named_by_what_was_reviewed(person: User) -> None:
    parent = {"node_id": "PR_p", "title": "Their change", "url": "https://github.com/a/b/pull/9"}
    make.review(person, parent=parent)
    gap(person, Form.REVIEW, node_id="PR_p")

    assert "Their change</a>" in shown(person)


@pytest.mark.parametrize("reason", Unreadable)
def test_every_reason_of_github_has_words(person: User, reason: Unreadable) -> None:
    gap(person, reason=reason)

    assert " " in gaps_of(person).shown[0].reason


def test_somebody_elses_titles_name_nobodys_gap(person: User) -> None:
    theirs = make.entry(title="A secret of somebody else")
    gap(person, node_id=theirs.node_id)

    assert "A secret of somebody else" not in shown(person)


def test_trying_again_wants_the_gap_and_asks_for_a_sync(person: User) -> None:
    one, other = gap(person), gap(person, node_id="PR_2")

    answer = post(person, "/sync/gaps/retry/", {"gap": str(one.pk)})

    assert answer["Location"] == ADDRESS
    assert SyncSkip.objects.get(is_wanted=True) == one
    assert SyncRun.objects.get().trigger == Trigger.OWNER
    assert "Will be tried again" in shown(person)
    post(person, "/sync/gaps/retry/")
    assert SyncSkip.objects.filter(is_wanted=True, pk=other.pk).exists()


def test_nobody_tries_somebody_elses_gap(person: User) -> None:
    theirs = gap(make.connection().user)

    post(person, "/sync/gaps/retry/", {"gap": str(theirs.pk)})

    assert not SyncSkip.objects.filter(is_wanted=True).exists()
    assert not SyncRun.objects.exists()


@pytest.mark.parametrize("address", ["/sync/gaps/retry/", "/sync/again/"])
def test_a_form_from_elsewhere_is_refused(person: User, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(person, backend=BACKEND)

    assert client.post(address).status_code == 403


@pytest.mark.parametrize("address", [ADDRESS, "/settings/connection/"])
def test_what_has_to_be_approved_is_named_with_its_page(person: User, address: str) -> None:
    approval(person, RestrictionKind.SAML, organization="acme")
    approval(person, RestrictionKind.SAML, number="21955855")
    approval(person, RestrictionKind.OAUTH_APP, organization="umbrella")
    approval(person, RestrictionKind.TOKEN_POLICY, organization="Node.js")

    told = shown(person, address)

    hub = configured.GITHUB_URL
    assert "<strong>acme</strong> asks for single sign-on" in told
    assert f'href="{hub}/orgs/acme/sso"' in told
    assert "The organisation number 21955855" in told
    app = configured.GITHUB_CLIENT_ID
    assert f'href="{hub}/settings/connections/applications/{app}"' in told
    assert f'href="{hub}/settings/tokens"' in told


@pytest.mark.parametrize(
    ("given", "age", "is_used"),
    [
        ("https://github.com/orgs/acme/sso?authorization_request=A1", timedelta(), True),
        ("https://github.com/orgs/acme/sso?authorization_request=A1", timedelta(hours=1), False),
        ("https://evil.example/orgs/acme/sso", timedelta(), False),
    ],
)
def test_githubs_own_address_is_used_while_it_is_good(
    person: User, given: str, age: timedelta, *, is_used: bool
) -> None:
    approval(
        person,
        RestrictionKind.SAML,
        organization="acme",
        url=given,
        met_at=timezone.now() - age,
    )

    assert (f'href="{given}"' in shown(person)) == is_used


def test_once_it_is_approved_everything_is_read_again(person: User) -> None:
    approval(person, RestrictionKind.SAML, organization="acme")

    post(person, "/sync/again/")

    assert SyncRun.objects.get().is_full


def test_signing_in_again_reads_everything_where_something_was_kept_from_us(person: User) -> None:
    make.sync_run(person, state=RunState.DONE, finished_at=timezone.now())
    sync_after_sign_in(person)
    assert SyncRun.objects.count() == 1
    approval(person, RestrictionKind.SAML, organization="acme")

    sync_after_sign_in(person)

    assert SyncRun.objects.latest("pk").is_full
