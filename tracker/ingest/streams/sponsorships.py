"""The stream of sponsorships, which GitHub shows only with the scope read:user.

The list is short and its cursors count rows, so every pass walks all of it, from the head. Nothing
tells that one has ended or turned private but reading it again.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tracker.github import fetch
from tracker.github.errors import MissingScopeError
from tracker.github.pages import Page, Probe
from tracker.ingest import passes, repositories
from tracker.ingest.sizes import sized
from tracker.ingest.store import store
from tracker.ingest.visit import Visit
from tracker.models import Entry, SyncStream
from tracker.records import Form

LOOKED_AT_EVERY = timedelta(days=7)
MOST_PAGES = 50


def read(visit: Visit, stream: SyncStream) -> Iterator[None]:
    """Read the whole list. Without the scope the stream keeps that, and the run goes on."""
    try:
        _walk(visit, stream)
    except MissingScopeError as error:
        visit.note_error(stream, error)
    yield


def has_moved(visit: Visit, stream: SyncStream, probe: Probe) -> bool:
    """Whether one came, or it is time to see whether one ended.

    Where strangers may look at one, every sync asks whether it is still public.
    """
    is_stale = stream.watermark is None or stream.watermark < visit.now - LOOKED_AT_EVERY
    return probe.counts.sponsorships != stream.total or is_stale or _is_on_show(visit)


def _walk(visit: Visit, stream: SyncStream) -> None:
    stream.started_at, cursor = None, ""
    for _ in range(MOST_PAGES):
        page = _page(visit, stream, cursor)
        passes.begin(stream, page.answer.date)
        _keep(visit, stream, page)
        if not page.has_more:
            return
        cursor = page.cursor


def _page(visit: Visit, stream: SyncStream, cursor: str) -> Page:
    return sized(
        visit, stream, lambda size: visit.ask(fetch.sponsorships, size=size, cursor=cursor)
    )


def _keep(visit: Visit, stream: SyncStream, page: Page) -> None:
    stream.seen += len(page.records)
    stream.total = page.total
    if not page.has_more:
        passes.end(stream)
    with visit.page("Reading your sponsorships", stream, found=len(page.records)) as tally:
        tally.stored += store(
            stream, page.records, page.skipped, may_keep_private=visit.may_keep_private
        )


def _is_on_show(visit: Visit) -> bool:
    run = visit.lease.run
    theirs = Entry.objects.filter(user_id=run.user_id, form=Form.SPONSORSHIP).public()
    return repositories.has_audience(run) and theirs.exists()
