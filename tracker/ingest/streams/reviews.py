"""The stream of reviews: what was reviewed in a window, with every review on each pull request.

GitHub's contribution list names each reviewed pull request once a window, whatever the number of
reviews, so the reviews are read through the pull request. Where that is too heavy the page only
names them, and their reviews are read by id: what still has to be read is `pending`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta

from tracker.github import fetch
from tracker.github.errors import CursorRejectedError, ShrinkError
from tracker.github.pages import Discovery, GivenPage, Probe, Window
from tracker.ingest import gaps, passes, windows
from tracker.ingest.blame import ask_again
from tracker.ingest.sizes import SIZES, grow, shrink, sized
from tracker.ingest.store import store
from tracker.ingest.streams.review_batch import NOTHING, ReviewBatch, read_batch, read_page
from tracker.ingest.visit import Visit
from tracker.ingest.windows import Reach
from tracker.models import Entry, Phase, SyncStream
from tracker.records import Form, Skipped

LOOKED_AT_EVERY = timedelta(days=1)  # a dismissed review moves nothing that a probe could see
YOUNG = timedelta(days=90)  # a dismissed or edited review shows in no list: look again
MOST_PENDING = 1000  # pull requests


def read(visit: Visit, stream: SyncStream) -> Iterator[None]:
    """Bring the stream up to date, yielding after each page."""
    reach = visit.reach
    if stream.phase == Phase.INCREMENTAL and stream.watermark is not None:
        reach = Reach(stream.watermark)
    if stream.started_at is None:
        _begin(visit, stream, reach)
    while stream.started_at is not None:
        window = windows.current(stream)
        if window is not None and len(stream.pending) < MOST_PENDING:
            _find(visit, stream, window, reach)
        else:
            _read(visit, stream)
        yield


def has_moved(visit: Visit, stream: SyncStream, probe: Probe) -> bool:
    """Whether anything was reviewed since, or it is time to look at young ones again."""
    is_stale = stream.watermark is None or stream.watermark < visit.now - LOOKED_AT_EVERY
    return probe.counts.reviewed != 0 or is_stale


def _begin(visit: Visit, stream: SyncStream, reach: Reach) -> None:
    passes.begin(stream, visit.now)
    windows.enter(stream, windows.newest(visit.now, reach))
    if stream.phase == Phase.INCREMENTAL:
        stream.pending = sorted({*_reviewed_lately(visit, stream), *gaps.rested(stream)})


def _find(visit: Visit, stream: SyncStream, window: Window, reach: Reach) -> None:
    """Find the pull requests of one page of the window; halve a window that is too heavy."""
    half, older = windows.newer_part(window), windows.older(window, reach)
    try:
        found, batch = _next_page(visit, stream, window)
    except CursorRejectedError as refusal:
        passes.count_restart(stream, refusal, stream.cursor)
        windows.enter(stream, window)
    except ShrinkError:
        if half is None:
            _insist_on(visit, stream, window, older)
        windows.enter(stream, half or older)
        _commit(visit, stream, NOTHING if half else ReviewBatch(skipped=(_gap(window),)))
    else:
        _take_in(stream, found, {*batch.ids})
        _enter_next(stream, found, window, reach)
        _commit(visit, stream, batch)


def _insist_on(visit: Visit, stream: SyncStream, window: Window, older: Window | None) -> None:
    """Raise ShrinkError, so that the window is kept for later, unless it alone is to blame."""

    def page(of: Window) -> Discovery:
        return _page_of(visit, of, SIZES[-1], stream.cursor if of is window else "")

    if ask_again(visit, page, window, [older] if older else []):
        raise ShrinkError("it can be read after all: go on from here later")


def _next_page(
    visit: Visit, stream: SyncStream, window: Window
) -> tuple[GivenPage | Discovery, ReviewBatch]:
    """A page with its reviews; one that is too heavy only names what was reviewed.

    Raises ShrinkError where even that is too much: then it is the window's fault.
    """
    try:
        page = read_page(visit, window, stream.page_size, stream.cursor)
    except ShrinkError:
        names = _names(visit, stream, window)
        if stream.page_size > SIZES[-1]:
            shrink(visit, stream)
        return names, ReviewBatch(skipped=names.skipped)
    grow(visit, stream)
    return page


def _names(visit: Visit, stream: SyncStream, window: Window) -> Discovery:
    def page(size: int) -> Discovery:
        return _page_of(visit, window, size, stream.cursor)

    can_be_halved = windows.newer_part(window) is not None
    return page(SIZES[0]) if can_be_halved else sized(visit, stream, page)


def _page_of(visit: Visit, window: Window, size: int, cursor: str = "") -> Discovery:
    return visit.ask(
        fetch.reviewed_pull_requests, visit.user_id, window=window, size=size, cursor=cursor
    )


def _take_in(stream: SyncStream, found: GivenPage | Discovery, read: Collection[str]) -> None:
    """Put down whose reviews still have to be read, and strike out those that have been."""
    waiting = dict.fromkeys([*stream.pending, *found.pull_request_ids])
    stream.pending = [node_id for node_id in waiting if node_id not in read]


def _enter_next(
    stream: SyncStream, found: GivenPage | Discovery, window: Window, reach: Reach
) -> None:
    if found.has_more:
        stream.cursor = found.cursor or stream.cursor
    else:
        stream.restarts = 0
        windows.enter(stream, windows.older(window, reach))


def _read(visit: Visit, stream: SyncStream) -> None:
    """Read the reviews on the next batch of pull requests."""
    if not stream.pending:
        _commit(visit, stream)
        return
    batch = read_batch(visit, stream)
    stream.pending = stream.pending[len(batch.ids) :]
    _commit(visit, stream, batch)


def _commit(visit: Visit, stream: SyncStream, batch: ReviewBatch = NOTHING) -> None:
    stream.seen += len(batch.records)
    if stream.window_to is None and not stream.pending:
        passes.end(stream)
    with visit.page("Reading your reviews", stream, found=len(batch.records)) as tally:
        gaps.close_gaps(stream, batch.ids)
        tally.stored += store(
            stream, batch.records, batch.skipped, may_keep_private=visit.may_keep_private
        )


def _reviewed_lately(visit: Visit, stream: SyncStream) -> set[str]:
    young = Entry.objects.filter(
        user_id=stream.user_id, form=Form.REVIEW, submitted_at__gt=visit.now - YOUNG
    )
    return set(young.values_list("parent__node_id", flat=True)) - {None}


def _gap(window: Window) -> Skipped:
    return Skipped("", f"reviews given from {window.start:%Y-%m-%d} to {window.end:%Y-%m-%d}")
