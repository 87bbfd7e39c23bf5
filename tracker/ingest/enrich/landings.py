"""Closed pull requests that may have landed all the same: what their evidence is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from django.db.models import F, Q

from tracker.github import fetch
from tracker.ingest import candidates, gaps, rows
from tracker.ingest.enrich.batches import Pace, gaps_in, newest_first, read_some
from tracker.ingest.enrich.citations import AFTERWARDS, Citations
from tracker.ingest.visit import Visit
from tracker.models import Entry
from tracker.models.entry import EntryQuerySet
from tracker.records import Form, LandingEvidence, State

BATCH = 100  # pull requests, for one point
RETEST = timedelta(days=1)  # evidence may come after the closing: a label, a commit


def read(visit: Visit) -> Iterator[None]:
    """Test what was closed and may have landed, newest first, yielding after each batch."""
    waiting = _untested(visit)
    citations = Citations(visit, waiting)
    pace = Pace(BATCH)
    for entries in newest_first(waiting.select_related("repository"), pace):
        pace.met(_read_batch(visit, entries, citations))
        yield


def _untested(visit: Visit) -> EntryQuerySet:
    """Keep what was never tested, and daily what was closed so lately that evidence may follow."""
    owner = visit.lease.run.user_id
    theirs = Entry.objects.within_reach(may_see_private=visit.may_keep_private)
    closed = theirs.filter(user_id=owner, form=Form.PULL_REQUEST, state=State.CLOSED)
    may_follow = Q(enriched_at__lt=visit.now - RETEST, closed_at__gt=F("enriched_at") - AFTERWARDS)
    untested = closed.filter(Q(enriched_at=None) | may_follow, landing="")
    known_gaps = gaps.resting(visit.streams[Form.PULL_REQUEST])
    return untested.exclude(node_id__in=known_gaps)


def _read_batch(visit: Visit, entries: Sequence[Entry], citations: Citations) -> int:
    """Test about as many of the first as GitHub answers for; returns how many."""
    ids = [entry.node_id for entry in entries]
    reading = read_some(
        visit, ids, lambda some: visit.ask(fetch.landing_evidence, some), what="landings"
    )
    by_id = reading.told.by_id if reading.told else {}
    shown = [entry for entry in entries if entry.node_id in by_id]
    found = {entry.pk: by_id[entry.node_id] for entry in shown}
    put_by = {entry.pk: told for entry in shown if (told := candidates.kept(entry))}
    found |= {pk: told for pk, told in put_by.items() if not found[pk].how}
    cited = citations.of([entry for entry in shown if not found[entry.pk].how])
    unread = [*gaps_in(reading), *cited.skipped]
    gone = {gap.node_id for gap in unread}
    tested = [entry for entry in shown if entry.node_id not in gone]
    with visit.page("Looking for closed pull requests that landed another way"):
        _store(visit, tested, found | cited.found)
        gaps.close_gaps(visit.streams[Form.PULL_REQUEST], reading.ids)
        gaps.note_gaps(visit.streams[Form.PULL_REQUEST], unread)
    return len(reading.ids)


def _store(visit: Visit, entries: Sequence[Entry], found: Mapping[int, LandingEvidence]) -> None:
    for entry in entries:
        rows.land(entry, found[entry.pk])
    landed = [entry for entry in entries if entry.is_landed]
    rows.update(landed, rows.LANDING, None)  # their details come next
    rows.update([entry for entry in entries if not entry.is_landed], [], visit.now)
