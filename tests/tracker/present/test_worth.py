"""The rule by which the best entries are found while none is highlighted."""

from typing import Any

import pytest

from tests import make
from tracker.models import Entry
from tracker.present.worth import best_first
from tracker.records import Landing, State

pytestmark = pytest.mark.django_db

UNLANDED: dict[str, Any] = {"landing": Landing.NOT, "landed_at": None, "merged_at": None}


def with_story(entry: Entry) -> Entry:
    make.annotation(entry)
    return entry


def ranked() -> list[Entry]:
    return list(best_first(Entry.objects.all()))


def test_what_landed_comes_before_an_open_one_with_a_story() -> None:
    open_one = with_story(make.entry(state=State.OPEN, comment_count=500, **UNLANDED))
    landed = make.entry()

    assert ranked() == [landed, open_one]


def test_what_was_turned_down_comes_last() -> None:
    refused = make.entry(state=State.CLOSED, comment_count=500, **UNLANDED)
    reported = make.issue()

    assert ranked() == [reported, refused]


def test_a_story_outweighs_any_size() -> None:
    huge = make.entry(comment_count=10_000, additions=10**6)
    told = with_story(make.entry(additions=1))

    assert ranked() == [told, huge]


def test_something_added_by_hand_ranks_with_what_landed() -> None:
    told = with_story(make.manual_entry())
    landed = make.entry()
    open_one = make.entry(state=State.OPEN, **UNLANDED)

    assert ranked() == [told, landed, open_one]


@pytest.mark.parametrize("field", ["comment_count", "additions", "deletions"])
def test_more_weighs_more(field: str) -> None:
    place = make.repository()
    sizes: list[dict[str, Any]] = [{field: 10}, {field: 1000}]
    less, more = (make.entry(place=place, **size) for size in sizes)

    assert ranked() == [more, less]


def test_a_known_project_weighs_more() -> None:
    unknown, known = (make.entry(place=make.repository(stars=stars)) for stars in (0, 90_000))

    assert ranked() == [known, unknown]


def test_a_long_discussion_outweighs_a_generated_diff() -> None:
    discussed = make.entry(comment_count=60, additions=10)
    generated = make.entry(comment_count=0, additions=20_000)

    assert ranked() == [discussed, generated]


def test_the_newest_of_equals_comes_first() -> None:
    place = make.repository()
    older, newer = (
        make.entry(place=place, occurred_at=make.at(day)) for day in ("2026-01-01", "2026-02-01")
    )

    assert ranked() == [newer, older]
