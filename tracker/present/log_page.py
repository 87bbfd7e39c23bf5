"""Everything that the page of the log says."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from tracker.models import Entry
from tracker.models.entry import EntryQuerySet
from tracker.present.filters import Filters, filters, query_of
from tracker.present.keyset import Place
from tracker.present.prompts import Prompts, prompts
from tracker.present.rhythm import Rhythm, rhythm
from tracker.present.selection import Selection, narrow, of_families
from tracker.present.timeline import Timeline, timeline
from tracker.present.totals import projects, totals_by_family, years
from tracker.present.units import rule


@dataclass(frozen=True, slots=True)
class LogRows:
    """Some rows of the log, and the address of those that follow."""

    timeline: Timeline
    query: str  # the filters that are set, as an address

    @property
    def older_query(self) -> str:
        """The address of the next page."""
        place = f"before={self.timeline.older}"
        return f"{self.query}&{place}" if self.query else place


@dataclass(frozen=True, slots=True)
class LogPage(LogRows):
    """The log with its filters and its rail. `total` counts what the filters found."""

    filters: Filters
    total: int
    rhythm: Rhythm
    prompts: Prompts
    newest_id: int  # of all entries when the page was made; those that come later are larger
    has_entries: bool
    is_first: bool
    rule: str  # by which comments are counted; empty where there are none

    @property
    def earlier(self) -> int:
        """Contributions after those on the first page."""
        return self.total - self.timeline.shown

    @property
    def is_full(self) -> bool:
        """Whether new entries need to be asked for, rather than fill up the page."""
        filtered = not self.filters.selection.is_everything
        return filtered or not self.is_first or self.timeline.is_full


def log_page(owner: User, selection: Selection, before: Place | None = None) -> LogPage:
    """One whole page of a person's log. At most sixteen queries, however many entries."""
    entries = Entry.objects.filter(user=owner)
    found = narrow(entries, selection, owner.zone)
    totals = totals_by_family(found, owner.zone if selection.is_by_the_day else None)
    newest = entries.order_by("-pk").values_list("pk", flat=True).first()
    return LogPage(
        timeline=_rows(found, owner, selection, before),
        query=query_of(selection),
        filters=filters(selection, totals, projects(entries), years(entries, owner.zone)),
        total=totals.total(selection.families),
        rhythm=rhythm(entries.shown(), owner.zone),
        prompts=prompts(entries, owner.zone),
        newest_id=newest or 0,
        has_entries=newest is not None,
        is_first=before is None,
        rule=rule(entries.shown()),
    )


def older_rows(owner: User, selection: Selection, before: Place) -> LogRows:
    """The rows that follow a place. At most five queries, however many entries."""
    found = narrow(Entry.objects.filter(user=owner), selection, owner.zone)
    return LogRows(_rows(found, owner, selection, before), query_of(selection))


def _rows(
    found: EntryQuerySet, owner: User, selection: Selection, before: Place | None
) -> Timeline:
    chosen = of_families(found, selection.families)
    folds = selection.is_everything
    return timeline(chosen, owner.zone, before, folds=folds, by_the_day=selection.is_by_the_day)
