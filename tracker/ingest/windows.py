"""Windows of time, newest first: GitHub tells of reviews for at most one year at a time.

https://docs.github.com/en/graphql/reference/objects#contributionscollection
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tracker.github.pages import Window

BEFORE_GITHUB = datetime(2007, 10, 1, tzinfo=UTC)
SHORTEST = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back to look, and in which years something was done (None: nobody knows)."""

    bottom: datetime
    years: frozenset[int] | None = None

    def may_hold(self, year: int) -> bool:
        """Whether a year is worth asking for; its neighbours are, as GitHub's years are not UTC."""
        return self.years is None or not self.years.isdisjoint({year - 1, year, year + 1})


EVERYTHING = Reach(BEFORE_GITHUB)


def newest(top: datetime, reach: Reach) -> Window | None:
    """The window that ends at `top`: the rest of its calendar year; None at the bottom."""
    while top > reach.bottom:
        year = top.year if top > _start_of(top.year) else top.year - 1
        if reach.may_hold(year):
            return Window(max(_start_of(year), reach.bottom), top)
        top = _start_of(year)
    return None


def newer_half(window: Window) -> Window | None:
    """Half of a window that was too heavy; None where it is as short as we go."""
    span = window.end - window.start
    return None if span <= SHORTEST else Window(window.end - span / 2, window.end)


def _start_of(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)
