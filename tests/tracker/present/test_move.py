"""Whose move it is, in words, and who is told."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tracker.models import Entry
from tracker.present.move import shown_move
from tracker.records import Landing, NextMove, State

pytestmark = pytest.mark.django_db
NOTHING: dict[str, Any] = {
    "landing": Landing.NOT,
    "landed_at": None,
    "merged_at": None,
    "closed_at": None,
}


def open_entry(**fields: Any) -> Entry:
    """An open pull request on which changes were requested 18 days ago."""
    since = timezone.now() - timedelta(days=18)
    asked: dict[str, Any] = {"next_move": NextMove.YOU, "next_move_why": "changes requested"}
    return make.entry(**NOTHING | {"state": State.OPEN, "next_move_since": since} | asked | fields)


@pytest.mark.parametrize(
    ("days", "waited"),
    [(0, "today"), (1, "1 day"), (59, "59 days"), (61, "2 months"), (700, "23 months")],
)
def test_it_says_since_when(days: int, waited: str) -> None:
    since = timezone.now() - timedelta(days=days)

    move = shown_move(open_entry(next_move_since=since), UTC)

    assert move is not None
    assert move.words.startswith(f"changes requested, since {since.day} {since:%b %Y} ")
    assert move.words.endswith(f"({waited})")


def test_the_day_is_that_of_the_owners_zone() -> None:
    late = datetime(2026, 3, 14, 23, 30, tzinfo=UTC)

    move = shown_move(open_entry(next_move_since=late), ZoneInfo("Asia/Tokyo"))

    assert move is not None
    assert "since 15 Mar 2026" in move.words


@pytest.mark.parametrize(
    "fields",
    [
        {"state": State.CLOSED},
        {"next_move": NextMove.NOBODY},
        {"tombstoned_at": make.SOME_DAY},
    ],
)
def test_nothing_is_said_of_what_is_over_or_unknown(fields: dict[str, object]) -> None:
    assert shown_move(open_entry(**fields), UTC) is None


def test_log_says_whose_move_it_is_and_finds_ones_own(client: Client) -> None:
    mine = open_entry(title="Mine to do")
    theirs: dict[str, Any] = {"next_move": NextMove.MAINTAINERS, "next_move_why": "no review yet"}
    make.entry(
        mine.user,
        **NOTHING | {"state": State.OPEN, "title": "Waiting for them"} | theirs,
    )
    client.force_login(mine.user)

    whole = client.get("/log/").content.decode()
    filtered = client.get("/log/?state=your-move").content.decode()

    assert "<b>Your move:</b> changes requested, since" in whole
    assert "<b>Their move:</b> no review yet" in whole
    assert "Mine to do" in filtered
    assert "Waiting for them" not in filtered


def test_log_finds_what_is_no_longer_on_github(client: Client) -> None:
    gone = make.entry(tombstoned_at=make.SOME_DAY, title="It was here")
    make.entry(gone.user, title="It is here")
    client.force_login(gone.user)

    filtered = client.get("/log/?state=gone").content.decode()
    page = client.get(f"/log/{gone.pk}/").content.decode()

    assert "no longer on GitHub since 14 Mar 2026" in filtered
    assert "It is here" not in filtered
    assert "No longer on GitHub since 14 March 2026" in page


def test_strangers_are_not_told_whose_move_it_is(client: Client) -> None:
    entry = open_entry()
    entry.user.profile_is_public = True
    entry.user.save()

    assert "changes requested" not in client.get(f"/@{entry.user.handle}/").content.decode()
