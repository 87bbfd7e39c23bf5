"""The page of the log: what it shows, to whom, and at what cost."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from tests import make
from tests.tracker.views.browse import HTMX, page, signed_in
from tracker.present.keyset import Place
from tracker.present.timeline import PAGE
from tracker.records import Kind

pytestmark = pytest.mark.django_db

# session, user, family totals, newest id, rows, first landings, month totals, projects, years,
# rhythm, prompts, latest run, connection
QUERIES_OF_THE_LOG = 14


def filled(entries: int) -> User:
    person, place = make.user(), make.repository("openloom/loom")
    make.connection(person)
    for minute in range(entries):
        moment = make.SOME_DAY - timedelta(minutes=minute)
        make.entry(person, place=place, occurred_at=moment, title=f"Change {minute:03}")
    return person


@pytest.mark.parametrize("entries", [10, 500])
def test_the_number_of_queries_does_not_grow_with_the_log(entries: int) -> None:
    client = signed_in(filled(entries))

    with CaptureQueriesContext(connection) as queries:
        client.get("/log/")

    assert len(queries) == QUERIES_OF_THE_LOG


def test_a_visitor_is_sent_to_sign_in() -> None:
    response = Client().get("/log/?q=x")

    assert response.status_code == 302
    assert response["Location"] == f"/accounts/login/?next={quote('/log/?q=x', safe='/')}"


def test_a_fragment_after_the_session_ended_reloads_the_page() -> None:
    response = Client(headers=HTMX).get("/log/")

    assert response["HX-Refresh"] == "true"


def test_nobody_sees_anybody_elses_entries() -> None:
    make.entry(title="Somebody else's work")

    assert "Somebody else" not in unescape(page(make.user(), "/log/"))


def test_a_hostile_title_is_text() -> None:
    person = make.user()
    make.entry(person, title="<script>alert(1)</script> \" onfocus=x ' {{ 7|add:7 }}")

    shown = page(person, "/log/")

    assert "<script>alert" not in shown
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &quot; onfocus=x &#x27; {{ 7|add:7 }}" in shown


def test_no_page_has_anything_inline() -> None:
    shown = page(filled(3), "/log/")

    assert " style=" not in shown
    assert " onclick" not in shown
    assert "<script>" not in shown


def test_a_private_entry_wears_a_lock() -> None:
    person = make.user()
    make.entry(person, place=make.repository(is_private=True))

    assert 'aria-label="Private"' in page(person, "/log/")


def test_the_older_link_leads_to_the_next_page_without_a_script() -> None:
    person = filled(PAGE + 2)
    last = person.entries.newest_first()[PAGE - 1]
    place = f"?before={Place.after(last)}"

    assert place in page(person, "/log/")
    older = page(person, f"/log/{place}")
    assert f"Change {PAGE:03}" in older
    assert f"Change {PAGE - 1:03}" not in older
    assert "March 2026, continued" in older


def test_more_rows_come_as_rows_alone() -> None:
    person = filled(PAGE + 2)
    last = person.entries.newest_first()[PAGE - 1]

    rows = signed_in(person, **HTMX).get(f"/log/?before={Place.after(last)}").content.decode()

    assert f"Change {PAGE + 1:03}" in rows
    assert "<html" not in rows
    assert "<h1" not in rows


def test_a_filter_swaps_what_it_changes_and_names_a_clean_address() -> None:
    person = filled(3)

    response = signed_in(person, **HTMX).get("/log/?q=&project=&kind=docs&when=&state=")

    assert response["HX-Push-Url"] == "/log/?kind=docs"
    shown = unescape(response.content.decode())
    assert 'id="chips"' in shown
    assert "0 contributions found" in shown


def test_nothing_found_names_each_filter_and_how_to_take_it_off() -> None:
    person = filled(2)

    shown = unescape(page(person, "/log/?q=zzz&kind=docs&highlighted=1"))

    assert "Nothing fits" in shown
    assert 'href="/log/?kind=docs&highlighted=1"' in shown
    assert 'href="/log/?q=zzz&highlighted=1"' in shown


@pytest.mark.parametrize(
    "query",
    [
        "when=abc",
        "when=99999",
        "kind=nonsense",
        "state=x",
        "before=x",
        "before=9999-12-31T23:59:59-14:00,1",
        f"before=2026-03-14T00:00Z,{2**63}",
        "q=%00",
        "hidden=maybe&q=",
    ],
)
def test_a_filter_that_makes_no_sense_breaks_nothing(query: str) -> None:
    assert page(filled(1), f"/log/?{query}")


def test_hidden_entries_are_shown_only_when_asked_for() -> None:
    person = make.user()
    make.annotation(make.entry(person, title="Better forgotten"), is_hidden=True)
    make.entry(person)

    assert "Better forgotten" not in page(person, "/log/")
    assert "Better forgotten" in page(person, "/log/?hidden=1")


def test_a_filtered_log_does_not_fold_reviews() -> None:
    person, place = make.user(), make.repository("tidewater/harbor")
    for _ in range(3):
        make.review(person, place=place)

    assert "3 reviews in tidewater/harbor" in page(person, "/log/")
    assert "3 reviews in" not in page(person, "/log/?kind=review")


def test_an_empty_log_offers_a_first_entry() -> None:
    shown = page(make.user(), "/log/")

    assert "Your first entry can be today" in shown
    assert 'href="/log/new/?kind=talk"' in shown


def test_two_questions_are_asked_highlights_first_then_by_discussion() -> None:
    person = make.user()
    lit = make.entry(person, number=11)
    make.annotation(lit, problem="", fix="", impact="", is_highlighted=True)
    make.review(person, number=12, comment_count=9)
    make.entry(person, number=13, comment_count=2)
    make.annotation(make.entry(person, number=14, comment_count=99))

    shown = page(person, "/log/")

    assert "Who ran into the bug that #11 fixed?" in shown
    assert "What did your review of #12 catch?" in shown
    assert "the bug that #13 fixed" not in shown
    assert "Highlights without a story first" in shown


def test_the_owners_word_on_a_kind_is_what_the_row_says() -> None:
    person = make.user()
    make.annotation(make.entry(person, kind=Kind.BUG_FIX), kind_override=Kind.TALK)

    assert '<span class="kind k-talk" title="Talk">' in page(person, "/log/")
