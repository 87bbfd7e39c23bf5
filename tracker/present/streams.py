"""How far each form has been read, and all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from accounts.models import User
from tracker.models import Phase, SyncSkip, SyncStream
from tracker.records import Form


@dataclass(frozen=True, slots=True)
class StreamProgress:
    """How far one form has been read. `total` is None where GitHub has not said."""

    name: str
    seen: int
    total: int | None
    is_complete: bool
    is_over: bool  # in this run
    gaps: int  # items that could not be read
    last_error: str
    watermark: datetime | None

    @property
    def done(self) -> int:
        """Items read, of those in `total`; 0 where that is not known."""
        return (self.total or 0) if self.is_over else min(self.seen, self.total or 0)

    @property
    def left(self) -> int | None:
        """Items still to be read; None where GitHub has not said how many there are."""
        return None if self.total is None else self.total - self.done

    @property
    def has_begun(self) -> bool:
        """Whether anything is known of it."""
        return self.is_complete or self.seen > 0 or self.total is not None


@dataclass(frozen=True, slots=True)
class Sums:
    """Items read of all streams together; `total` is None while nobody can tell."""

    done: int
    total: int | None


def sums(streams: Sequence[StreamProgress]) -> Sums:
    """All of it; no total either once only streams are left that GitHub does not count."""
    done = sum(stream.done for stream in streams)
    counted = sum(stream.total or 0 for stream in streams)
    uncounted = any(stream.total is None and not stream.is_over for stream in streams)
    is_counted_out = done == counted and uncounted
    return Sums(done, None if is_counted_out else counted or None)


def leaves_out_sponsorships(streams: Iterable[StreamProgress]) -> bool:
    """Whether they are not asked for: that takes a permission which its owner may give."""
    return Form.SPONSORSHIP.plural not in {stream.name for stream in streams}


def stream_progress(owner: User) -> tuple[StreamProgress, ...]:
    """Every stream with its gaps, in the order of the forms. Two queries."""
    skips = SyncSkip.objects.filter(stream__user=owner)
    gaps = dict(skips.values_list("stream").annotate(number=Count("pk")).order_by())
    return in_order(SyncStream.objects.filter(user=owner), gaps)


def in_order(
    streams: Iterable[SyncStream], gaps: dict[int, int] | None = None
) -> tuple[StreamProgress, ...]:
    """These streams, in the order of the forms."""
    order = list(Form)
    known = sorted(streams, key=lambda stream: order.index(Form(stream.form)))
    return tuple(_progress(stream, (gaps or {}).get(stream.pk, 0)) for stream in known)


def _progress(stream: SyncStream, gaps: int) -> StreamProgress:
    return StreamProgress(
        name=Form(stream.form).plural,
        seen=stream.seen,
        total=stream.total,
        is_complete=stream.is_complete,
        is_over=stream.phase == Phase.INCREMENTAL,
        gaps=gaps,
        last_error=stream.last_error,
        watermark=stream.watermark,
    )
