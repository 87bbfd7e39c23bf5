"""The stream of issues, whose list can be asked for what changed since an instant."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tracker.github import fetch
from tracker.github.errors import ShrinkError
from tracker.github.pages import Page, Probe
from tracker.ingest import passes
from tracker.ingest.sizes import sized
from tracker.ingest.streams import lists
from tracker.ingest.visit import Visit
from tracker.models import Phase, SyncStream


def read(visit: Visit, stream: SyncStream) -> Iterator[None]:
    """Bring the stream up to date, yielding after each page."""
    if stream.phase == Phase.INCREMENTAL and stream.watermark is not None:
        yield from _catch_up(visit, stream, stream.watermark)
    if stream.phase == Phase.BACKFILL:
        yield from lists.backfill(visit, stream, lists.pages(visit, fetch.issues))


def has_moved(_visit: Visit, stream: SyncStream, probe: Probe) -> bool:
    """Whether the last change is newer than the watermark."""
    return lists.has_moved(stream, probe)


def _catch_up(visit: Visit, stream: SyncStream, since: datetime) -> Iterator[None]:
    """Walk from the watermark towards now; it rises with each page, so a pause costs nothing."""
    stream.started_at, cursor, is_last = None, "", False
    while not is_last:
        page = _changes(visit, stream, cursor, since)
        if page is None:
            passes.start_over(stream)
            return
        passes.begin(stream, page.answer.date)
        is_last = not page.has_more or _reaches(page, stream)
        if page.records and not is_last:
            stream.watermark = page.records[-1].updated_at
        lists.keep(visit, stream, page, is_last=is_last)
        cursor = page.cursor
        yield


def _changes(visit: Visit, stream: SyncStream, cursor: str, since: datetime) -> Page | None:
    """A page of changes; None where there is no getting past an item."""

    def page(size: int) -> Page:
        return visit.ask(fetch.changed_issues, visit.user_id, since=since, size=size, cursor=cursor)

    try:
        return sized(visit, stream, page)
    except ShrinkError:
        return None


def _reaches(page: Page, stream: SyncStream) -> bool:
    """Whether the page goes past the start of this pass: later changes are for the next one."""
    if not page.records or stream.started_at is None:
        return False
    # Instants are whole seconds: what changed in the one in which it began is for this pass.
    return page.records[-1].updated_at > stream.started_at
