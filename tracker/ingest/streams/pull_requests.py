"""The stream of pull requests."""

from __future__ import annotations

from collections.abc import Iterator

from tracker.github import fetch
from tracker.github.errors import ShrinkError
from tracker.github.pages import Order, Page, Probe
from tracker.ingest import passes
from tracker.ingest.sizes import sized
from tracker.ingest.streams import lists
from tracker.ingest.visit import Visit
from tracker.models import Phase, SyncStream

# A walk by last change cannot be resumed; past this, a full walk that can be is the surer way.
MOST_PAGES_TO_CATCH_UP = 10


def read(visit: Visit, stream: SyncStream) -> Iterator[None]:
    """Bring the stream up to date, yielding after what may be followed by a pause."""
    if stream.phase == Phase.INCREMENTAL:
        _catch_up(visit, stream)
        yield
    if stream.phase == Phase.BACKFILL:
        yield from lists.backfill(visit, stream, _by_creation(visit))


def has_moved(_visit: Visit, stream: SyncStream, probe: Probe) -> bool:
    """Whether the last change is newer than the watermark."""
    return lists.has_moved(stream, probe)


def _catch_up(visit: Visit, stream: SyncStream) -> None:
    """Walk from the last changed one back to the watermark, always from the head."""
    stream.started_at, cursor = None, ""
    for _ in range(MOST_PAGES_TO_CATCH_UP):
        page = _newest_changes(visit, stream, cursor)
        if page is None:
            break
        passes.begin(stream, page.answer.date)
        is_last = not page.has_more or _is_older(page, stream)
        lists.keep(visit, stream, page, is_last=is_last)
        if is_last:
            return
        cursor = page.cursor
    passes.start_over(stream)


def _newest_changes(visit: Visit, stream: SyncStream, cursor: str) -> Page | None:
    """A page by last change; None where there is no getting past an item."""

    def page(size: int) -> Page:
        return visit.ask(
            fetch.pull_requests,
            visit.user_id,
            size=size,
            cursor=cursor,
            order=Order.LAST_CHANGED_FIRST,
        )

    try:
        return sized(visit, stream, page)
    except ShrinkError:
        return None


def _by_creation(visit: Visit) -> lists.FetchPage:
    def page(size: int, cursor: str, order: Order) -> Page:
        return visit.ask(fetch.pull_requests, visit.user_id, size=size, cursor=cursor, order=order)

    return page


def _is_older(page: Page, stream: SyncStream) -> bool:
    """Whether the page's end, and so all that follows, last changed before the watermark."""
    if not page.records or stream.watermark is None:
        return False
    return page.records[-1].updated_at < stream.watermark
