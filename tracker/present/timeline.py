"""The log as months of lines, one page at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby

from django.db.models import Min

from tracker.models import Entry
from tracker.models.entry import EntryQuerySet
from tracker.present.keyset import Place, from_place
from tracker.present.line import Line, line
from tracker.present.period import Month, span_label, this_month
from tracker.present.totals import MonthTotals, totals_by_month
from tracker.records import Form

PAGE = 50  # entries
_FEWEST_TO_FOLD = 2
_FOLDED = {Form.REVIEW: "reviews", Form.COMMIT: "commits"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line, or several alike of one project folded into one. Newest first."""

    lines: tuple[Line, ...]
    is_first_landing: bool = False

    @property
    def is_fold(self) -> bool:
        """Whether it stands for several."""
        return len(self.lines) > 1

    @property
    def noun(self) -> str:
        """What a fold holds: "reviews"."""
        return _FOLDED.get(self.newest.form, "contributions")

    @property
    def newest(self) -> Line:
        """The line itself; of a fold, its newest."""
        return self.lines[0]

    @property
    def first_day(self) -> date:
        """The day of the oldest line."""
        return self.lines[-1].on

    @property
    def last_day(self) -> date:
        """The day of the newest line."""
        return self.lines[0].on


@dataclass(frozen=True, slots=True)
class MonthBlock:
    """A month's rows on this page, and the totals of the whole month."""

    month: Month
    rows: tuple[Row, ...]
    totals: MonthTotals
    is_current: bool
    continues: bool  # began on the page before
    quiet_after: str  # the months without entries between this one and the next newer one


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of the log. `older` is where the next page begins; None at the end."""

    months: tuple[MonthBlock, ...]
    older: Place | None
    older_month: Month | None
    shown: int


def timeline(
    entries: EntryQuerySet, zone: tzinfo, before: Place | None = None, *, folds: bool = True
) -> Timeline:
    """The page of entries after `before`, or the first. Three queries, however many rows.

    With `folds`, neighbouring reviews of one project become one row, as do a day's commits, and the
    months in which nothing happened are named.
    """
    page = from_place(entries, before) if before else entries
    found = list(page.for_lines().newest_first()[: PAGE + 1])
    shown, more = found[:PAGE], found[PAGE:]
    firsts = _first_landings(shown)
    blocks = _blocks(shown, firsts, zone, folds=folds)
    return Timeline(
        months=_with_totals(entries, blocks, zone, before=before, names_quiet=folds),
        older=Place.after(shown[-1]) if more else None,
        older_month=_month(more[0], zone) if more else None,
        shown=len(shown),
    )


def _month(entry: Entry, zone: tzinfo) -> Month:
    return Month.of(entry.occurred_at.astimezone(zone))


def _blocks(
    shown: Sequence[Entry], firsts: frozenset[int], zone: tzinfo, *, folds: bool
) -> list[tuple[Month, tuple[Row, ...]]]:
    lines = [line(entry, zone) for entry in shown]
    by_month = groupby(lines, key=lambda each: Month.of(each.on))
    return [(month, tuple(_rows(group, firsts, folds=folds))) for month, group in by_month]


def _rows(lines: Iterable[Line], firsts: frozenset[int], *, folds: bool) -> Iterable[Row]:
    for key, group in groupby(lines, key=_fold_key):
        run = tuple(group)
        if folds and key and len(run) >= _FEWEST_TO_FOLD:
            yield Row(run)
        else:
            yield from (Row((each,), each.entry_id in firsts) for each in run)


def _fold_key(each: Line) -> tuple[object, ...]:
    """What neighbours share when they fold, where nobody has marked them: a project, or its day."""
    is_plain = not each.is_highlighted and bool(each.question)
    if each.form not in _FOLDED or not is_plain:
        return ()
    day = each.on if each.form == Form.COMMIT else None
    return each.form, each.project, day


def _first_landings(shown: Sequence[Entry]) -> frozenset[int]:
    """The ids of shown pull requests that were the first to land in their repository."""
    landed = [each for each in shown if each.landing and each.form == Form.PULL_REQUEST]
    firsts: dict[int | None, datetime] = dict(
        Entry.objects.filter(user__in={each.user_id for each in landed}, form=Form.PULL_REQUEST)
        .filter(repository__in={each.repository_id for each in landed})
        .exclude(landing="")
        .values_list("repository")
        .annotate(first=Min("landed_at"))
    )
    return frozenset(each.pk for each in landed if each.landed_at == firsts.get(each.repository_id))


def _with_totals(
    entries: EntryQuerySet,
    blocks: Sequence[tuple[Month, tuple[Row, ...]]],
    zone: tzinfo,
    *,
    before: Place | None,
    names_quiet: bool,
) -> tuple[MonthBlock, ...]:
    if not blocks:
        return ()
    current = this_month(zone)
    cursor_month = Month.of(before.occurred_at.astimezone(zone)) if before else None
    totals = totals_by_month(entries, blocks[-1][0], blocks[0][0], zone)
    newer = [cursor_month, *(month for month, _ in blocks)]
    return tuple(
        MonthBlock(
            month,
            rows,
            totals[month],
            is_current=month == current,
            continues=month == cursor_month,
            quiet_after=_quiet_between(month, next_newer) if names_quiet else "",
        )
        for (month, rows), next_newer in zip(blocks, newer, strict=False)
    )


def _quiet_between(older: Month, newer: Month | None) -> str:
    if newer is None or older.plus(1) >= newer:
        return ""
    return span_label(older.plus(1), newer.plus(-1))
