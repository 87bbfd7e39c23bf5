"""How a visit opens: whose log it is, what the token allows, and what may have moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.utils import timezone

from tracker.github import fetch
from tracker.github.errors import TokenRejectedError
from tracker.github.pages import Probe, Viewer
from tracker.ingest import passes
from tracker.ingest.visit import BACKFILL_RESERVE, Visit
from tracker.ingest.windows import Reach
from tracker.models import Phase, SyncStream
from tracker.records import Form

LONGEST_PROBE = timedelta(days=360)  # GitHub's window ends a year after its start
REVIEWS_LAST = timedelta(days=1)  # a dismissed review moves nothing that a probe could see
_BEFORE_GITHUB = datetime(2007, 10, 1, tzinfo=UTC)
_NOWHERE = Reach(_BEFORE_GITHUB)  # for visits in which no stream is read in full


@dataclass(frozen=True, slots=True)
class Agenda:
    """The streams to read, in order, and how far back reviews may reach."""

    streams: tuple[SyncStream, ...]
    reach: Reach


def open_visit(visit: Visit) -> Agenda:
    """Ask what moved in the streams that were read once, and who it is where one was not.

    One request in all for a log that is up to date.
    """
    probe = _probe(visit) if _has(visit, Phase.INCREMENTAL) and visit.user_id else None
    viewer = _viewer(visit) if probe is None or _has(visit, Phase.BACKFILL) else None
    due = tuple(s for s in visit.streams.values() if _is_due(s, probe, visit.now))
    if any(stream.phase == Phase.BACKFILL for stream in due):
        visit.reserve = BACKFILL_RESERVE
    return Agenda(due, Reach(viewer.created_at, frozenset(viewer.years)) if viewer else _NOWHERE)


def _has(visit: Visit, phase: Phase) -> bool:
    return any(stream.phase == phase for stream in visit.streams.values())


def _probe(visit: Visit) -> Probe | None:
    """What moved; None where the token is not the one that the streams were read with."""
    told = visit.ask(fetch.probe, visit.user_id, _probed_since(visit))
    if told.viewer_id != visit.user_id:
        return None
    _compare_scopes(visit)
    visit.know_as(login=told.login)
    return told


def _viewer(visit: Visit) -> Viewer:
    told = visit.ask(fetch.viewer)
    if told.github_id != visit.connection.github_id:
        raise TokenRejectedError("the token belongs to another account")
    _compare_scopes(visit)
    visit.know_as(login=told.login, node_id=told.node_id)
    return told


def _probed_since(visit: Visit) -> datetime:
    marks = [s.watermark for s in visit.streams.values() if s.watermark is not None]
    reviewed = visit.streams[Form.REVIEW].watermark or min(marks, default=_BEFORE_GITHUB)
    return max(reviewed, timezone.now() - LONGEST_PROBE)


def _is_due(stream: SyncStream, probe: Probe | None, now: datetime) -> bool:
    is_under_way = stream.phase == Phase.BACKFILL or stream.started_at is not None
    if is_under_way or probe is None or stream.watermark is None:
        return True
    if stream.form == Form.REVIEW:
        return probe.review_count != 0 or stream.watermark < now - REVIEWS_LAST
    form = Form(stream.form)
    if form not in probe.heads:
        return True
    head = probe.heads[form]
    return head is not None and head > stream.watermark


def _compare_scopes(visit: Visit) -> None:
    """Read everything again once the token shows more; when it shows less, keep what there is."""
    if visit.last is None or visit.last.scopes is None:
        return
    granted = visit.last.scopes
    for stream in visit.streams.values():
        has_begun = stream.phase == Phase.INCREMENTAL or stream.started_at is not None
        if has_begun and granted - set(stream.scopes.split()):
            passes.start_over(stream)
        stream.scopes = " ".join(sorted(granted))
    visit.know_as(scopes=sorted(granted))
