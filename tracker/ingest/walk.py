"""The order of a sync: what strangers may see, recent work, all of it, and what enriches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import structlog

from tracker.github.errors import (
    CursorRejectedError,
    ForbiddenError,
    GitHubError,
    MissingScopeError,
    QueryError,
    ShrinkError,
)
from tracker.ingest.enrich import details, facts, landings, triage
from tracker.ingest.opening import open_visit
from tracker.ingest.reconcile import rounds
from tracker.ingest.streams.roster import ROSTER
from tracker.ingest.visit import Visit
from tracker.models import SyncStream
from tracker.records import Form

log = structlog.get_logger(__name__)

# These end the stream that met them; the others go on.
_STREAM_ERRORS = (
    CursorRejectedError,
    ForbiddenError,
    MissingScopeError,
    QueryError,
    ShrinkError,
)
_FIRST_PAGES = 2  # of each stream; for reviews, the first one only finds them


def walk(visit: Visit) -> Iterator[None]:
    """Read what is due, yielding wherever the walk may be broken off and taken up again.

    A stream that GitHub refuses does not stop the others; its error is raised at the end.
    """
    due = open_visit(visit)
    broken: list[GitHubError] = []
    # First of all, so that no long walk or spent budget keeps public what has turned private.
    yield from _enriched(visit, facts.read, broken)
    walks = [
        _guarded(visit, stream, ROSTER[Form(stream.form)].read(visit, stream), broken)
        for stream in due
    ]
    for pages in walks:
        yield from islice(pages, _FIRST_PAGES)
    for pages in walks:
        yield from pages
    for enrichment in (facts.read, landings.read, details.read, rounds.read):
        yield from _enriched(visit, enrichment, broken)
    yield from _enriched(visit, triage.read, broken, Form.COMMENT)
    if broken:
        raise broken[0]


def _enriched(
    visit: Visit,
    read: Callable[[Visit], Iterator[None]],
    broken: list[GitHubError],
    of: Form = Form.PULL_REQUEST,
) -> Iterator[None]:
    return _guarded(visit, visit.streams[of], read(visit), broken)


def _guarded(
    visit: Visit, stream: SyncStream, pages: Iterator[None], broken: list[GitHubError]
) -> Iterator[None]:
    try:
        yield from pages
    except _STREAM_ERRORS as error:
        log.warning("sync_stream_broken", stream=stream.form, code=error.code, detail=error.detail)
        broken.append(error)
        visit.note_error(stream, error)
        yield
