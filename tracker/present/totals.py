"""Counts: by month for what the page shows, by family and project for its filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.db.models.functions import TruncMonth

from tracker.models.entry import EFFECTIVE_KIND, EntryQuerySet
from tracker.present.period import Month
from tracker.present.units import contributions
from tracker.records import Family, Kind


@dataclass(frozen=True, slots=True)
class MonthTotals:
    """What a whole month holds, whether the page shows all of it or not."""

    counts: dict[Family, int]
    projects: int

    @property
    def total(self) -> int:
        """How many contributions."""
        return sum(self.counts.values())


def counted_by_month(
    entries: EntryQuerySet, zone: tzinfo, *apart: str, by_the_day: bool = True
) -> Iterable[tuple[Any, ...]]:
    """Rows of month (its first instant), kind, the columns kept `apart`, and the contributions."""
    return (
        entries.annotate(month=TruncMonth("occurred_at", tzinfo=zone))
        .values_list("month", EFFECTIVE_KIND, *apart)
        .annotate(number=contributions(zone) if by_the_day else Count("pk"))
        .order_by()
    )


def totals_by_month(
    entries: EntryQuerySet, first: Month, last: Month, zone: tzinfo, *, by_the_day: bool
) -> dict[Month, MonthTotals]:
    """The totals of each month from `first` to `last` that has any. One query.

    Without `by_the_day`, every comment counts for itself, as it is shown.
    """
    counts: dict[Month, Counter[Family]] = {}
    projects: dict[Month, set[object]] = {}
    these = entries.filter(
        occurred_at__gte=first.starts_at(zone), occurred_at__lt=last.plus(1).starts_at(zone)
    )
    apart = ("repository", "place")
    rows = counted_by_month(these, zone, *apart, by_the_day=by_the_day)
    for start, kind, repository, place, number in rows:
        month = Month.of(start)
        counts.setdefault(month, Counter())[Kind(kind).family] += number
        projects.setdefault(month, set()).add(repository or place)
    return {month: MonthTotals(dict(counts[month]), len(projects[month])) for month in counts}


@dataclass(frozen=True, slots=True)
class FamilyTotals:
    """How many of each family, and how many of those are highlights."""

    counts: dict[Family, int]
    highlights: dict[Family, int]

    def total(self, families: tuple[Family, ...]) -> int:
        """How many of these families; of all, if none is named."""
        return sum(self.counts.get(family, 0) for family in families or tuple(Family))

    def highlighted(self, families: tuple[Family, ...]) -> int:
        """How many highlights of these families; of all, if none is named."""
        return sum(self.highlights.get(family, 0) for family in families or tuple(Family))


def totals_by_family(entries: EntryQuerySet, zone: tzinfo | None) -> FamilyTotals:
    """Contributions and highlights by family; without `zone`, every entry for itself. One query."""
    counts: Counter[Family] = Counter()
    highlights: Counter[Family] = Counter()
    number = contributions(zone) if zone else Count("pk")
    lit = Count("pk", filter=Q(annotation__is_highlighted=True))
    by_kind = entries.values_list(EFFECTIVE_KIND)
    grouped = by_kind.annotate(number=number, lit=lit).order_by()
    for kind, number, lit in grouped:
        counts[Kind(kind).family] += number
        highlights[Kind(kind).family] += lit
    return FamilyTotals(dict(counts), dict(highlights))


def projects(entries: EntryQuerySet) -> tuple[str, ...]:
    """The names of all projects and places, those with most entries first. One query."""
    grouped = (
        entries.values_list("repository__full_name", "place")
        .annotate(number=Count("pk"))
        .order_by("-number", "repository__full_name", "place")
    )
    names = (full_name or place for full_name, place, _ in grouped)
    return tuple(dict.fromkeys(name for name in names if name))


def years(entries: EntryQuerySet, zone: tzinfo) -> tuple[int, ...]:
    """Each year from that of the newest entry back to that of the oldest. One query."""
    ends = entries.aggregate(oldest=Min("occurred_at"), newest=Max("occurred_at"))
    if ends["oldest"] is None:
        return ()
    oldest, newest = (ends[end].astimezone(zone).year for end in ("oldest", "newest"))
    return tuple(range(newest, oldest - 1, -1))
