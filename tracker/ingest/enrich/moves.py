"""Open pull requests: whose move it is, read again when one of them moved, and once a week.

A conflict with the branch it is for, or a reviewer's change of mind, moves nothing by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from django.db.models import F, Q

from tracker.github import fetch
from tracker.ingest.enrich.batches import read_some
from tracker.ingest.visit import Visit
from tracker.models import Entry
from tracker.records import Form, Move, State

BATCH = 50  # pull requests
LASTS = timedelta(days=7)
A_TICK = timedelta(seconds=1)  # of GitHub's clock
_COLUMNS = ["next_move", "next_move_why", "next_move_since", "next_move_read_at"]


def read(visit: Visit) -> Iterator[None]:
    """Read what may have changed, newest first, yielding after each batch."""
    # What they claim was opened by somebody else, who has to act on it.
    opened = Entry.objects.filter(form=Form.PULL_REQUEST, claim="")
    theirs = opened.filter(user_id=visit.lease.run.user_id)
    is_unread = Q(next_move_read_at=None) | Q(next_move_read_at__lte=F("updated_at"))
    is_old = Q(next_move_read_at__lt=visit.now - LASTS)
    still_open = theirs.filter(is_unread | is_old, state=State.OPEN)
    waiting = still_open.within_reach(may_see_private=visit.may_keep_private).newest_first()
    while entries := list(waiting.only("node_id", "updated_at", *_COLUMNS)[:BATCH]):
        _read_batch(visit, entries)
        yield


def _read_batch(visit: Visit, entries: Sequence[Entry]) -> None:
    ids = [entry.node_id for entry in entries]
    reading = read_some(visit, ids, lambda some: visit.ask(fetch.next_moves, some))
    asked = entries[: len(reading.ids)]
    for entry in asked:
        found = reading.told.by_id.get(entry.node_id) if reading.told else None
        _put(entry, found)
        # After its last change by the list's word, or it would be due again at once.
        entry.next_move_read_at = max(visit.now, entry.updated_at + A_TICK)
    with visit.page("Reading whose move it is on your open pull requests"):
        Entry.objects.bulk_update(asked, _COLUMNS)


def _put(entry: Entry, found: Move | None) -> None:
    """What GitHub could not tell stays as it was."""
    if found is not None:
        entry.next_move, entry.next_move_why = found.whose, found.why
        entry.next_move_since = found.since
