"""The keeper's round over full logs: take back what was dropped, ring for what waits, prune."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Now

from tracker.exporting.carry_out import Ring
from tracker.exporting.lease import FREE, MOST_ATTEMPTS, TOO_MANY_ATTEMPTS, are_free
from tracker.models import ExportPhase, ExportState, LogExport, LogExportFile
from tracker.models.log_export import KEPT_FOR

log = structlog.get_logger(__name__)

RING_AGAIN = timedelta(seconds=30)


def tick(ring: Ring) -> None:
    """One round. Two at once are harmless: each statement is whole, and a bell may ring twice."""
    with transaction.atomic():
        requeue_abandoned()
    LogExportFile.objects.filter(export__expires_at__lt=Now()).delete()
    LogExport.objects.worn_out().delete()
    if are_free() and (export := _unheard()):
        ring(export)


def requeue_abandoned() -> None:
    """Take back what a worker has let go; end what comes to nothing each time."""
    loose = LogExport.objects.abandoned().select_for_update(skip_locked=True)
    abandoned = LogExport.objects.filter(pk__in=loose.values("pk"))
    over = {"made_at": Now(), "expires_at": Now() + Value(KEPT_FOR)}
    given_up = abandoned.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=ExportState.FAILED, error=TOO_MANY_ATTEMPTS, phase=ExportPhase.NONE, **over, **FREE
    )
    requeued = abandoned.update(state=ExportState.WAITING, phase=ExportPhase.NONE, done=0, **FREE)
    if given_up or requeued:
        log.warning("keeper_took_back_full_logs", requeued=requeued, given_up=given_up)


def _unheard() -> LogExport | None:
    """What has waited longest, unless somebody rang for it a moment ago."""
    quiet = Q(rung_at=None) | Q(rung_at__lt=Now() - Value(RING_AGAIN))
    return LogExport.objects.waiting().filter(quiet).first()
