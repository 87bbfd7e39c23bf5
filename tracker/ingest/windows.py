"""Windows of time, newest first: GitHub tells of reviews for at most one year at a time.

https://docs.github.com/en/graphql/reference/objects#contributionscollection
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tracker.github.pages import Window
from tracker.models import SyncStream

BEFORE_GITHUB = datetime(2007, 10, 1, tzinfo=UTC)
LONGEST = timedelta(days=365)
SHORTEST = timedelta(days=1)  # GitHub counts contributions by the day
MARGIN = timedelta(days=1)  # GitHub's years may be those of a browser's time zone


@dataclass(frozen=True, slots=True)
class Reach:
    """How far back to look, and in which years something was done (None: nobody knows)."""

    bottom: datetime
    years: frozenset[int] | None = None

    def span_below(self, top: datetime) -> Window:
        """The latest unbroken run of active years that begins before `top`; empty if none does."""
        if self.years is None:
            return Window(self.bottom, top)
        last = max((year for year in self.years if _start_of(year) - MARGIN < top), default=0)
        if not last:
            return Window(self.bottom, self.bottom)
        first = last
        while first - 1 in self.years:
            first -= 1
        start, end = _start_of(first) - MARGIN, _start_of(last + 1) + MARGIN
        return Window(max(start, self.bottom), min(end, top))


EVERYTHING = Reach(BEFORE_GITHUB)


def newest(top: datetime, reach: Reach) -> Window | None:
    """The newest window below `top`, as long as may be; None at the bottom.

    Years on end are cut without regard to the calendar, which needs the fewest windows.
    """
    span = reach.span_below(top)
    if span.start >= span.end:
        return None
    return Window(max(span.start, span.end - LONGEST), span.end)


def older(window: Window, reach: Reach, *, growth: float = 2) -> Window | None:
    """The window that follows; where this one had to be halved, only `growth` times as long."""
    following, whole = newest(window.start, reach), newest(window.end, reach)
    if following is None or whole is None or window.start <= whole.start:
        return following
    longest = growth * (window.end - window.start)
    return Window(max(following.start, following.end - longest), following.end)


def newer_part(window: Window, share: float = 0.5) -> Window | None:
    """The newer `share` of a window that held too much; None where it is as short as we go."""
    span = window.end - window.start
    part = max(span * share, SHORTEST / 2)
    return None if span <= SHORTEST else Window(window.end - part, window.end)


def current(stream: SyncStream) -> Window | None:
    """The window that a stream looks through; None when it has found everything."""
    if stream.window_from is None or stream.window_to is None:
        return None
    return Window(stream.window_from, stream.window_to)


def enter(stream: SyncStream, window: Window | None) -> None:
    """Look through another window, from its first page; None once there is none left."""
    stream.window_from = window.start if window else None
    stream.window_to = window.end if window else None
    stream.cursor = ""


def _start_of(year: int) -> datetime:
    return datetime(year, 1, 1, tzinfo=UTC)
