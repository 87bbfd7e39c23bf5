"""Retention: what has served its time goes, so that no table grows for ever."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Now

from tracker.models import RenderedFile, SyncRun
from tracker.models.sync import SyncRunQuerySet

log = structlog.get_logger(__name__)

RUNS_KEPT_FOR = timedelta(days=7)
RUNS_KEPT = 20  # of each person, however old: as many as they are shown
_BATCH = 5000  # rows in one transaction
_DAY = 24 * 60 * 60  # seconds
_PRUNED = "retention.pruned"


def prune_once_a_day() -> None:
    """Prune, unless it was done within a day; a cache that forgets only has it done again."""
    if cache.add(_PRUNED, value=True, timeout=_DAY):
        prune()


def prune() -> None:
    """Delete old runs that are over, files that were kept for their time, and spent sessions."""
    SessionStore.clear_expired()
    files = RenderedFile.objects.let_go_of_old()
    runs, last = 0, _BATCH
    while last == _BATCH:
        worn_out = _worn_out_runs().values_list("pk", flat=True)[:_BATCH]
        last, _ = SyncRun.objects.filter(pk__in=list(worn_out)).delete()
        runs += last
    log.info("keeper_pruned", runs=runs, files=files)


def _worn_out_runs() -> SyncRunQuerySet:
    theirs = SyncRun.objects.filter(user=OuterRef("user")).order_by("-created_at")
    oldest_kept = theirs.values("created_at")[RUNS_KEPT - 1 : RUNS_KEPT]
    return SyncRun.objects.filter(
        finished_at__lt=Now() - Value(RUNS_KEPT_FOR), created_at__lt=Subquery(oldest_kept)
    )
