"""Claiming what GitHub credits to somebody else."""

from __future__ import annotations

import pytest

from accounts.models import User
from tests import make
from tests.tracker.views.browse import page, post, signed_in
from tracker.curate import MOST_WAITING
from tracker.models import Annotation, Claim, Entry, SyncRun, Verdict
from tracker.records import Form

pytestmark = pytest.mark.django_db
SHA = "0123456789abcdef0123456789abcdef01234567"
PULL = "https://github.com/acme/engine/pull/12"
COMMIT = f"https://github.com/acme/engine/commit/{SHA}"


def claimant() -> User:
    return make.connection().user


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (PULL, PULL),
        (f"  {PULL}/files#diff-1 ", PULL),
        ("github.com/acme/engine/pull/12", PULL),
        ("http://www.GitHub.com/acme/engine/pull/12?w=1", PULL),
        (COMMIT.upper().replace("HTTPS://GITHUB.COM/ACME/ENGINE/COMMIT", COMMIT[:37]), COMMIT),
        (f"{PULL}/commits/{SHA}", COMMIT),
    ],
)
def test_an_address_is_noted_as_github_writes_it_and_a_sync_is_asked_for(
    typed: str, kept: str
) -> None:
    person = claimant()

    answer = post(person, "/log/claim/", {"url": typed})

    claim = Claim.objects.get(user=person)
    assert (claim.url, claim.place, claim.verdict) == (kept, "acme/engine", Verdict.PENDING)
    assert answer["Location"] == f"/log/claim/{claim.pk}/"
    assert SyncRun.objects.active().filter(user=person).exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Paste the address."),
        ("hello", "This is not an address on github.com."),
        ("https://example.org/acme/engine/pull/12", "This is not an address on github.com."),
        ("https://github.com@evil.example/a/b/pull/1", "This is not an address on github.com."),
        ("https://github.com.evil.example/a/b/pull/1", "This is not an address on github.com."),
        ("https://me:secret@github.com/a/b/pull/1", "This is not an address on github.com."),
        ("https://github.com:8080/a/b/pull/1", "This is not an address on github.com."),
        ("javascript:alert(1)", "This is not an address on github.com."),
        ("https://[github.com/a/b/pull/1", "Give the address of a pull request or of a commit."),
        ("https://github.com/", "Give the address of a pull request or of a commit."),
        ("https://github.com/acme/engine", "Give the address of a pull request or of a commit."),
        ("https://github.com/acme/engine/pull/0", "Give the address of a pull request"),
        ("https://github.com/acme/engine/pull/99999999999", "Give the address of a pull request"),
        ("https://github.com/acme/engine/pull/١٢", "Give the address of a pull request"),
        ("https://github.com/acme/engine/pull/12%00", "Give the address of a pull request"),
        ("https://github.com/../../pull/1", "Give the address of a pull request"),
        ("https://github.com/acme/engine/commit/abc1234", "the commit’s whole number"),
        ("https://github.com/acme/engine/issues/7", "This is an issue."),
        (f"https://github.com/acme/engine/pull/{'1' * 600}", "at most 500 characters"),
        ("https://github.com/acme/engine/pull/1\x00", "Null characters are not allowed"),
    ],
)
def test_every_other_address_is_refused_in_words(typed: str, said: str) -> None:
    person = claimant()

    answer = post(person, "/log/claim/", {"url": typed})

    assert answer.status_code == 422
    assert said.replace("’", "&#x27;") in answer.content.decode()
    assert not Claim.objects.exists()


def test_the_same_address_twice_is_one_claim() -> None:
    person = claimant()

    first, second = (post(person, "/log/claim/", {"url": PULL}) for _ in range(2))

    assert first["Location"] == second["Location"]


def test_nobody_fills_the_table() -> None:
    person = claimant()
    for _ in range(MOST_WAITING):
        make.claim(person)

    answer = post(person, "/log/claim/", {"url": PULL})

    assert answer.status_code == 422
    assert "Many of your claims wait already" in answer.content.decode()


