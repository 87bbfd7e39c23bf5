"""How an entry stands, in words."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests import make
from tests.tracker.github import nodes
from tracker.github import normalise
from tracker.ingest.store import store
from tracker.models import Entry
from tracker.present.line import line
from tracker.present.questions import question
from tracker.records import Form, Kind, Landing, State

pytestmark = pytest.mark.django_db
UNLANDED = {"landing": Landing.NOT, "landed_at": None}
UTC_ZONE = ZoneInfo("UTC")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "merged, +12 \N{MINUS SIGN}3"),
        ({"landing": Landing.BORS, "state": State.CLOSED}, "landed, +12 \N{MINUS SIGN}3"),
        ({"additions": None}, "merged"),
        (UNLANDED | {"state": State.OPEN, "is_draft": True}, "draft, +12 \N{MINUS SIGN}3"),
        (UNLANDED | {"state": State.CLOSED}, "closed, +12 \N{MINUS SIGN}3"),
    ],
)
def test_a_pull_request_says_how_it_stands_and_its_size(fields: dict[str, Any], words: str) -> None:
    assert line(make.entry(**fields), UTC_ZONE).words == words


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.APPROVED, "approved"),
        (State.CHANGES_REQUESTED, "asked for changes"),
        (State.COMMENTED, "reviewed"),
    ],
)
def test_a_review_says_what_it_said(state: State, words: str) -> None:
    assert line(make.review(state=state), UTC_ZONE).words == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "answered, accepted"),
        ({"state": State.COMMENTED}, "commented"),
        ({"state": State.COMMENTED, "parent": {"is_reply": True}}, "replied"),
        (
            {"state": State.COMMENTED, "parent": {"is_minimized": True}},
            "commented, hidden by a moderator",
        ),
    ],
)
def test_an_answer_says_what_became_of_it(fields: dict[str, Any], words: str) -> None:
    assert line(make.answer(**fields), UTC_ZONE).words == words


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "discussion, open"),
        ({"state": State.ANSWERED}, "discussion, answered"),
        ({"state": State.CLOSED, "state_reason": "outdated"}, "discussion, closed as outdated"),
        ({"state": State.CLOSED, "state_reason": "new_reason"}, "discussion, closed"),
    ],
)
def test_a_discussion_says_how_it_stands(fields: dict[str, Any], words: str) -> None:
    assert line(make.issue(form=Form.DISCUSSION, **fields), UTC_ZONE).words == words


def test_an_issue_that_was_turned_down_says_so() -> None:
    turned_down = normalise.issue(nodes.issue(stateReason="NOT_PLANNED"))
    store(make.sync_stream(form=Form.ISSUE), [turned_down], may_keep_private=False)

    assert line(Entry.objects.get(), UTC_ZONE).words == "closed as not planned"


def test_an_entry_without_a_title_can_still_be_clicked() -> None:
    assert line(make.entry(title=""), UTC_ZONE).title == "Without a title"


def test_every_kind_has_a_question_that_names_the_entry() -> None:
    for kind in Kind:
        assert "#12" in question("Title", "#12", kind)


def test_a_question_quotes_a_title_and_never_reads_it_as_a_format() -> None:
    asked = question("{0} {it} " + "long " * 40, "", Kind.TALK)

    assert asked.startswith("What did people take home from “{0} {it} long")
    assert asked.endswith("…”?")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "committed"),
        ({"co_authors": ["grace"]}, "committed with grace"),
        ({"co_authors": ["grace"], "is_co_author": True}, "co-authored with grace"),
        (
            {"co_authors": ["a", "b", "c", "d", "e"], "is_co_author": True},
            "co-authored with a, b, c and 2 more",
        ),
    ],
)
def test_a_commit_says_who_wrote_it(fields: dict[str, Any], words: str) -> None:
    entry = make.commit(additions=31, deletions=4, merge_commit_oid="abcdef0123" * 4, **fields)

    shown = line(entry, UTC_ZONE)

    assert shown.words == f"{words}, +31 \N{MINUS SIGN}4"
    assert shown.ref == "abcdef0"
    assert entry.title in shown.question
