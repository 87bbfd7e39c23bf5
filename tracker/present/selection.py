"""Which part of a log is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q, QuerySet
from django.db.models.lookups import In

from tracker.models import Entry
from tracker.models.entry import EFFECTIVE_KIND, EntryQuerySet
from tracker.present.period import MONTHS_IN_A_YEAR, Month, this_month
from tracker.records import Family, Form, Labelled, NextMove, State, kinds_of

LAST_TWELVE_MONTHS = "12-months"
_LARGEST_NUMBER = 2**63 - 1  # what the column can hold


class Standing(Labelled):
    """How things stand, in the words that a reader asks for."""

    LANDED = "landed"
    OPEN = "open"
    CLOSED = "closed", "Closed, not landed"
    YOUR_MOVE = "your-move", "Your move"
    GONE = "gone", "No longer on GitHub"


@dataclass(frozen=True, slots=True)
class Selection:
    """The filters of the log; empty ones ask for nothing."""

    text: str = ""
    families: tuple[Family, ...] = ()
    project: str = ""
    standing: Standing | None = None
    when: str = ""  # a year, or LAST_TWELVE_MONTHS
    highlighted: bool = False
    hidden: bool = False

    @property
    def is_everything(self) -> bool:
        """Whether no filter is set."""
        return self == Selection()

    @property
    def is_by_the_day(self) -> bool:
        """Whether comments are shown by the day, rather than looked for one by one."""
        return not (self.text or self.highlighted or self.hidden)


def narrow(entries: EntryQuerySet, selection: Selection, zone: tzinfo) -> EntryQuerySet:
    """The entries that a selection asks for, its families left aside. Runs no query."""
    found = entries.filter(annotation__is_hidden=True) if selection.hidden else entries.shown()
    if selection.highlighted:
        found = found.highlighted()
    if selection.project:
        found = found.filter(_of_project(selection.project))
    if selection.standing:
        found = found.filter(_STANDS[selection.standing])
    if selection.when:
        found = found.filter(_in_period(selection.when, zone))
    return found.filter(pk__in=_saying(entries, selection.text)) if selection.text else found


def of_families(entries: EntryQuerySet, families: tuple[Family, ...]) -> EntryQuerySet:
    """The entries whose kind is of one of these families; all, if none is named."""
    if not families:
        return entries
    kinds = [kind for family in families for kind in kinds_of(family)]
    return entries.filter(In(EFFECTIVE_KIND, kinds))


_STANDS = {
    Standing.LANDED: ~Q(landing="") | Q(form=Form.COMMIT),
    Standing.OPEN: Q(state=State.OPEN),
    Standing.CLOSED: Q(state=State.CLOSED, landing=""),
    Standing.YOUR_MOVE: Q(state=State.OPEN, next_move=NextMove.YOU, tombstoned_at=None),
    Standing.GONE: Q(tombstoned_at__isnull=False),
}


def _of_project(name: str) -> Q:
    return Q(repository__full_name=name) | Q(repository=None, place=name)


def _in_period(when: str, zone: tzinfo) -> Q:
    if when == LAST_TWELVE_MONTHS:
        first = this_month(zone).plus(1 - MONTHS_IN_A_YEAR)
        return Q(occurred_at__gte=first.starts_at(zone))
    january = Month(int(when), 1)
    end = january.plus(MONTHS_IN_A_YEAR)
    return Q(occurred_at__gte=january.starts_at(zone), occurred_at__lt=end.starts_at(zone))


def _saying(entries: EntryQuerySet, text: str) -> QuerySet[Entry, Any]:
    """Titles, places and stories by full text; projects by part of their name; #12 by number.

    https://www.postgresql.org/docs/current/textsearch-controls.html describes `websearch`. A union,
    because one condition over three tables could use none of their indexes.
    """
    query = SearchQuery(text, config="simple", search_type="websearch")
    ways = [
        Q(annotation__search=query),
        Q(repository__full_name__icontains=text),
        *_of_number(text.removeprefix("#")),
    ]
    ids = entries.values("pk")
    return ids.filter(search=query).union(*map(ids.filter, ways))


def _of_number(text: str) -> list[Q]:
    is_number = text.isdecimal() and int(text) <= _LARGEST_NUMBER
    return [Q(number=int(text))] if is_number else []