def test_the_form_is_reached_from_log_something() -> None:
    person = claimant()

    assert 'href="/log/claim/"' in page(person, "/log/new/")
    assert "Its address on GitHub" in page(person, "/log/claim/")


def test_without_a_connection_the_form_says_so() -> None:
    assert "We cannot look it up" in page(make.user(), "/log/claim/")


def test_a_waiting_claim_asks_again_only_while_a_sync_goes_on() -> None:
    person = claimant()
    post(person, "/log/claim/", {"url": PULL})
    claim = Claim.objects.get()
    address = f"/log/claim/{claim.pk}/"

    waiting = page(person, address)
    Claim.objects.update(verdict=Verdict.NOT_FOUND)
    ended = page(person, address)

    assert 'hx-trigger="every 2s"' in waiting
    assert 'hx-trigger="every 2s"' not in ended
    assert "GitHub shows us no pull request or commit at this address." in ended


def test_a_claim_that_a_failed_sync_left_can_be_tried_again() -> None:
    person = claimant()
    claim = make.claim(person)
    make.sync_run(person, state="failed", error="GitHub said no.")

    words = page(person, f"/log/claim/{claim.pk}/")

    assert "GitHub said no." in words
    assert "Try again" in words


def test_what_nothing_links_can_be_logged_by_hand_filled_in() -> None:
    person = claimant()
    claim = make.claim(person, verdict=Verdict.NOTHING_LINKS, title="Read <b>an</b> empty file")

    words = page(person, f"/log/claim/{claim.pk}/")
    by_hand = page(
        person,
        "/log/new/?title=Read+%3Cb%3E&place=acme%2Fengine&url=" + claim.url + "&kind=feature",
    )

    assert "title=Read+%3Cb%3Ean%3C%2Fb%3E+empty+file&amp;place=acme%2Fengine" in words
    assert "<b>an</b>" not in words
    assert 'value="Read &lt;b&gt;"' in by_hand
    assert 'value="acme/engine"' in by_hand
    assert f'value="{claim.url}"' in by_hand


def test_the_fragment_is_for_htmx_alone() -> None:
    person = claimant()
    claim = make.claim(person)

    fragment = signed_in(person, **{"HX-Request": "true"}).get(f"/log/claim/{claim.pk}/")

    assert "<html" not in fragment.content.decode()


def test_another_persons_claim_is_not_there() -> None:
    claim = make.claim()

    assert signed_in(make.user()).get(f"/log/claim/{claim.pk}/").status_code == 404


def test_the_entry_says_why_it_is_theirs_and_that_it_was_read_from_github() -> None:
    entry = make.claimed_entry()

    words = page(entry.user, f"/log/{entry.pk}/")

    assert "You are a co-author of commit abc1234." in words
    assert "Read from GitHub" in words
    assert f'href="/log/{entry.pk}/withdraw/"' in words


def test_what_was_claimed_can_be_taken_out_again_with_its_story() -> None:
    entry = make.claimed_entry()
    make.annotation(entry)
    claim = make.claim(entry.user, entry=entry, verdict=Verdict.TAKEN)
    asked = page(entry.user, f"/log/{entry.pk}/withdraw/")

    post(entry.user, f"/log/{entry.pk}/withdraw/")

    assert "Take it out of your log?" in asked
    assert not Entry.objects.exists()
    assert not Annotation.objects.exists()
    claim.refresh_from_db()
    assert claim.entry_id is None
    told = page(entry.user, f"/log/claim/{claim.pk}/")
    assert 'data-say="You took it out' in told
    assert "You took it out of your log." in told
    assert "It is in your log" not in told


def test_what_the_sync_read_by_itself_cannot_be_taken_out() -> None:
    entry = make.entry(form=Form.PULL_REQUEST)

    post(entry.user, f"/log/{entry.pk}/withdraw/")

    assert Entry.objects.filter(pk=entry.pk).exists()
