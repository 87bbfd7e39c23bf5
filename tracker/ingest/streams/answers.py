"""The stream of comments in other people's discussions, and of answers among them.

GitHub lists them in no order that could be asked for, so what moved is told by two counts, and the
whole list is read again. What no count tells, an edit or another comment chosen in place of this
one, is found by reading it once a week.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tracker.github import fetch
from tracker.github.pages import Order, Page, Probe
from tracker.ingest import passes
from tracker.ingest.streams import lists
from tracker.ingest.visit import Visit
from tracker.models import Phase, SyncStream

READ_AGAIN_EVERY = timedelta(days=7)


def read(visit: Visit, stream: SyncStream) -> Iterator[None]:
    """Read the whole list, from the place where the last walk stopped."""
    if stream.phase == Phase.INCREMENTAL:
        passes.start_over(stream)
    return lists.backfill(visit, stream, _in_githubs_order(visit, stream))


def has_moved(visit: Visit, stream: SyncStream, probe: Probe) -> bool:
    """Whether the counts are not those of the last pass, or it is time to read it all again."""
    if stream.watermark is None or stream.watermark < visit.now - READ_AGAIN_EVERY:
        return True
    now = _counts(probe.counts.discussion_comments, probe.counts.answers)
    return None in now.values() or now != stream.counted


def _in_githubs_order(visit: Visit, stream: SyncStream) -> lists.FetchPage:
    def page(size: int, cursor: str, order: Order) -> Page:
        told = visit.ask(
            fetch.discussion_comments, visit.user_id, size=size, cursor=cursor, order=order
        )
        if stream.started_at is None:
            stream.counted = _counts(told.page.total, told.answers)
        return told.page

    return page


def _counts(comments: int | None, answers: int | None) -> dict[str, int | None]:
    return {"comments": comments, "answers": answers}
