"""Facts of repositories: once when they are new, then daily; renames and privacy show only here.

Where strangers may look, at every sync: see `repositories.worn_out`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import structlog

from tracker.github import fetch
from tracker.github.answer import Unreadable
from tracker.github.batches import RepositoryBatch
from tracker.ingest import repositories
from tracker.ingest.enrich.batches import read_some
from tracker.ingest.visit import Visit

log = structlog.get_logger(__name__)

BATCH = 100  # repositories
# GitHub's own trouble; every other reason means that the repository is closed to us.
_SAY_NOTHING = {Unreadable.BROKEN, Unreadable.UNEXPLAINED}


def read(visit: Visit) -> Iterator[None]:
    """Bring the facts of the user's repositories up to date, yielding after each batch.

    One that GitHub cannot answer for is passed over until the next sync. Raises ShrinkError where
    it answers for none: that is an outage.
    """
    waiting = list(repositories.worn_out(visit.lease.run).values_list("node_id", flat=True))
    while waiting:
        waiting = waiting[_read_batch(visit, waiting[:BATCH]) :]
        yield


def _read_batch(visit: Visit, node_ids: Sequence[str]) -> int:
    """Read as many of the first as GitHub answers for; returns how many are done with."""
    reading = read_some(
        visit, node_ids, lambda ids: visit.ask(fetch.repositories, ids), what="facts"
    )
    if reading.told is None:
        log.warning("sync_repository_unanswered", repository=reading.stuck)
    else:
        _store(visit, reading.told)
    return len(reading.ids)


def _store(visit: Visit, told: RepositoryBatch) -> None:
    # Gone or closed to us: whoever saw it as public may no longer show it.
    closed = {s.node_id for s in told.skipped if s.reason not in _SAY_NOTHING}
    with visit.page("Reading about the projects"):
        repositories.store_facts(told.repositories, closed)
