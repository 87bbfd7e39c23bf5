"""The keeper's round over full logs: take back what was dropped, ring for what waits, prune."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now

from tracker import leases
from tracker.exporting.carry_out import Ring
from tracker.exporting.lease import MOST_ATTEMPTS, OVER, TOO_MANY_ATTEMPTS
from tracker.models import ExportPhase, LogExport, LogExportFile


def tick(ring: Ring) -> None:
    """One round. Two at once are harmless: each statement is whole, and a bell may ring twice."""
    with transaction.atomic():
        requeue_abandoned()
    LogExportFile.objects.filter(export__expires_at__lt=Now()).delete()
    LogExport.objects.worn_out().delete()
    has_room = LogExport.objects.has_room(settings.DOCUMENTS_AT_ONCE)
    if has_room and (export := LogExport.objects.waiting().unheard().first()):
        ring(export)


def requeue_abandoned() -> None:
    """Take back what a worker has let go; end what comes to nothing each time."""
    leases.take_back(
        LogExport.objects.all(),
        MOST_ATTEMPTS,
        failed={"error": TOO_MANY_ATTEMPTS, **OVER},
        queued={"phase": ExportPhase.NONE, "done": 0},
    )
