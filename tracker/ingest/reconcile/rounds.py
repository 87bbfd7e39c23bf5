"""Weekly, is everything in the log still at GitHub? A round through it by id, 100 at a time.

What GitHub says is not there has missed once. If it is not there either when it is looked at again
a day or more later, under the same scopes, it becomes a tombstone, which its owner goes on seeing.
Whatever else keeps GitHub from showing something counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import structlog

from tracker.ingest.reconcile.looks import Look, forgive, keep_sightings, look
from tracker.ingest.visit import BACKFILL_RESERVE, ReserveReachedError, Visit
from tracker.models import Entry, Reconciliation
from tracker.models.entry import EntryQuerySet
from tracker.records import Form, Source

log = structlog.get_logger(__name__)

EVERY = timedelta(days=7)
AGAIN = timedelta(hours=24)  # at least, between two looks that both count
BATCH = 100  # contributions; what GitHub allows
FEW = 10  # so many may vanish from any log, however short
FORMS = (
    *(Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW, Form.COMMENT),
    *(Form.DISCUSSION, Form.ANSWER, Form.COMMIT, Form.RELEASE),
)
_NEWEST = 2**63 - 1
_DOING = "Checking that everything is still on GitHub"


def read(visit: Visit) -> Iterator[None]:
    """Go on with what is due, yielding after each batch.

    It can wait: where the hour's requests run short, the rest is left to the next sync.
    """
    course = _course(visit)
    visit.reserve = BACKFILL_RESERVE
    try:
        if course.place is None and not course.doubted:
            yield from _look_again(visit)
        if course.place is not None or visit.now >= course.ended_at + EVERY:
            yield from _go_round(visit, course)
    except ReserveReachedError:
        log.info("sync_reconciliation_put_off", place=course.place)


def asked_about(owner_id: int, *, may_see_private: bool) -> EntryQuerySet:
    """What can be asked after by id: not what only a permission showed that we no longer have."""
    theirs = Entry.objects.filter(user_id=owner_id, source=Source.GITHUB, form__in=FORMS)
    return theirs if may_see_private else theirs.not_frozen()


def _course(visit: Visit) -> Reconciliation:
    """The user's reconciliation, begun if need be; after a change of scopes it counts anew."""
    owner, scopes = visit.lease.run.user_id, " ".join(sorted(visit.connection.scopes))
    known = Reconciliation.objects.filter(user_id=owner).first()
    course = known or Reconciliation(user_id=owner, ended_at=visit.now)
    if known is None or known.scopes != scopes:
        course.scopes, course.doubted = scopes, 0
        with visit.lease.held():
            Entry.objects.filter(user_id=owner).missed().update(missed_at=None)
            course.save()
    return course


def _look_again(visit: Visit) -> Iterator[None]:
    """Look once more at what was missing a day ago or earlier, until none of it is left."""
    due = _entries(visit).missed().filter(missed_at__lte=visit.now - AGAIN)
    while entries := list(due[:BATCH]):
        told = look(visit, entries)
        with visit.page(_DOING) as tally:
            keep_sightings(visit, told, tally)
            forgive(told.unknown)
            gone = Entry.objects.filter(pk__in=[entry.pk for entry in told.missing])
            gone.update(tombstoned_at=visit.now)
        yield


def _go_round(visit: Visit, course: Reconciliation) -> Iterator[None]:
    """Walk from the row that was reached, or the newest one, to the oldest."""
    place: int | None = _NEWEST if course.place is None else course.place
    while place is not None:
        entries = list(_entries(visit).filter(pk__lt=place)[:BATCH])
        told = look(visit, entries)
        is_last = len(told.asked) == len(entries) < BATCH
        place = None if is_last else told.asked[-1].pk
        _commit(visit, course, told, place)
        yield


def _commit(visit: Visit, course: Reconciliation, told: Look, place: int | None) -> None:
    with visit.page(_DOING) as tally:
        keep_sightings(visit, told, tally)
        missing = Entry.objects.filter(pk__in=[entry.pk for entry in told.missing], missed_at=None)
        missing.update(missed_at=visit.now)
        course.place = place
        if place is None:
            course.ended_at, course.doubted = visit.now, _doubted(visit)
        course.save()


def _doubted(visit: Visit) -> int:
    """How many are missing, where that is most of the log: then GitHub is more likely at fault."""
    there = _entries(visit).filter(tombstoned_at=None)
    missing, everything = there.missed().count(), there.count()
    is_doubtful = missing > FEW and missing * 2 > everything
    if is_doubtful:
        log.warning("sync_mass_disappearance", missing=missing, of=everything)
    return missing if is_doubtful else 0


def _entries(visit: Visit) -> EntryQuerySet:
    mine = asked_about(visit.lease.run.user_id, may_see_private=visit.may_keep_private)
    return mine.select_related("repository").defer("body", "search").order_by("-pk")
