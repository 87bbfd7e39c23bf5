"""The whole log, or the years and families that were asked for, as the document of a long PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, tzinfo
from itertools import groupby

from django.conf import settings
from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format

from accounts.models import User
from tracker.models import Entry, LogExport
from tracker.models.entry import EntryQuerySet
from tracker.present.line import diff_size, effective_kind, ref
from tracker.present.log_document import LogDocument, LogEntry, LogMonth, LogYear
from tracker.present.log_words import LogWords, log_words_in
from tracker.present.period import Month
from tracker.present.selection import of_families
from tracker.present.story import whole_story
from tracker.records import Family, Form, Landing, Paper, State

MAX_ENTRIES = 20_000
ROWS_AT_A_TIME = 500

Progress = Callable[[int], object]
"""Told how many entries have been read, every now and then; what it raises ends the reading."""


def entries_for(export: LogExport) -> EntryQuerySet:
    """The entries that a full log asks for, of those its reader may see. Runs no query.

    Without private ones, what a stranger may see; with them, all that its owner has not hidden.
    """
    own = Entry.objects.filter(user=export.user)
    seen = own.shown() if export.with_private else own.public()
    families = tuple(Family(family) for family in export.families)
    return of_families(_within(seen, export), families)


def years_of(owner: User) -> range:
    """The years over which a person's log runs, the newest first; none where it is empty."""
    span = Entry.objects.filter(user=owner).aggregate(Min("occurred_at"), Max("occurred_at"))
    if not span["occurred_at__min"]:
        return range(0)
    first, last = (moment.astimezone(owner.zone).year for moment in span.values())
    return range(last, first - 1, -1)


def log_document(export: LogExport, progress: Progress) -> LogDocument:
    """Read what `export` asks for, a few rows at a time, newest first."""
    with translation.override(export.language):
        return _document(export, progress)


def in_words(count: int, words: LogWords) -> str:
    """How many entries: "12,000 entries", in the active language's digits and separators."""
    if count == 1:
        return words.one_entry
    return words.entries.format(count=number_format(count, force_grouping=True))


def _within(entries: EntryQuerySet, export: LogExport) -> EntryQuerySet:
    zone = export.user.zone
    if export.first_year:
        entries = entries.filter(occurred_at__gte=Month(export.first_year, 1).starts_at(zone))
    if export.last_year:
        entries = entries.filter(occurred_at__lt=Month(export.last_year + 1, 1).starts_at(zone))
    return entries


def _document(export: LogExport, progress: Progress) -> LogDocument:
    words, user = log_words_in(export.language), export.user
    counts: Counter[Family] = Counter()
    rows = _read(entries_for(export), progress)
    years = tuple(_years(_entries(rows, export, words, counts)))
    return LogDocument(
        name=user.display_name,
        address=_address(user),
        span=_span(years, words),
        counts=tuple((words.families[family], count) for family, count in counts.most_common()),
        years=years,
        words=words,
        made_on=timezone.localdate(timezone=user.zone),
        language=export.language,
        paper=Paper(export.paper),
        is_private_copy=export.with_private,
    )


def _read(entries: EntryQuerySet, progress: Progress) -> Iterator[Entry]:
    rows = entries.for_lines().newest_first().iterator(chunk_size=ROWS_AT_A_TIME)
    for number, entry in enumerate(rows, start=1):
        yield entry
        if number % ROWS_AT_A_TIME == 0:
            progress(number)


def _entries(
    rows: Iterable[Entry], export: LogExport, words: LogWords, counts: Counter[Family]
) -> Iterator[LogEntry]:
    for row in rows:
        counts[effective_kind(row).family] += 1
        yield _entry(row, export.user.zone, words, with_story=export.with_stories)


def _years(entries: Iterable[LogEntry]) -> Iterator[LogYear]:
    for year, theirs in groupby(entries, key=lambda entry: entry.on.year):
        yield LogYear(str(year), tuple(_months(theirs)))


def _months(entries: Iterable[LogEntry]) -> Iterator[LogMonth]:
    for first, theirs in groupby(entries, key=lambda entry: entry.on.replace(day=1)):
        yield LogMonth(_month_name(first), tuple(theirs))


def _month_name(day: date) -> str:
    name = date_format(day, "YEAR_MONTH_FORMAT")
    return name[:1].upper() + name[1:]


def _span(years: tuple[LogYear, ...], words: LogWords) -> str:
    if not years:
        return ""
    first, last = years[-1].months[-1].name, years[0].months[0].name
    return first if first == last else words.span.format(first=first, last=last)


def _address(user: User) -> str:
    """The page where each line can be checked; "" while strangers may not look."""
    if not user.profile_is_public:
        return ""
    return settings.SITE_URL + reverse("tracker:profile", args=[user.handle])


def _entry(row: Entry, zone: tzinfo, words: LogWords, *, with_story: bool) -> LogEntry:
    return LogEntry(
        on=row.occurred_at.astimezone(zone).date(),
        what=words.forms[Form(row.form)],
        title=row.title or words.untitled,
        project=row.project or words.elsewhere,
        ref=ref(row),
        url=row.url,
        standing=", ".join(filter(None, (words.standings.get(_standing(row)), diff_size(row)))),
        story=whole_story(row) if with_story else "",
        mark=_mark(row, words),
    )


def _mark(row: Entry, words: LogWords) -> str:
    marks = (words.private if row.is_private else "", words.gone if row.tombstoned_at else "")
    return ", ".join(filter(None, marks))


def _standing(row: Entry) -> str:
    """The key, among the language's standings, of how an entry stands."""
    rules = (
        ("by_hand", row.is_by_hand),
        ("merged", row.landing == Landing.MERGED),
        ("landed", row.is_landed),
        ("co_authored", row.form == Form.COMMIT and row.is_co_author),
        ("draft", row.is_draft),
        ("", row.form == Form.ANSWER and row.state == State.COMMENTED),  # no more than it is
        ("not_planned", row.is_turned_down),
    )
    return next((key for key, holds in rules if holds), row.state)
