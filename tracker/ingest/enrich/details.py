"""Details of landed pull requests: which files they changed, and which issues they closed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.github import fetch
from tracker.github.batches import DetailsBatch
from tracker.ingest import gaps, rows
from tracker.ingest.enrich.batches import Pace, gaps_in, newest_first, read_some
from tracker.ingest.visit import Visit
from tracker.models import Entry
from tracker.records import Form

BATCH = 25  # pull requests, for one point; each costs GitHub the computation of a diff


def read(visit: Visit) -> Iterator[None]:
    """Read what is missing, newest first, yielding after each batch."""
    owner = visit.lease.run.user_id
    theirs = Entry.objects.within_reach(may_see_private=visit.may_keep_private)
    landed = theirs.filter(user_id=owner, form=Form.PULL_REQUEST, enriched_at=None)
    known_gaps = gaps.resting(visit.streams[Form.PULL_REQUEST])
    waiting = landed.exclude(landing="").exclude(node_id__in=known_gaps)
    pace = Pace(BATCH)
    for entries in newest_first(waiting, pace):
        pace.met(_read_batch(visit, entries))
        yield


def _read_batch(visit: Visit, entries: Sequence[Entry]) -> int:
    """Read about as many of the first as GitHub answers for; returns how many."""
    ids = [entry.node_id for entry in entries]
    reading = read_some(visit, ids, lambda some: visit.ask(fetch.details, some), what="details")
    skipped = gaps_in(reading)
    unread = {gap.node_id for gap in skipped}
    known = [e for e in entries if e.node_id in reading.ids and e.node_id not in unread]
    if reading.told:
        _fill_in(known, reading.told)
    with visit.page("Reading which files your pull requests changed"):
        rows.update(known, ["paths", "closing_issues", "kind", "kind_rule"], visit.now)
        gaps.close_gaps(visit.streams[Form.PULL_REQUEST], reading.ids)
        gaps.note_gaps(visit.streams[Form.PULL_REQUEST], skipped)
    return len(reading.ids)


def _fill_in(entries: Sequence[Entry], told: DetailsBatch) -> None:
    for entry in entries:
        found = told.by_id.get(entry.node_id)
        if found:
            entry.paths = list(found.paths)
            entry.closing_issues = [dict(issue) for issue in found.closing_issues]
            rows.classify(entry)
