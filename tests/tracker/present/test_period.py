"""Months: counting, spans, and where they begin."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from tracker.present.period import Month, span_label

months = st.builds(Month, st.integers(1970, 2100), st.integers(1, 12))


@given(months, st.integers(-500, 500))
def test_months_count_like_numbers(month: Month, steps: int) -> None:
    assert month.plus(steps).plus(-steps) == month
    assert (month.plus(steps) > month) == (steps > 0)


def test_a_month_begins_at_midnight_of_its_own_zone() -> None:
    auckland = Month(2026, 4).starts_at(ZoneInfo("Pacific/Auckland"))

    assert auckland.astimezone(UTC) == datetime(2026, 3, 31, 11, tzinfo=UTC)


def test_a_span_names_its_year_once() -> None:
    assert span_label(Month(2026, 6), Month(2026, 6)) == "June 2026"
    assert span_label(Month(2026, 2), Month(2026, 6)) == "February to June 2026"
    assert span_label(Month(2025, 11), Month(2026, 2)) == "November 2025 to February 2026"
