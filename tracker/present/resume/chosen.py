"""Which entries a résumé shows, in its owner's order, and which of them it cannot."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from accounts.models import User
from tracker.models import Entry, Resume
from tracker.models.entry import EntryQuerySet
from tracker.present.drafts import draft
from tracker.present.line import ref
from tracker.present.story import annotation_of
from tracker.present.words import Words, words_in
from tracker.present.worth import best_first
from tracker.records import Form, Labelled
from tracker.resume_content.content import Item

UNCHOSEN = 5  # how many of the best stand in while nothing is highlighted
_SPARE = 3  # times as many are read, for some may read alike
MAX_HIGHLIGHTS = 400  # more than a document of 40 projects can hold


class Absence(Labelled):
    """Why an entry cannot stand on a résumé now; it comes back by itself."""

    GONE = "gone", "no longer on GitHub"
    PRIVATE = "private", "private at GitHub"
    HIDDEN = "hidden", "hidden in your log"
    UNCHECKED = "unchecked", "not confirmed by GitHub lately"


@dataclass(frozen=True, slots=True)
class ChosenEntry:
    """An item with its entry, and why it cannot be shown where that is so."""

    item: Item
    entry: Entry
    absence: Absence | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """What stands on a résumé, in order. `is_by_rule` where nobody chose, so the best stand in."""

    entries: tuple[ChosenEntry, ...]
    is_by_rule: bool = False


def chosen(resume: Resume, *, with_absent: bool = False) -> Chosen:
    """The entries of `resume`: its own items, else the highlights, else the best by rule.

    Only what a stranger may see, and `with_absent` also the items that cannot be shown.
    """
    items = resume.content.items
    if items is None:
        return _followed(resume)
    by_id = {item.entry_id: item for item in items}
    shown = {entry.pk: entry for entry in _entries(resume.user, by_id).public()}
    unseen = by_id.keys() - shown.keys() if with_absent else ()
    absent = {entry.pk: entry for entry in _entries(resume.user, unseen)} if unseen else {}
    rows = (_row(item, shown, absent) for item in by_id.values())
    return Chosen(tuple(filter(None, rows)))


def _row(item: Item, shown: Mapping[int, Entry], absent: Mapping[int, Entry]) -> ChosenEntry | None:
    """The row of `item`; None where its entry is in neither."""
    if item.entry_id in shown:
        return ChosenEntry(item, shown[item.entry_id])
    entry = absent.get(item.entry_id)
    return ChosenEntry(item, entry, _absence(entry)) if entry else None


def _followed(resume: Resume) -> Chosen:
    """What is highlighted, newest first, or else the best; nothing that would read alike twice."""
    words = words_in(resume.content.language)
    showable = Entry.objects.filter(user=resume.user).public()
    highlights = list(showable.highlighted().for_bullets().newest_first()[:MAX_HIGHLIGHTS])
    entries = _unlike(highlights, words) if highlights else _best(showable, words)
    rows = tuple(ChosenEntry(Item(entry.pk), entry) for entry in entries)
    return Chosen(rows, is_by_rule=not highlights)


def _best(showable: EntryQuerySet, words: Words) -> list[Entry]:
    work = showable.exclude(form=Form.COMMENT)  # a remark is no bullet, unless its owner says so
    ranked = [*best_first(work).values_list("pk", flat=True)[: UNCHOSEN * _SPARE]]
    rows = {entry.pk: entry for entry in showable.filter(pk__in=ranked).for_bullets()}
    best = _unlike((rows[pk] for pk in ranked if pk in rows), words)[:UNCHOSEN]
    return sorted(best, key=lambda entry: (entry.occurred_at, entry.pk), reverse=True)


def _unlike(entries: Iterable[Entry], words: Words) -> list[Entry]:
    """`entries` without those of one thread that are drafted as an earlier one of it is.

    Comments of two days on one issue are two entries of the log and a single bullet.
    """
    first: dict[object, Entry] = {}
    for entry in entries:
        thread = (entry.repository_id, entry.place, ref(entry)) if ref(entry) else entry.pk
        first.setdefault((thread, draft(entry, words)), entry)
    return list(first.values())


def _entries(user: User, ids: Collection[int]) -> EntryQuerySet:
    return Entry.objects.filter(user=user, pk__in=ids).for_bullets()


def _absence(entry: Entry) -> Absence:
    if entry.tombstoned_at:
        return Absence.GONE
    if entry.is_private:
        return Absence.PRIVATE
    return Absence.HIDDEN if annotation_of(entry).is_hidden else Absence.UNCHECKED
