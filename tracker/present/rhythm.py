"""The rhythm: months as columns, contributions as squares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import tzinfo

from tracker.models.entry import EntryQuerySet
from tracker.present.period import Month, this_month
from tracker.present.shares import apportion, per_mark
from tracker.present.totals import counted_by_month
from tracker.records import Family, Kind

ROWS = 8  # squares in a full column


@dataclass(frozen=True, slots=True)
class RhythmMonth:
    """One column: what was done in a month, and the squares that stand for it."""

    month: Month
    counts: Mapping[Family, int]
    cells: tuple[Family, ...]

    @property
    def total(self) -> int:
        """How many contributions."""
        return sum(self.counts.values())

    @property
    def words(self) -> str:
        """What the column says to those who do not see it: "3 code, 1 docs"."""
        said = [f"{count} {family.label.lower()}" for family, count in self.counts.items()]
        return ", ".join(said) or "no entries"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Some months in a row, oldest first."""

    months: tuple[RhythmMonth, ...]
    per_cell: int  # contributions that one square stands for

    @property
    def total(self) -> int:
        """Contributions in all months."""
        return sum(month.total for month in self.months)

    @property
    def active(self) -> int:
        """Months with at least one contribution."""
        return sum(1 for month in self.months if month.total)

    @property
    def mix(self) -> dict[Family, int]:
        """Contributions by family, over all months."""
        mix: Counter[Family] = Counter()
        for month in self.months:
            mix.update(month.counts)
        return dict(mix)

    @property
    def quiet(self) -> tuple[Month, ...]:
        """The months without any, after the first with some and before the current one."""
        months = [month.month for month in self.months if month.total]
        first = months[0] if months else self.months[-1].month
        past = self.months[:-1]
        return tuple(each.month for each in past if not each.total and each.month > first)


def rhythm(entries: EntryQuerySet, zone: tzinfo, months: int = 12) -> Rhythm:
    """The last `months` months of these entries, this month included. One query."""
    last = this_month(zone)
    first = last.plus(1 - months)
    counts = _counts(entries.filter(occurred_at__gte=first.starts_at(zone)), zone)
    busiest = max((sum(each.values()) for each in counts.values()), default=0)
    per_cell = per_mark(busiest, ROWS)
    columns = (_column(month, counts.get(month, {}), per_cell) for month in first.through(last))
    return Rhythm(tuple(columns), per_cell)


def _counts(entries: EntryQuerySet, zone: tzinfo) -> dict[Month, Counter[Family]]:
    counts: dict[Month, Counter[Family]] = defaultdict(Counter)
    for month, kind, number in counted_by_month(entries, zone):
        counts[Month.of(month)][Kind(kind).family] += number
    return counts


def _column(month: Month, counts: Mapping[Family, int], per_cell: int) -> RhythmMonth:
    in_order = {family: counts[family] for family in Family if counts.get(family)}
    seats = -(-sum(in_order.values()) // per_cell)
    return RhythmMonth(month, in_order, apportion(in_order, seats))
