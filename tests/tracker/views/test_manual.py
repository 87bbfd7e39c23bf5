"""Logging by hand."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.utils import timezone

from tests import make
from tests.tracker.views.browse import page, post
from tracker.models import Entry
from tracker.records import Form, Kind

pytestmark = pytest.mark.django_db
TALK = {
    "title": "Small patches, big maps",
    "place": "Lisbon Python meetup",
    "kind": "talk",
    "on": "2026-03-29",
    "url": "",
}


def test_what_was_said_is_logged() -> None:
    person = make.user()

    answer = post(person, "/log/new/", TALK)

    entry = Entry.objects.get(user=person)
    assert answer["Location"] == f"/log/{entry.pk}/"
    assert (entry.title, entry.place) == ("Small patches, big maps", "Lisbon Python meetup")
    assert (entry.kind, entry.form) == (Kind.TALK, Form.TALK)


def test_sending_the_form_twice_logs_once_and_leads_to_the_same_entry() -> None:
    person = make.user()
    (draft,) = re.findall(r'name="draft" value="([^"]+)"', page(person, "/log/new/"))

    first, second = (post(person, "/log/new/", TALK | {"draft": draft}) for _ in range(2))

    assert first["Location"] == second["Location"] == f"/log/{Entry.objects.get().pk}/"


def test_a_form_that_comes_back_is_still_the_same_draft() -> None:
    draft = "00000000-0000-4000-8000-000000000007"

    answer = post(make.user(), "/log/new/", TALK | {"title": "", "draft": draft})

    assert f'value="{draft}"' in answer.content.decode()


def test_each_form_is_a_draft_of_its_own() -> None:
    person = make.user()

    drafts = {re.findall(r'name="draft".*', page(person, "/log/new/"))[0] for _ in range(2)}

    assert len(drafts) == 2


def test_saving_can_go_on_to_the_story() -> None:
    person = make.user()

    answer = post(person, "/log/new/", TALK | {"tell": "1"})

    assert answer["Location"].endswith("/#story")


@pytest.mark.parametrize(
    "link",
    ["javascript:alert(1)", "ftp://example.org/a", "data:text/html,x", "JaVaScRiPt://%0aalert(1)"],
)
def test_only_web_addresses_are_links(link: str) -> None:
    person = make.user()

    answer = post(person, "/log/new/", TALK | {"url": link})

    assert answer.status_code == 422
    assert b"Write a web address" in answer.content
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"title": " "}, "Say what you did."),
        ({"place": ""}, "Say where it was."),
        ({"on": "2999-01-01"}, "This day is still to come."),
        ({"on": "0001-01-01"}, "Choose a day after 1970."),
        ({"on": "1970-01-01"}, "Choose a day after 1970."),
        ({"on": "yesterday"}, "Write the day as"),
        ({"kind": "nonsense"}, "Select a valid choice"),
        ({"title": "nul \0"}, "Null characters are not allowed."),
    ],
)
def test_what_is_wrong_is_named_and_what_was_typed_stays(
    said: dict[str, str], complaint: str
) -> None:
    answer = post(make.user(), "/log/new/", TALK | {"url": "https://a.example/"} | said)

    shown = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert complaint in shown
    assert "https://a.example/" in shown
    assert not Entry.objects.exists()


def test_today_is_the_owners_today() -> None:
    person = make.user(time_zone="Pacific/Kiritimati")

    today = timezone.localdate(timezone=person.zone)

    assert f'value="{today:%Y-%m-%d}"' in page(person, "/log/new/")
    assert post(person, "/log/new/", TALK | {"on": f"{today:%Y-%m-%d}"}).status_code == 302


def test_an_opening_chooses_the_kind() -> None:
    assert '<option value="support" selected>' in page(make.user(), "/log/new/?kind=support")


def test_an_entry_by_hand_can_be_changed_and_deleted() -> None:
    person = make.user()
    entry = make.manual_entry(person, title="Talk")

    assert 'value="Talk"' in page(person, f"/log/{entry.pk}/edit/")
    post(person, f"/log/{entry.pk}/edit/", TALK)
    entry.refresh_from_db()
    assert entry.title == "Small patches, big maps"
    assert "cannot be undone" in page(person, f"/log/{entry.pk}/delete/")
    assert Entry.objects.exists()
    post(person, f"/log/{entry.pk}/delete/")

    assert not Entry.objects.exists()


@pytest.mark.parametrize("part", ["edit/", "delete/"])
def test_what_github_says_is_not_for_editing(part: str) -> None:
    entry = make.entry()

    assert post(entry.user, f"/log/{entry.pk}/{part}", TALK).status_code == 404
