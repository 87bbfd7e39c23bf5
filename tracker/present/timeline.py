"""The log as months of lines, one page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo
from itertools import groupby

from django.db.models import Min

from tracker.models import Entry
from tracker.models.entry import EntryQuerySet
from tracker.present.keyset import Place, from_place
from tracker.present.line import line
from tracker.present.period import Month, span_label, this_month
from tracker.present.rows import Row, rows_of, sitting_of
from tracker.present.totals import MonthTotals, totals_by_month
from tracker.records import Form

PAGE = 50  # entries


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
    """One page of the log. `older` is where the next page begins; None at the end.

    `shown` counts contributions; with every entry for itself, these are the entries.
    """

    months: tuple[MonthBlock, ...]
    older: Place | None
    older_month: Month | None
    shown: int
    is_full: bool


def timeline(
    entries: EntryQuerySet,
    zone: tzinfo,
    before: Place | None = None,
    *,
    folds: bool = True,
    by_the_day: bool = True,
) -> Timeline:
    """The page of entries after `before`, or the first. At most five queries, however many rows.

    With `folds`, neighbouring reviews of one project become one row, as do a day's commits, and the
    months in which nothing happened are named. With `by_the_day`, so do a day's comments.
    """
    page = from_place(entries, before) if before else entries
    found = list(page.for_lines().newest_first()[: PAGE + 1])
    shown, more = found[:PAGE], found[PAGE:]
    if more and by_the_day:
        shown, more = _with_whole_sittings(page, shown, more, zone)
    firsts = _first_landings(shown)
    blocks = _blocks(shown, firsts, zone, folds=folds, by_the_day=by_the_day)
    totals = _totals(entries, blocks, zone, by_the_day=by_the_day)
    return Timeline(
        months=_with_totals(blocks, totals, zone, before=before, names_quiet=folds),
        older=Place.after(shown[-1]) if more else None,
        older_month=_month(more[0], zone) if more else None,
        shown=_counted(shown, blocks, by_the_day=by_the_day),
        is_full=len(shown) >= PAGE,
    )


def _with_whole_sittings(
    page: EntryQuerySet, shown: list[Entry], more: list[Entry], zone: tzinfo
) -> tuple[list[Entry], list[Entry]]:
    """Let a page end where it cuts no sitting in two: later, but on the same day.

    Returns what the page shows, and the next entry after it, if any.
    """
    day = _day(shown[-1], zone)
    if _day(more[0], zone) != day:
        return shown, more
    open_sittings = {sitting_of(line(each, zone)) for each in shown if _day(each, zone) == day}
    if open_sittings == {""}:
        return shown, more
    behind = from_place(page, Place.after(shown[-1])).for_lines().newest_first()
    midnight = datetime.combine(day, time.min, tzinfo=zone)
    rest = list(behind.filter(occurred_at__gte=midnight))
    end = _reach(open_sittings, [sitting_of(line(each, zone)) for each in rest])
    return [*shown, *rest[:end]], rest[end : end + 1] or list(behind[len(rest) : len(rest) + 1])


def _reach(begun: set[str], following: Sequence[str]) -> int:
    """How many of the following are needed so that no begun sitting goes on behind them."""
    known, end = begun - {""}, 0
    for place, sitting in enumerate(following):
        if sitting in known:
            known |= set(following[end : place + 1]) - {""}
            end = place + 1
    return end


def _counted(
    shown: Sequence[Entry], blocks: Sequence[tuple[Month, tuple[Row, ...]]], *, by_the_day: bool
) -> int:
    """How many contributions a page shows, as `units` counts them."""
    if not by_the_day:
        return len(shown)
    lines = [each for _, rows in blocks for row in rows for each in row.lines]
    comments = [each for each in lines if each.form == Form.COMMENT]
    return len(lines) - len(comments) + len({(c.on, c.project, c.kind) for c in comments})


def _day(entry: Entry, zone: tzinfo) -> date:
    return entry.occurred_at.astimezone(zone).date()


def _month(entry: Entry, zone: tzinfo) -> Month:
    return Month.of(entry.occurred_at.astimezone(zone))


def _blocks(
    shown: Sequence[Entry], firsts: frozenset[int], zone: tzinfo, *, folds: bool, by_the_day: bool
) -> list[tuple[Month, tuple[Row, ...]]]:
    lines = [line(entry, zone) for entry in shown]
    by_month = groupby(lines, key=lambda each: Month.of(each.on))
    return [
        (month, rows_of(group, firsts, folds=folds, by_the_day=by_the_day))
        for month, group in by_month
    ]


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


def _totals(
    entries: EntryQuerySet,
    blocks: Sequence[tuple[Month, tuple[Row, ...]]],
    zone: tzinfo,
    *,
    by_the_day: bool,
) -> dict[Month, MonthTotals]:
    if not blocks:
        return {}
    oldest, newest = blocks[-1][0], blocks[0][0]
    return totals_by_month(entries, oldest, newest, zone, by_the_day=by_the_day)


def _with_totals(
    blocks: Sequence[tuple[Month, tuple[Row, ...]]],
    totals: dict[Month, MonthTotals],
    zone: tzinfo,
    *,
    before: Place | None,
    names_quiet: bool,
) -> tuple[MonthBlock, ...]:
    current = this_month(zone)
    cursor_month = Month.of(before.occurred_at.astimezone(zone)) if before else None
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
