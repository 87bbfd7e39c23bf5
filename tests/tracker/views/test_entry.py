"""The page of one entry, its story, and the owner's choices."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests import make
from tests.tracker.views.browse import HTMX, page, post
from tracker.models import Annotation, Entry
from tracker.records import Kind, Landing, State, StateReason

pytestmark = pytest.mark.django_db


def mine(**fields: Any) -> tuple[User, Entry]:
    person = make.user()
    return person, make.entry(person, **fields)


def test_the_page_says_what_is_known_and_how() -> None:
    person, entry = mine(labels=["good <first> issue"], kind_rule="the title starts with fix:")

    shown = unescape(page(person, f"/log/{entry.pk}/"))

    for words in (
        "Read from GitHub",
        "Merged on GitHub.",
        "+12 \N{MINUS SIGN}3 in 2 files",
        "<first>",
    ):
        assert words in shown
    assert "By rule: bug fix (the title starts with fix:)" in shown


@pytest.mark.parametrize(
    ("landing", "evidence", "words"),
    [
        (Landing.BOT_LABEL, {"by": "mergebot", "detail": "Merged"}, "mergebot closed it and"),
        (Landing.BORS, {}, "Bors merged it and marked its title."),
        (Landing.COMMIT, {"detail": "Land #1"}, "A commit on the default branch cites it: “Land"),
        (Landing.MERGED, {"by": "grace"}, "Merged on GitHub by grace."),
    ],
)
def test_the_evidence_for_a_landing_is_told_in_words(
    landing: Landing, evidence: dict[str, str], words: str
) -> None:
    proof = evidence | {"url": "https://github.com/a/b/commit/c0ffee"}
    person, entry = mine(landing=landing, landing_evidence=proof, state=State.CLOSED)

    shown = unescape(page(person, f"/log/{entry.pk}/"))

    assert words in shown
    assert 'href="https://github.com/a/b/commit/c0ffee"' in shown


UNLANDED = {"landing": Landing.NOT, "landed_at": None, "merged_at": None}


@pytest.mark.parametrize(
    ("make_entry", "fields", "expected"),
    [
        (make.entry, UNLANDED | {"state": State.OPEN, "is_draft": True}, ["Pull request, draft"]),
        (make.entry, UNLANDED | {"state": State.CLOSED}, ["Pull request, closed", "<dt>Closed"]),
        (
            make.issue,
            {"state": State.CLOSED, "state_reason": StateReason.NOT_PLANNED},
            ["Issue, closed as not planned"],
        ),
        (make.review, {}, ["Review, approved", "<dt>Given"]),
        (make.manual_entry, {}, ["Added by hand", "<dt>On", "Delete this entry"]),
    ],
)
def test_each_form_tells_what_belongs_to_it(
    make_entry: Callable[..., Entry], fields: dict[str, Any], expected: list[str]
) -> None:
    entry = make_entry(**fields)

    shown = page(entry.user, f"/log/{entry.pk}/")

    for words in expected:
        assert words in shown
    assert "In the code" not in shown


def test_what_has_gone_from_github_stays_and_says_so() -> None:
    person, entry = mine(tombstoned_at=make.SOME_DAY)

    assert "No longer on GitHub since 14 March 2026" in page(person, f"/log/{entry.pk}/")
    assert "no longer on GitHub since 14 Mar 2026" in page(person, "/log/")


def test_what_has_gone_says_so_inside_a_fold_too_and_the_way_back_leads_there() -> None:
    person, place = make.user(), make.repository()
    gone = make.review(person, place=place, tombstoned_at=make.SOME_DAY)
    make.review(person, place=place)

    shown = page(person, "/log/")

    assert shown.count("no longer on GitHub since 14 Mar 2026") == 1
    assert f'id="entry-{gone.pk}"' in shown


@pytest.mark.parametrize(("zone", "times"), [("UTC", 1), ("Asia/Tokyo", 0)])
def test_a_commit_says_when_it_was_committed_if_that_was_another_day_of_its_owner(
    zone: str, times: int
) -> None:
    person = make.user(time_zone=zone)
    night, morning = make.at("2026-03-14 23:00"), make.at("2026-03-15 01:00")
    entry = make.commit(person, opened_at=night, occurred_at=night, updated_at=morning)

    assert page(person, f"/log/{entry.pk}/").count("<dt>Committed") == times


ADDRESSES = ["", "story/", "highlight/", "hide/", "kind/", "edit/", "delete/"]


@pytest.mark.parametrize("part", ADDRESSES)
def test_another_persons_entry_is_not_there(part: str) -> None:
    entry = make.manual_entry()
    address = f"/log/{entry.pk}/{part}"

    assert post(make.user(), address, {"on": "1"}).status_code == (404 if part else 405)
    if part in {"", "edit/", "delete/"}:
        with pytest.raises(AssertionError, match="404"):
            page(make.user(), address)


@pytest.mark.parametrize("part", ["story/", "highlight/", "hide/", "kind/"])
def test_a_visitor_who_posts_is_sent_to_sign_in_and_changes_nothing(part: str) -> None:
    address = f"/log/{make.entry().pk}/{part}"

    assert Client().post(address, {"on": "1"}).status_code == 302
    assert Client(headers=HTMX).post(address, {"on": "1"}).status_code == 401
    assert not Annotation.objects.exists()


def test_a_story_is_saved_while_it_is_written() -> None:
    person, entry = mine()

    said = {"problem": " Slow ", "fix": "Cached it", "impact": "It is quick", "revision": "0"}
    answer = post(person, f"/log/{entry.pk}/story/", said, htmx=True)

    assert answer.status_code == 200
    shown = answer.content.decode()
    assert "Saved" in shown
    assert 'name="revision" value="1"' in shown
    assert "Cached it. It is quick." in shown
    assert Annotation.objects.get(entry=entry).problem == "Slow"


def test_a_conflict_shows_both_versions_and_loses_neither() -> None:
    person, entry = mine()
    make.annotation(entry, problem="From the other tab", revision=3)

    said = {"problem": "From this tab", "fix": "", "impact": "", "revision": "2"}
    fragment = post(person, f"/log/{entry.pk}/story/", said, htmx=True)
    whole = post(person, f"/log/{entry.pk}/story/", said)

    assert (fragment.status_code, whole.status_code) == (409, 409)
    assert fragment["HX-Retarget"] == "#story-conflict"
    assert b"From the other tab" in fragment.content
    assert b"From the other tab" in whole.content
    assert b"From this tab</textarea>" in whole.content
    assert Annotation.objects.get(entry=entry).problem == "From the other tab"


def test_a_conflict_that_the_page_shows_is_not_drawn_again() -> None:
    person, entry = mine()
    make.annotation(entry, problem="From the other tab", revision=3)

    said = {"problem": "x", "fix": "", "impact": "", "revision": "2", "shown": "3"}
    answer = post(person, f"/log/{entry.pk}/story/", said, htmx=True)

    assert (answer.status_code, answer["HX-Reswap"]) == (409, "none")


def test_after_a_conflict_ones_own_version_can_be_kept() -> None:
    person, entry = mine()
    make.annotation(entry, problem="From the other tab", revision=3)

    said = {"problem": "From this tab", "fix": "", "impact": "", "revision": "2", "over": "3"}
    post(person, f"/log/{entry.pk}/story/", said)

    assert Annotation.objects.get(entry=entry).problem == "From this tab"


def test_a_story_that_is_too_long_is_refused_and_kept_on_the_page() -> None:
    person, entry = mine()
    said = {"problem": "x" * 4001, "fix": "kept", "impact": "", "revision": "0"}

    whole = post(person, f"/log/{entry.pk}/story/", said)
    fragment = post(person, f"/log/{entry.pk}/story/", said, htmx=True)

    assert (whole.status_code, fragment.status_code) == (422, 422)
    assert "x" * 4001 in whole.content.decode()
    assert b"Not saved. Problem:" in fragment.content
    assert not Annotation.objects.exists()


def test_highlighting_works_with_and_without_a_script() -> None:
    person, entry = mine()

    button = post(person, f"/log/{entry.pk}/highlight/", {"on": "1"}, htmx=True)
    again = post(person, f"/log/{entry.pk}/highlight/", {"on": "1"})

    assert b'aria-pressed="true"' in button.content
    assert again.status_code == 302
    assert Annotation.objects.get(entry=entry).is_highlighted


def test_hiding_offers_the_way_back() -> None:
    person, entry = mine(title="Not this one")

    gone = post(person, f"/log/{entry.pk}/hide/", {"on": "1"}, htmx=True)
    back = post(person, f"/log/{entry.pk}/hide/", {"on": "0"}, htmx=True)
    plain = post(person, f"/log/{entry.pk}/hide/", {"on": "0"})

    assert b"Undo" in gone.content
    assert b'<h3 class="entry__title">' in back.content
    assert plain["Location"] == f"/log/{entry.pk}/"
    assert not Annotation.objects.get(entry=entry).is_hidden


@pytest.mark.parametrize("said", [{}, {"on": "perhaps"}])
def test_a_switch_that_is_neither_on_nor_off_is_refused(said: dict[str, str]) -> None:
    person, entry = mine()

    assert post(person, f"/log/{entry.pk}/highlight/", said).status_code == 400
    assert post(person, f"/log/{entry.pk}/hide/", said).status_code == 400


def test_after_a_choice_one_is_back_where_one_was_but_never_elsewhere() -> None:
    person, entry = mine()
    address = f"/log/{entry.pk}/highlight/"
    from_log = {"Referer": "http://testserver/log/?q=a"}
    from_elsewhere = {"Referer": "https://evil.example/log/"}

    home = signed_post(person, address, from_log)
    away = signed_post(person, address, from_elsewhere)

    assert home == f"http://testserver/log/?q=a#entry-{entry.pk}"
    assert away == f"/log/{entry.pk}/"


def signed_post(person: User, address: str, headers: dict[str, str]) -> str:
    client = Client(headers=headers)
    client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return str(client.post(address, {"on": "1"})["Location"])


def test_the_owner_decides_the_kind_and_can_take_it_back() -> None:
    person, entry = mine()

    post(person, f"/log/{entry.pk}/kind/", {"kind": "docs"})
    assert "You said otherwise." in page(person, f"/log/{entry.pk}/")
    post(person, f"/log/{entry.pk}/kind/", {"kind": ""})

    assert Annotation.objects.get(entry=entry).kind_override == ""
    assert post(person, f"/log/{entry.pk}/kind/", {"kind": "nonsense"}).status_code == 400
    assert Entry.objects.get(pk=entry.pk).kind == Kind.BUG_FIX


def test_the_page_of_a_comment_shows_thread_words_and_deeds_and_no_markup() -> None:
    person = make.user()
    deeds = [
        make.act("label", "<i>bug</i>"),
        make.act("close", "not_planned", "https://github.com/acme/engine/issues/7#event-1"),
        make.act("duplicate", "#3", "https://github.com/acme/engine/issues/3"),
    ]
    said = make.comment(person, body="<script>alert(1)</script>\nor so", actions=deeds)

    shown = page(person, f"/log/{said.pk}/")

    assert "by grace, open" in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt;<br>or so" in shown
    assert "Labelled “&lt;i&gt;bug&lt;/i&gt;”" in shown
    assert ">Closed as not planned</a>" in shown
    assert ">Marked as a duplicate of #3</a>" in shown
    assert "No state" not in shown
