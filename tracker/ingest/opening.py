"""How a visit opens: whose log it is, what the token allows, and what may have moved."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from datetime import datetime, timedelta

from django.utils import timezone

from accounts import scopes
from tracker.github import fetch
from tracker.github.errors import MissingScopeError, TokenRejectedError
from tracker.github.pages import Probe, Viewer
from tracker.ingest import passes, retries
from tracker.ingest.streams.roster import ROSTER
from tracker.ingest.visit import BACKFILL_RESERVE, Visit
from tracker.ingest.windows import BEFORE_GITHUB, Reach
from tracker.models import Phase, SyncStream
from tracker.records import Form

LONGEST_PROBE = timedelta(days=360)  # GitHub's window ends a year after its start
# These show nothing more of what was read already.
_NOTHING_MORE = {scopes.READ_USER, "user", "user:email"}


def open_visit(visit: Visit) -> tuple[SyncStream, ...]:
    """The streams to read, in order.

    Asks what moved in the streams that were read once, and who it is where one was not: one request
    in all for a log that is up to date.
    """
    retries.prepare(visit)
    probe = _probe(visit) if _has(visit, Phase.INCREMENTAL) and visit.user_id else None
    viewer = _viewer(visit) if probe is None or _has(visit, Phase.BACKFILL) else None
    if viewer is not None:
        visit.reach = Reach(viewer.created_at, frozenset(viewer.years))
    due = tuple(stream for stream in visit.streams.values() if _is_due(visit, stream, probe))
    if any(stream.phase == Phase.BACKFILL for stream in due):
        visit.reserve = BACKFILL_RESERVE
    return due


def _has(visit: Visit, phase: Phase) -> bool:
    reading = (stream for stream in visit.streams.values() if not passes.is_left(stream))
    return any(stream.phase == phase for stream in reading)


def _probe(visit: Visit) -> Probe | None:
    """What moved; None where the token is not the one that the streams were read with."""
    told = _what_moved(visit)
    if told.viewer_id != visit.user_id:
        return None
    _compare_scopes(visit)
    visit.know_as(login=told.login)
    return told


def _what_moved(visit: Visit) -> Probe:
    """The probe's answer; without sponsorships where the scope for them was taken back."""

    def ask(*, with_sponsorships: bool) -> Probe:
        return visit.ask(
            fetch.probe,
            visit.user_id,
            _probed_since(visit),
            committed_since=_committed_since(visit),
            with_sponsorships=with_sponsorships,
        )

    if Form.SPONSORSHIP in visit.streams:
        with contextlib.suppress(MissingScopeError):
            return ask(with_sponsorships=True)
    return ask(with_sponsorships=False)


def _viewer(visit: Visit) -> Viewer:
    told = visit.ask(fetch.viewer)
    if told.github_id != visit.connection.github_id:
        raise TokenRejectedError("the token belongs to another account")
    _compare_scopes(visit)
    visit.know_as(login=told.login, node_id=told.node_id)
    return told


def _probed_since(visit: Visit) -> datetime:
    marks = [s.watermark for s in visit.streams.values() if s.watermark is not None]
    reviewed = visit.streams[Form.REVIEW].watermark or min(marks, default=BEFORE_GITHUB)
    return max(reviewed, timezone.now() - LONGEST_PROBE)


def _committed_since(visit: Visit) -> datetime | None:
    mark = visit.streams[Form.COMMIT].counted_since
    return max(mark, timezone.now() - LONGEST_PROBE) if mark else None


def _is_due(visit: Visit, stream: SyncStream, probe: Probe | None) -> bool:
    is_under_way = stream.phase == Phase.BACKFILL or stream.started_at is not None
    if passes.is_left(stream):
        return False
    if is_under_way or probe is None or stream.watermark is None:
        return True
    has_moved = ROSTER[Form(stream.form)].has_moved(visit, stream, probe)
    return has_moved or retries.is_wanted(visit, stream)


def _compare_scopes(visit: Visit) -> None:
    """Read everything again once the token shows more; when it shows less, keep what there is."""
    if visit.last is None or visit.last.scopes is None:
        return
    granted = visit.last.scopes
    for stream in visit.streams.values():
        new = granted - set(stream.scopes.split())
        has_begun = stream.phase == Phase.INCREMENTAL or stream.started_at is not None
        if (has_begun and new - _NOTHING_MORE) or (passes.is_left(stream) and new):
            _start_over(visit, stream, granted)
        stream.scopes = " ".join(sorted(granted))
    visit.know_as(scopes=sorted(granted))
    _leave_out(visit, visit.streams.keys() - passes.allowed(granted))


def _start_over(visit: Visit, stream: SyncStream, granted: Collection[str]) -> None:
    """Keep at once that all is to be read again: what stops the stream keeps its scopes alone."""
    passes.start_over(stream)
    stream.scopes = " ".join(sorted(granted))
    with visit.lease.held():
        stream.save()


def _leave_out(visit: Visit, forms: Collection[Form]) -> None:
    """Read nothing of these forms, which the token no longer shows; what is stored stays."""
    for form in forms:
        stream = visit.streams.pop(form)
        stream.scopes = ""
        with visit.lease.held():
            stream.save(update_fields=["scopes"])
