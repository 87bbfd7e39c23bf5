"""What a sync came to, on a terminal: each stream, what is missing and why, and what it cost."""

from __future__ import annotations

from collections.abc import Iterator

from django.template.defaultfilters import pluralize

from tracker.models import SyncRun
from tracker.present.approvals import approval_notices
from tracker.present.gaps import Gaps, gaps_of
from tracker.present.streams import StreamProgress, stream_progress
from tracker.present.sync import took

_GAPS_SHOWN = 10


def streams(run: SyncRun) -> str:
    """A line for each stream, and one for what it took."""
    lines = [_stream(stream) for stream in stream_progress(run.user)]
    return "\n".join([*lines, _cost(run)])


def lacks(run: SyncRun) -> str:
    """What keeps the log from being complete; "" where nothing does."""
    parts = [_gaps(gaps_of(run.user, _GAPS_SHOWN)), *_stopped(run), *_approvals(run)]
    return "\n".join(part for part in parts if part)


def _stream(stream: StreamProgress) -> str:
    if not stream.has_begun:
        return f"{stream.name}: not begun"
    read = f"{stream.seen:,}" if stream.total is None else f"{stream.done:,} of {stream.total:,}"
    left = f", {stream.left:,} left" if stream.left else ""
    return f"{stream.name}: {read} read{left}"


def _cost(run: SyncRun) -> str:
    asked = f"{run.requests:,} request{pluralize(run.requests)}"
    lasted = f", {took(run)}" if took(run) else ""
    return f"Cost: {asked}, {run.points:,} point{pluralize(run.points)}{lasted}"


def _gaps(gaps: Gaps) -> str:
    if not gaps.total:
        return ""
    named = "".join(f"\n  {gap.name}: {gap.reason}" for gap in gaps.shown)
    more = f"\n  and {gaps.more:,} more" if gaps.more else ""
    return f"{gaps.total:,} item{pluralize(gaps.total)} could not be read:{named}{more}"


def _stopped(run: SyncRun) -> Iterator[str]:
    for stream in stream_progress(run.user):
        if stream.last_error:
            yield f"{stream.name}: {stream.last_error}"


def _approvals(run: SyncRun) -> Iterator[str]:
    for notice in approval_notices(run.user):
        yield f"{notice.organization} {notice.sentence}\n  {notice.url}"
