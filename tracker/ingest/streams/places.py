"""Repositories with commits that are still to be read, as a stream keeps them in `pending`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tracker.github.pages import CommitPage, CommitPlace, Window
from tracker.models import SyncStream

MOST_DAYS = 1000  # of one repository, on which co-authored commits are looked for
MOST_PAGES = 50  # of everybody's commits in one repository
DAY = timedelta(days=1)
_OVERLAPPING = 3  # days apart: a day more is read at either end
Span = tuple[int, int]  # first and last day
Days = Mapping[int, int]  # how many commits GitHub counted on which days, as ordinals


@dataclass(frozen=True, slots=True)
class Place:
    """A repository, and on which `days` GitHub counted commits that have not been read yet.

    First the person's own are read, all of them where `is_whole`. What is left after that, others
    wrote together with them: `spans` are the days on which everybody's commits are read then.
    """

    repository_id: str
    days: Days = field(default_factory=dict)
    is_whole: bool = False
    spans: tuple[Span, ...] = ()
    pages: int = 0  # of everybody's commits, read so far

    @classmethod
    def of(cls, kept: Any) -> Place:
        """A place out of the database."""
        repository_id, days, is_whole, spans, pages = kept
        pairs = tuple((first, last) for first, last in spans)
        return cls(repository_id, dict(days), is_whole, pairs, pages)

    @classmethod
    def found(cls, told: CommitPlace) -> Place:
        """A place as GitHub tells of it."""
        days = {day.toordinal(): count for day, count in told.days.items() if count}
        return cls(told.repository_id, days)

    def as_json(self) -> list[Any]:
        """A place for the database, short because every page writes it."""
        days = [[day, count] for day, count in self.days.items()]
        return [self.repository_id, days, self.is_whole, [*map(list, self.spans)], self.pages]


def add(stream: SyncStream, found: Iterable[Place]) -> None:
    """Put what one window found to what others found before.

    Windows meet within a day, which GitHub may count whole in both: such a day counts once.
    """
    known = {place.repository_id: place for place in map(Place.of, stream.pending)}
    for place in found:
        before = known.get(place.repository_id, Place(place.repository_id))
        days = {day: max(count, before.days.get(day, 0)) for day, count in place.days.items()}
        known[place.repository_id] = replace(before, days={**before.days, **days})
    stream.pending = [place.as_json() for place in known.values()]


def span(place: Place) -> Window | None:
    """The days whose commits are read now; a day more at either end, for people in all zones."""
    if not place.spans:
        return None
    first, last = place.spans[0]
    return Window(_midnight(first) - DAY, _midnight(last) + 2 * DAY)


def after(place: Place, page: CommitPage) -> Place | None:
    """What is to be read of a place after a page; None when that was all."""
    left = replace(place, days=_without(place.days, page.written_on))
    if not place.spans:
        spans = () if page.has_more else _spans(left.days)
        return replace(left, spans=spans) if page.has_more or spans else None
    if not left.days or place.pages + 1 >= MOST_PAGES:
        return None
    spans = place.spans if page.has_more else place.spans[1:]
    return replace(left, spans=spans, pages=place.pages + 1) if spans else None


def is_broken_off(place: Place, page: CommitPage) -> bool:
    """Whether this page was the last one that we afford, with more to find."""
    is_last = bool(place.spans) and place.pages + 1 >= MOST_PAGES
    return is_last and bool(_without(place.days, page.written_on))


def _without(days: Days, written_on: Iterable[date]) -> Days:
    """The days without these commits; a person's day may be the next one or the last in UTC."""
    left = dict(days)
    for day in written_on:
        about = (day.toordinal() + shift for shift in (0, -1, 1))
        counted = next((each for each in about if left.get(each)), None)
        if counted is not None:
            left[counted] -= 1
    return {day: count for day, count in left.items() if count}


def _spans(days: Iterable[int]) -> tuple[Span, ...]:
    """The days as stretches, newest first; those that would overlap are one."""
    stretches: list[Span] = []
    for day in sorted(days, reverse=True)[:MOST_DAYS]:
        if stretches and stretches[-1][0] - day <= _OVERLAPPING:
            stretches[-1] = (day, stretches[-1][1])
        else:
            stretches.append((day, day))
    return tuple(stretches)


def _midnight(ordinal: int) -> datetime:
    return datetime.combine(date.fromordinal(ordinal), datetime.min.time(), UTC)
