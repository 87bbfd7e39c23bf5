"""The rhythm: months, squares, and what is quiet."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import User
from tests import make
from tracker.models import Entry
from tracker.present.period import this_month
from tracker.present.rhythm import Rhythm, rhythm
from tracker.records import Family, Kind

pytestmark = pytest.mark.django_db
UTC_ZONE = ZoneInfo("UTC")


def drawn(person: User, months: int = 12) -> Rhythm:
    return rhythm(Entry.objects.filter(user=person), UTC_ZONE, months)


def months_ago(number: int) -> datetime:
    return this_month(UTC_ZONE).plus(-number).starts_at(UTC_ZONE) + timedelta(days=3)


def test_it_ends_with_this_month_and_counts_by_family() -> None:
    person = make.user()
    make.entry(person, occurred_at=months_ago(2))
    make.entry(person, occurred_at=months_ago(2), kind=Kind.DOCS)
    make.entry(person, occurred_at=months_ago(12))

    result = drawn(person)

    assert result.months[-1].month == this_month(UTC_ZONE)
    assert len(result.months) == 12
    assert (result.total, result.active, result.per_cell) == (2, 1, 1)
    assert result.mix == {Family.CODE: 1, Family.DOCS: 1}
    assert result.months[-3].words == "1 code, 1 docs"
    assert result.months[-3].cells == (Family.CODE, Family.DOCS)


def test_a_month_is_quiet_only_after_the_first_entry_and_once_it_is_over() -> None:
    person = make.user()
    make.entry(person, occurred_at=months_ago(3))
    make.entry(person, occurred_at=months_ago(1))

    assert drawn(person).quiet == (this_month(UTC_ZONE).plus(-2),)
    assert drawn(make.user()).quiet == ()


@pytest.mark.parametrize(("busiest", "per_cell"), [(8, 1), (9, 2), (17, 5), (41, 10)])
def test_the_busiest_month_fits_its_column(busiest: int, per_cell: int) -> None:
    person, place = make.user(), make.repository()
    for _ in range(busiest):
        make.entry(person, place=place, occurred_at=timezone.now())

    result = drawn(person)

    assert result.per_cell == per_cell
    assert len(result.months[-1].cells) == -(-busiest // per_cell)
