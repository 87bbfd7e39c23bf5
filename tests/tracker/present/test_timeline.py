"""The log by months: zones, pages, folds, quiet months, firsts."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from tests import make
from tracker.models import Entry
from tracker.present.keyset import Place
from tracker.present.period import Month
from tracker.present.timeline import PAGE, Timeline, timeline
from tracker.records import Landing, State

pytestmark = pytest.mark.django_db


def of(person: User, zone: str = "UTC", before: Place | None = None) -> Timeline:
    return timeline(Entry.objects.filter(user=person), ZoneInfo(zone), before)


def titles(page: Timeline) -> list[str]:
    rows = (row for month in page.months for row in month.rows)
    return [line.title for row in rows for line in row.lines]


@pytest.mark.parametrize(
    ("zone", "moment", "month", "day"),
    [
        ("Pacific/Auckland", "2026-03-31 10:59", Month(2026, 3), 31),  # 23:59, summer time
        ("Pacific/Auckland", "2026-03-31 11:00", Month(2026, 4), 1),
        ("Pacific/Auckland", "2026-06-30 12:00", Month(2026, 7), 1),  # winter: an hour later
        ("America/Los_Angeles", "2026-03-01 07:59", Month(2026, 2), 28),  # winter
        ("America/Los_Angeles", "2026-11-01 06:59", Month(2026, 10), 31),  # summer time ends today
        ("America/Los_Angeles", "2026-11-01 07:00", Month(2026, 11), 1),
        ("UTC", "2026-02-28 23:59", Month(2026, 2), 28),
    ],
)
def test_a_day_and_a_month_begin_in_the_owners_zone(
    zone: str, moment: str, month: Month, day: int
) -> None:
    person = make.user()
    make.entry(person, occurred_at=make.at(moment))

    (block,) = of(person, zone).months

    assert block.month == month
    assert block.rows[0].newest.on.day == day
    assert block.totals.total == 1


def test_a_months_totals_count_what_the_page_does_not_show() -> None:
    person, place = make.user(), make.repository()
    for minute in range(PAGE + 5):
        moment = make.SOME_DAY + timedelta(minutes=minute)
        make.entry(person, place=place, occurred_at=moment)

    page = of(person)

    assert page.shown == PAGE
    assert page.months[0].totals.total == PAGE + 5
    assert page.months[0].totals.projects == 1
    assert page.older_month == Month(2026, 3)


def test_a_month_that_a_page_break_divides_continues() -> None:
    person, place = make.user(), make.repository()
    for minute in range(PAGE + 5):
        make.entry(person, place=place, occurred_at=make.SOME_DAY + timedelta(minutes=minute))
    first = of(person)

    second = of(person, before=first.older)

    assert not first.months[0].continues
    assert second.months[0].continues
    assert second.shown == 5
    assert second.older is None


def test_neighbouring_reviews_of_one_project_fold() -> None:
    person, harbor, loom = make.user(), make.repository(), make.repository()
    for day, place in ((5, harbor), (4, harbor), (3, loom), (2, harbor)):
        make.review(person, place=place, occurred_at=make.at(f"2026-03-0{day}"))

    rows = of(person).months[0].rows

    assert [len(row.lines) for row in rows] == [2, 1, 1]
    assert (rows[0].first_day.day, rows[0].last_day.day) == (4, 5)


def test_a_review_that_its_owner_marked_does_not_fold() -> None:
    person, place = make.user(), make.repository()
    told, lit, _plain = (make.review(person, place=place) for _ in range(3))
    make.annotation(told)
    make.annotation(lit, problem="", fix="", impact="", is_highlighted=True)

    rows = of(person).months[0].rows

    assert [len(row.lines) for row in rows] == [1, 1, 1]


def test_quiet_months_between_two_are_named() -> None:
    person = make.user()
    for day in ("2026-07-01", "2026-03-01", "2026-02-01"):
        make.entry(person, occurred_at=make.at(day))

    assert [month.quiet_after for month in of(person).months] == ["", "April to June 2026", ""]


def test_only_the_first_pull_request_that_landed_in_a_repository_is_flagged() -> None:
    person, place = make.user(), make.repository()
    refused = {"landing": Landing.NOT, "landed_at": None, "state": State.CLOSED}
    make.entry(person, place=place, occurred_at=make.at("2026-03-01"), **refused)
    make.entry(person, place=place, occurred_at=make.at("2026-03-02"))
    make.entry(person, place=place, occurred_at=make.at("2026-03-03"))
    make.entry(make.user(), place=place, occurred_at=make.at("2026-01-01"))

    rows = of(person).months[0].rows

    assert [row.is_first_landing for row in rows] == [False, True, False]


class PagingWhileRowsArrive(TestCase):
    """Rows stored between two pages, newer or older than the page's end, disturb neither."""

    @settings(max_examples=25, deadline=None)
    @given(
        minutes=st.lists(st.integers(0, 40), min_size=PAGE, max_size=PAGE + 12),
        late=st.lists(st.integers(0, 40), max_size=6),
    )
    def test_no_entry_is_skipped_or_repeated(self, minutes: list[int], late: list[int]) -> None:
        person, place = make.user(), make.repository()
        for minute in minutes:
            moment = make.SOME_DAY + timedelta(minutes=minute)
            make.entry(person, place=place, occurred_at=moment)
        before = set(Entry.objects.filter(user=person).values_list("title", flat=True))

        seen = titles(first := of(person))
        for minute in late:
            moment = make.SOME_DAY + timedelta(minutes=minute)
            make.entry(person, place=place, occurred_at=moment)
        older = first.older
        while older:
            page = of(person, before=older)
            seen += titles(page)
            older = page.older

        assert len(seen) == len(set(seen))
        assert before <= set(seen)


def test_a_place_reads_what_it_wrote() -> None:
    place = Place(make.at("2026-03-14 09:26:53.589793"), 7)

    assert Place.parse(str(place)) == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "2026-03-14,1",
        "2026-03-14T00:00Z",
        "2026-03-14T00:00Z,x",
        "9999-12-31T23:59:59-14:00,1",
        "0001-01-01T00:00:00+14:00,1",
    ],
)
def test_a_place_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Place.parse(text)


def test_a_days_commits_in_one_project_are_folded() -> None:
    person, place = make.user(), make.repository()
    for hours in (0, 1, 2, 25, 26, 60):
        made_at = make.SOME_DAY - timedelta(hours=hours)
        make.commit(person, place=place, occurred_at=made_at)

    (block,) = of(person).months

    assert [len(row.lines) for row in block.rows] == [3, 2, 1]
    titles = [row.title for row in block.rows if row.is_fold]
    assert titles == [f"3 commits in {place.full_name}", f"2 commits in {place.full_name}"]


def test_commits_elsewhere_and_reviews_stay_apart() -> None:
    person, place = make.user(), make.repository()
    make.commit(person, place=place)
    make.commit(person, place=make.repository())
    make.review(person, place=place)

    (block,) = of(person).months

    assert not any(row.is_fold for row in block.rows)
