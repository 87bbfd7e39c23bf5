"""The stream of comments on issues and pull requests.

GitHub offers no order by creation. The whole list is walked by id, which is as good: ids grow with
time and never move, and from the end the newest come first, which people see first. New comments
and edited ones are both found by last change, in one walk.

Comments under one's own issues and pull requests belong to those and are no contribution beside
them: they are read, for GitHub's list and its count hold them, and not kept.
"""

from __future__ import annotations

from collections.abc import Iterator

from tracker.github import fetch
from tracker.github.pages import Order, Page, Probe
from tracker.ingest.streams import lists
from tracker.ingest.visit import Visit
from tracker.models import SyncStream


def read(visit: Visit, stream: SyncStream) -> Iterator[None]:
    """Bring the stream up to date, yielding after what may be followed by a pause."""
    return lists.read(visit, stream, _pages(visit))


def has_moved(_visit: Visit, stream: SyncStream, probe: Probe) -> bool:
    """Whether the last change is newer than the watermark."""
    return lists.has_moved(stream, probe)


def _pages(visit: Visit) -> lists.FetchPage:
    def page(size: int, cursor: str, order: Order) -> Page:
        return visit.ask(fetch.comments, visit.user_id, size=size, cursor=cursor, order=order)

    return page
