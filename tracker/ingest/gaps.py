"""Gaps: items that could not be read or stored, kept by name so that nobody has to guess."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

import structlog
from django.db.models import Q, QuerySet
from django.utils import timezone

from tracker.models import SyncSkip, SyncStream
from tracker.records import Skipped

log = structlog.get_logger(__name__)
REST = timedelta(days=1)  # before an item is asked for again
TOO_HEAVY = "GitHub found it too heavy"
_REASON_CAP = 300
_NODE_ID_CAP = 128


def note_gaps(stream: SyncStream, skipped: Iterable[Skipped]) -> None:
    """Keep each gap of a stream once, by item and reason."""
    gaps = [
        SyncSkip(stream=stream, node_id=gap.node_id[:_NODE_ID_CAP], reason=gap.reason[:_REASON_CAP])
        for gap in skipped
    ]
    if gaps:
        SyncSkip.objects.bulk_create(gaps, ignore_conflicts=True)
        log.warning("sync_items_skipped", stream=stream.form, user=stream.user_id, gaps=len(gaps))


def close_gaps(stream: SyncStream, node_ids: Iterable[str]) -> None:
    """Forget the gaps of items that are asked for again; what still fails is noted anew."""
    stream.skips.filter(node_id__in=list(node_ids)).delete()


def resting(stream: SyncStream) -> QuerySet[SyncSkip, str]:
    """The node ids of gaps that are too young to ask for again, unless their owner wants it."""
    young = stream.skips.filter(tried_at__gt=timezone.now() - REST, is_wanted=False)
    return young.values_list("node_id", flat=True)


def rested(stream: SyncStream) -> QuerySet[SyncSkip, str]:
    """The node ids of what was too heavy a day ago or earlier, and of what is wanted."""
    old = Q(reason=TOO_HEAVY, tried_at__lte=timezone.now() - REST)
    asked_for = stream.skips.exclude(node_id="").filter(old | Q(is_wanted=True))
    return asked_for.values_list("node_id", flat=True)
