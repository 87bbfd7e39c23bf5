"""The order of a sync: what strangers may see, recent work, all of it, and what enriches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import structlog

from tracker.github.errors import (
    CursorRejectedError,
    CursorStuckError,
    ForbiddenError,
    GitHubError,
    MissingScopeError,
    QueryError,
    ShrinkError,
)
from tracker.ingest import claims, passes, retries
from tracker.ingest.enrich import details, facts, landings, moves, triage
from tracker.ingest.opening import open_visit
from tracker.ingest.reconcile import rounds
from tracker.ingest.streams.roster import ROSTER
from tracker.ingest.visit import Visit
from tracker.models import SyncStream
from tracker.records import Form

log = structlog.get_logger(__name__)

Broken = tuple[SyncStream, GitHubError]

# These end the stream that met them; the others go on.
_STREAM_ERRORS = (
    CursorRejectedError,
    CursorStuckError,
    ForbiddenError,
    MissingScopeError,
    QueryError,
    ShrinkError,
)
_OVER = object()
_FIRST_PAGES = 2  # of each stream; for reviews, the first one only finds them
_LAST = {Form.COMMIT}  # can only be told from pull requests when these are all known


def walk(visit: Visit) -> Iterator[None]:
    """Read what is due, yielding wherever the walk may be broken off and taken up again.

    A stream that GitHub refuses does not stop the others; its error is raised at the end.
    """
    due = open_visit(visit)
    broken: list[Broken] = []
    # First of all, so that no long walk or spent budget keeps public what has turned private.
    yield from _enriched(visit, facts.read, broken)
    yield from _enriched(visit, retries.read, broken)
    yield from claims.read(visit)
    walks = [
        _guarded(visit, stream, ROSTER[Form(stream.form)].read(visit, stream), broken)
        for stream in due
    ]
    for stream, pages in zip(due, walks, strict=True):
        if stream.form not in _LAST:
            yield from islice(pages, _FIRST_PAGES)
    for pages in walks:
        yield from pages
    for enrichment in (facts.read, landings.read, details.read, moves.read):
        yield from _enriched(visit, enrichment, broken)
    yield from _enriched(visit, triage.read, broken, Form.COMMENT)
    yield from _enriched(visit, rounds.read, broken)  # last: it can wait
    retries.settle(visit)
    _clear_errors(visit, broken)
    yield from claims.read(visit)  # what was claimed meanwhile
    if broken:
        raise broken[0][1]


def _enriched(
    visit: Visit,
    read: Callable[[Visit], Iterator[None]],
    broken: list[Broken],
    of: Form = Form.PULL_REQUEST,
) -> Iterator[None]:
    return _guarded(visit, visit.streams[of], read(visit), broken)


def _guarded(
    visit: Visit, stream: SyncStream, pages: Iterator[None], broken: list[Broken]
) -> Iterator[None]:
    """The pages of a stream; what stops it is kept, and stops the others only if it must."""
    try:
        yield from _named(stream.form, pages)
    except GitHubError as error:
        visit.note_error(stream, error)
        if not isinstance(error, _STREAM_ERRORS):
            raise
        log.warning("sync_stream_broken", stream=stream.form, code=error.code, detail=error.detail)
        broken.append((stream, error))
        yield


def _named(name: str, pages: Iterator[None]) -> Iterator[None]:
    """The same pages; each line that is logged while one is read says of which stream it is."""
    while True:
        with structlog.contextvars.bound_contextvars(stream=name):
            if next(pages, _OVER) is _OVER:
                return
        yield


def _clear_errors(visit: Visit, broken: list[Broken]) -> None:
    """Forget what stopped the streams once, where it did not stop them this time."""
    still = {stream.form for stream, _error in broken}
    for form, stream in visit.streams.items():
        if form not in still and not passes.is_left(stream):
            visit.clear_error(stream)
