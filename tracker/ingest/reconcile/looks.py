"""One look at a batch of entries by id, and what follows from it for each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.github import fetch
from tracker.github.batches import Sighting
from tracker.ingest import repositories
from tracker.ingest.claim import Tally
from tracker.ingest.enrich.batches import read_some
from tracker.ingest.reconcile.rereading import Reread, reread
from tracker.ingest.store import store
from tracker.ingest.visit import Visit
from tracker.models import Entry


@dataclass(frozen=True, slots=True)
class Look:
    """What GitHub said of the entries `asked`: not always of all that it was asked for."""

    asked: tuple[Entry, ...]
    seen: dict[str, Sighting]
    missing: tuple[Entry, ...]
    news: tuple[Reread, ...]

    @property
    def unknown(self) -> tuple[Entry, ...]:
        """Those of which it said neither that they are there nor that they are not."""
        said = {*self.seen, *(entry.node_id for entry in self.missing)}
        return tuple(entry for entry in self.asked if entry.node_id not in said)


def look(visit: Visit, entries: Sequence[Entry]) -> Look:
    """Ask after as many of the first entries as GitHub answers for; what changed is read again."""
    if not entries:
        return Look((), {}, (), ())
    ids = [entry.node_id for entry in entries]
    reading = read_some(visit, ids, lambda some: visit.ask(fetch.sightings, some))
    asked = tuple(entries[: len(reading.ids)])
    seen = dict(reading.told.by_id) if reading.told else {}
    missing = reading.told.missing if reading.told else frozenset[str]()
    changed = [e for e in asked if e.node_id in seen and has_changed(e, seen[e.node_id])]
    return Look(
        asked=asked,
        seen=seen,
        missing=tuple(entry for entry in asked if entry.node_id in missing),
        news=tuple(reread(visit, changed)),
    )


def has_changed(entry: Entry, now: Sighting) -> bool:
    """Whether it is to be read again; a copy older than what we have is a lagging one."""
    if now.updated_at is not None and now.updated_at < entry.updated_at:
        return False
    is_newer = now.updated_at is not None and now.updated_at > entry.updated_at
    has_turned = now.state is not None and now.state != entry.state
    has_moved = entry.repository is not None and (
        entry.repository.node_id != now.repository.node_id
    )
    return is_newer or has_turned or has_moved


def keep_sightings(visit: Visit, told: Look, tally: Tally) -> None:
    """Put down what was seen: names and privacy of places, what changed, and that nothing is gone.

    Runs inside the caller's transaction.
    """
    repositories.rows_of(sighting.repository for sighting in told.seen.values())
    for news in told.news:
        tally.found += len(news.records)
        tally.stored += store(
            visit.streams[news.form],
            news.records,
            news.skipped,
            may_keep_private=visit.may_keep_private,
        )
    forgive(entry for entry in told.asked if entry.node_id in told.seen)


def forgive(entries: Iterable[Entry]) -> None:
    """Count nothing against them any more."""
    marked = [entry.pk for entry in entries if entry.missed_at or entry.tombstoned_at]
    if marked:
        Entry.objects.filter(pk__in=marked).update(missed_at=None, tombstoned_at=None)
