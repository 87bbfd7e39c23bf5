"""Facts of repositories: once when they are new, then daily; renames and privacy show only here.

Where strangers may look, at every sync: see `repositories.worn_out`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import structlog

from tracker.github import fetch
from tracker.github.answer import Unreadable
from tracker.github.errors import ShrinkError
from tracker.ingest import repositories
from tracker.ingest.enrich.batches import read_in_halves
from tracker.ingest.visit import Visit

log = structlog.get_logger(__name__)

BATCH = 100  # repositories
# GitHub's own trouble; every other reason means that the repository is closed to us.
_SAY_NOTHING = {Unreadable.BROKEN, Unreadable.UNEXPLAINED}


def read(visit: Visit) -> Iterator[None]:
    """Bring the facts of the user's repositories up to date, yielding after each batch.

    One that GitHub cannot answer for is passed over until the next sync. Raises ShrinkError where
    it cannot for two in a row: that is an outage.
    """
    waiting = list(repositories.worn_out(visit.lease.run).values_list("node_id", flat=True))
    was_answered = True
    while waiting:
        try:
            done = _read_batch(visit, waiting[:BATCH])
            was_answered = True
        except ShrinkError:
            if not was_answered:
                raise
            log.warning("sync_repository_unanswered", repository=waiting[0])
            done, was_answered = 1, False
        waiting = waiting[done:]
        yield


def _read_batch(visit: Visit, node_ids: Sequence[str]) -> int:
    """Read about as many of the first as GitHub answers for; returns how many."""
    asked, told = read_in_halves(node_ids, lambda ids: visit.ask(fetch.repositories, ids))
    # Gone or closed to us: whoever saw it as public may no longer show it.
    closed = {s.node_id for s in told.skipped if s.reason not in _SAY_NOTHING}
    with visit.page("Reading about the projects"):
        repositories.store_facts(told.repositories, closed)
    return len(asked)
