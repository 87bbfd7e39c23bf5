"""What can be asked of entries."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import make
from tracker.models import Entry
from tracker.models.repository import VISIBILITY_LASTS
from tracker.records import StateReason

pytestmark = pytest.mark.django_db

STORY_PARTS = ["problem", "fix", "impact"]


@pytest.mark.parametrize("part", STORY_PARTS)
def test_entry_is_told_once_any_part_of_its_story_is_written(part: str) -> None:
    told = make.annotation(make.entry(), **dict.fromkeys(STORY_PARTS, "") | {part: "Words"}).entry

    assert list(Entry.objects.told()) == [told]
    assert not Entry.objects.untold().exists()


def test_entry_is_untold_without_words_about_it() -> None:
    owner = make.user()
    bare = make.entry(owner)
    marked = make.annotation(
        make.entry(owner), problem="", fix="", impact="", is_highlighted=True
    ).entry

    assert set(Entry.objects.untold()) == {bare, marked}
    assert not Entry.objects.told().exists()


def test_gone_entry_of_a_private_repository_counts_as_gone_only() -> None:
    secret = make.repository(is_private=True)
    private = make.entry(place=secret)
    gone = make.entry(place=secret, tombstoned_at=make.SOME_DAY)
    make.entry()

    assert list(Entry.objects.private()) == [private]
    assert list(Entry.objects.gone()) == [gone]


def test_entry_is_public_only_where_github_said_lately_that_its_repository_is() -> None:
    long_ago = timezone.now() - VISIBILITY_LASTS
    known = make.entry(place=make.repository(hydrated_at=long_ago + timedelta(hours=1)))
    forgotten = make.entry(place=make.repository(hydrated_at=long_ago))
    never_asked = make.entry(place=make.repository(hydrated_at=None))
    make.entry(place=make.repository(is_private=True, hydrated_at=long_ago))

    assert list(Entry.objects.public()) == [known]
    assert set(Entry.objects.unchecked()) == {forgotten, never_asked}


def test_lines_are_loaded_without_what_is_long_and_in_one_query() -> None:
    make.annotation(make.entry(body="Long"))

    with CaptureQueriesContext(connection) as queries:
        (entry,) = Entry.objects.for_lines()
        shown = (entry.title, entry.project, entry.annotation.impact)

    assert all(shown)
    assert len(queries) == 1
    assert {"body", "paths", "search"} <= entry.get_deferred_fields()
    assert entry.annotation.get_deferred_fields() == {"search"}


def test_only_an_issue_that_nobody_will_do_is_turned_down() -> None:
    reasons = {reason: make.issue(state_reason=reason) for reason in StateReason}

    turned_down = [reason for reason, issue in reasons.items() if issue.is_turned_down]

    assert turned_down == [StateReason.NOT_PLANNED]


def test_what_its_owner_added_is_by_hand() -> None:
    assert make.manual_entry().is_by_hand
    assert not make.entry().is_by_hand
