"""Windows for reviews: every instant of an account's life lies in one, none is over a year."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests import make
from tracker.github.pages import Window
from tracker.ingest.windows import SHORTEST, Reach, newer_part, newest, older

NOW = make.at("2026-11-21 10:00")
instants = st.integers(1, 18 * 365 * 24 * 60).map(lambda minutes: NOW - timedelta(minutes=minutes))


def walked(reach: Reach) -> list[Window]:
    """All windows from now to the bottom."""
    found = []
    window = newest(NOW, reach)
    while window is not None:
        found.append(window)
        window = newest(window.start, reach)
    return found


def test_windows_are_a_year_long_newest_first() -> None:
    assert walked(Reach(make.at("2024-05-01"))) == [
        Window(make.at("2025-11-21 10:00"), NOW),
        Window(make.at("2024-11-21 10:00"), make.at("2025-11-21 10:00")),
        Window(make.at("2024-05-01"), make.at("2024-11-21 10:00")),
    ]


def test_years_on_end_need_no_more_windows_than_years() -> None:
    active = frozenset(range(2017, 2027))

    assert len(walked(Reach(make.at("2008-01-01"), active))) == len(active)


def test_years_without_activity_are_passed_over_but_for_a_day_beside_the_others() -> None:
    years = frozenset({2019, 2026})

    found = walked(Reach(make.at("2012-01-01"), years))

    assert [
        (window.start.date().isoformat(), window.end.date().isoformat()) for window in found
    ] == [
        ("2025-12-31", "2026-11-21"),
        ("2019-01-02", "2020-01-02"),
        ("2018-12-31", "2019-01-02"),
    ]


def test_an_account_that_never_did_anything_has_no_windows() -> None:
    assert walked(Reach(make.at("2012-01-01"), frozenset())) == []


@given(bottom=instants)
def test_windows_cover_a_whole_life_without_holes(bottom: datetime) -> None:
    found = walked(Reach(bottom))

    assert found[0].end == NOW
    assert found[-1].start == bottom
    for later, earlier in pairwise(found):
        assert earlier.end == later.start
    assert all(window.end - window.start <= timedelta(days=365) for window in found)


@given(bottom=instants)
def test_halving_ends_at_a_day(bottom: datetime) -> None:
    window = Window(bottom, NOW)
    while half := newer_part(window):
        assert half.end == window.end
        assert half.start > window.start
        window = half

    assert window.end - window.start <= SHORTEST


def test_a_part_of_a_window_is_never_shorter_than_halving_would_make_it() -> None:
    year = newest(NOW, Reach(make.at("2020-01-01")))
    assert year is not None

    assert newer_part(year, 0.2) == Window(NOW - timedelta(days=73), NOW)
    assert newer_part(year, 0.0001) == Window(NOW - SHORTEST / 2, NOW)


def test_after_a_halved_window_the_next_one_is_tried_a_little_longer() -> None:
    reach = Reach(make.at("2020-01-01"))
    first = newest(NOW, reach)
    assert first is not None
    half = newer_part(first)
    assert half is not None

    assert older(first, reach) == newest(first.start, reach)
    assert older(half, reach) == Window(half.start - 2 * (half.end - half.start), half.start)
    assert older(half, reach, growth=1) == Window(first.start, half.start)


def test_a_short_window_at_an_active_years_edge_does_not_shorten_the_next() -> None:
    reach = Reach(make.at("2012-01-01"), frozenset({2019, 2026}))
    first = newest(NOW, reach)
    assert first is not None

    assert older(first, reach) == newest(first.start, reach)


def test_nothing_lies_below_the_bottom() -> None:
    assert newest(NOW, Reach(NOW)) is None
