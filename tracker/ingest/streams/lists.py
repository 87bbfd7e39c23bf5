"""What the lists by authorship share: a walk through all of it, and one through what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import structlog

from tracker.github.client import GitHubClient
from tracker.github.errors import CursorRejectedError, ShrinkError
from tracker.github.pages import Order, Page, Probe
from tracker.ingest import passes, transfers
from tracker.ingest.blame import ask_again
from tracker.ingest.gaps import note_gaps
from tracker.ingest.sizes import SIZES, sized
from tracker.ingest.store import bury, store
from tracker.ingest.visit import Visit
from tracker.models import Phase, SyncStream
from tracker.records import Form, Skipped

log = structlog.get_logger(__name__)

_DOING = {
    Form.PULL_REQUEST: "Reading your pull requests",
    Form.ISSUE: "Reading your issues",
    Form.COMMENT: "Reading your comments",
    Form.DISCUSSION: "Reading the discussions you started",
    Form.ANSWER: "Reading your answers in discussions",
}
# A walk by last change cannot be resumed; past this, a full walk that can be is the surer way.
MOST_PAGES_TO_CATCH_UP = 10
_FROM_THE_END = "from the end:"  # marks a cursor that walks from the oldest
FetchPage = Callable[[int, str, Order], Page]  # size, cursor


class FetchList(Protocol):
    """How GitHub is asked for a page of a list by authorship."""

    def __call__(
        self, client: GitHubClient, user_id: str, *, size: int, cursor: str, order: Order
    ) -> Page:
        """The page of `size` behind `cursor`; raises GitHubError."""


def pages(visit: Visit, fetch: FetchList) -> FetchPage:
    """The pages of the visited person's list."""

    def page(size: int, cursor: str, order: Order) -> Page:
        return visit.ask(fetch, visit.user_id, size=size, cursor=cursor, order=order)

    return page


def has_moved(stream: SyncStream, probe: Probe) -> bool:
    """Whether the list's last change is newer than the watermark, or GitHub did not show it."""
    form = Form(stream.form)
    if form not in probe.heads or stream.watermark is None:
        return True
    head = probe.heads[form]
    return head is not None and head > stream.watermark


def read(visit: Visit, stream: SyncStream, fetch: FetchPage) -> Iterator[None]:
    """Bring the stream up to date, yielding after what may be followed by a pause."""
    if stream.phase == Phase.INCREMENTAL:
        catch_up(visit, stream, fetch)
        yield
    if stream.phase == Phase.BACKFILL:
        yield from backfill(visit, stream, fetch)


def backfill(visit: Visit, stream: SyncStream, fetch: FetchPage) -> Iterator[None]:
    """Walk the whole list, from the place where the last walk stopped.

    An item that nothing gets past is approached from the other end, and left as a gap. Raises
    ShrinkError where GitHub gives nothing from either end: then it is not the item's fault.
    """
    is_under_way = True
    while is_under_way:
        try:
            page = _next_page(visit, stream, fetch)
        except ShrinkError:
            if stream.cursor == _FROM_THE_END and _unread(stream) > 1:
                raise
            is_under_way = not stream.cursor.startswith(_FROM_THE_END)
            _turn_round(stream) if is_under_way else _blame_the_item(visit, stream, fetch)
        else:
            is_under_way = page.has_more
            _keep_place(visit, stream, page)
        yield


def catch_up(visit: Visit, stream: SyncStream, fetch: FetchPage) -> None:
    """Walk from the last changed one back to the watermark, always from the head.

    What is new has changed as well. What changes while we walk moves to the head, behind us, and is
    found by the next pass, whose watermark lies before the start of this one.
    """
    stream.started_at, cursor = None, ""
    for _ in range(MOST_PAGES_TO_CATCH_UP):
        page = _newest_changes(visit, stream, fetch, cursor)
        if page is None:
            break
        passes.begin(stream, page.answer.date)
        is_last = not page.has_more or _is_older(page, stream)
        keep(visit, stream, page, is_last=is_last)
        if is_last:
            return
        cursor = page.cursor
    passes.start_over(stream)


def keep(visit: Visit, stream: SyncStream, page: Page, *, is_last: bool) -> None:
    """Commit a page and the stream's place behind it; with the last page, the pass ends."""
    stream.seen += len(page.records)
    stream.total = page.total if page.total is not None else stream.total
    if is_last:
        passes.end(stream)
    doing = _DOING[Form(stream.form)]
    moved = transfers.found_in(visit, stream, page.records)
    found = sum(not record.is_on_own_thread for record in page.records)
    with visit.page(doing, stream, found=found) as tally:
        transfers.follow(moved)
        tally.stored += store(
            stream, page.records, page.skipped, may_keep_private=visit.may_keep_private
        )
        tally.stored += bury(stream, page.gone, visit.now)


def _newest_changes(visit: Visit, stream: SyncStream, fetch: FetchPage, cursor: str) -> Page | None:
    """A page by last change; None where there is no getting past an item."""
    try:
        return sized(visit, stream, lambda size: fetch(size, cursor, Order.LAST_CHANGED_FIRST))
    except ShrinkError:
        return None


def _is_older(page: Page, stream: SyncStream) -> bool:
    """Whether the page's end, and so all that follows, last changed before the watermark."""
    if not page.records or stream.watermark is None:
        return False
    return page.records[-1].updated_at < stream.watermark


def _next_page(visit: Visit, stream: SyncStream, fetch: FetchPage) -> Page:
    try:
        return _page_after(visit, stream, fetch)
    except CursorRejectedError as refusal:
        passes.count_restart(stream, refusal, stream.cursor)
    passes.start_over(stream)
    return _page_after(visit, stream, fetch)


def _page_after(visit: Visit, stream: SyncStream, fetch: FetchPage) -> Page:
    cursor = stream.cursor.removeprefix(_FROM_THE_END)
    order = Order.NEWEST_FIRST if cursor == stream.cursor else Order.OLDEST_FIRST
    return sized(visit, stream, lambda size: fetch(size, cursor, order))


def _keep_place(visit: Visit, stream: SyncStream, page: Page) -> None:
    passes.begin(stream, page.answer.date)
    if page.cursor:
        is_from_the_end = stream.cursor.startswith(_FROM_THE_END)
        stream.cursor = f"{_FROM_THE_END}{page.cursor}" if is_from_the_end else page.cursor
    keep(visit, stream, page, is_last=not page.has_more)


def _turn_round(stream: SyncStream) -> None:
    log.warning("sync_list_blocked", stream=stream.form, seen=stream.seen)
    stream.cursor = _FROM_THE_END
    stream.page_size = passes.LARGEST_PAGE


def _blame_the_item(visit: Visit, stream: SyncStream, fetch: FetchPage) -> None:
    """Leave a gap, unless GitHub answers for nothing now, or for the item after all."""
    cursor = stream.cursor.removeprefix(_FROM_THE_END)

    def page(cursor: str) -> Page:
        return fetch(SIZES[-1], cursor, Order.OLDEST_FIRST)

    if ask_again(visit, page, cursor, [""] if cursor else []):
        raise ShrinkError("it can be read after all: go on from here later")
    _leave_a_gap(visit, stream)


def _leave_a_gap(visit: Visit, stream: SyncStream) -> None:
    gap = Skipped("", f"GitHub could not show {_unread(stream)} of the list")
    passes.begin(stream, visit.now)
    passes.end(stream)
    with visit.page(_DOING[Form(stream.form)], stream):
        note_gaps(stream, [gap])


def _unread(stream: SyncStream) -> float:
    return float("inf") if stream.total is None else max(stream.total - stream.seen, 1)
