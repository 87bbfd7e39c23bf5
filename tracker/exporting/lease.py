"""Taking a full log: one worker at a time, by the database's clock, proved with every write."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Value
from django.db.models.functions import Now

from tracker.models import ExportPhase, ExportState, LogExport, LogExportFile
from tracker.models.log_export import KEPT_FOR
from tracker.render.full_log import RenderedLog

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 3
TOO_MANY_ATTEMPTS = (
    f"We stopped after {MOST_ATTEMPTS} attempts that came to nothing. Choose fewer years and try "
    "again."
)
FREE = {"lease_token": None, "lease_until": None, "slot": None, "rung_at": None}


class LeaseLostError(Exception):
    """Its owner has cancelled, or somebody else holds it: write nothing and stop."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to work on one full log, proved by the fencing token `token`.

    Every method raises LeaseLostError, and changes nothing, once it is cancelled or another's.
    """

    export: LogExport
    token: uuid.UUID

    def renew(self) -> None:
        """Keep it for a while more."""
        self._write(lease_until=Now() + Value(LEASE))

    def show(self, phase: ExportPhase, **progress: int) -> None:
        """Tell its owner what is being done, and keep it for a while more."""
        self._write(phase=phase, lease_until=Now() + Value(LEASE), **progress)

    def finish(self, log: RenderedLog) -> None:
        """Keep the file for a day, together with the word that it is there."""
        with transaction.atomic():
            self._end(
                ExportState.DONE,
                pages=log.pages,
                replaced=log.replaced,
                missing=[name[:300] for name in log.missing],
            )
            LogExportFile.objects.create(
                export=self.export, content=log.content, size=len(log.content)
            )

    def fail(self, sentence: str) -> None:
        """End it with a sentence for its owner: what happened, and what to do."""
        self._end(ExportState.FAILED, error=sentence)

    def give_back(self) -> None:
        """Let another attempt begin at once."""
        self._write(state=ExportState.WAITING, phase=ExportPhase.NONE, done=0, **FREE)

    def _end(self, state: ExportState, **columns: object) -> None:
        over = {"made_at": Now(), "expires_at": Now() + Value(KEPT_FOR)}
        self._write(state=state, phase=ExportPhase.NONE, **over, **FREE, **columns)

    def _write(self, **columns: object) -> None:
        mine = LogExport.objects.filter(
            pk=self.export.pk, lease_token=self.token, state=ExportState.RUNNING
        )
        if mine.update(**columns) != 1:
            raise LeaseLostError


def claim(export_id: int) -> Lease | None:
    """Take it; None where nobody waits for it any more, or every slot is taken."""
    slot, token = _free_slot(), uuid.uuid4()
    if slot is None or not _take(export_id, token, slot):
        return None
    export = LogExport.objects.select_related("user").filter(pk=export_id, lease_token=token)
    held = export.first()
    return Lease(held, token) if held else None


def are_free() -> bool:
    """Whether one more may be worked on."""
    return _free_slot() is not None


def _free_slot() -> int | None:
    running = LogExport.objects.filter(state=ExportState.RUNNING)
    taken = set(running.values_list("slot", flat=True))
    slots = range(1, settings.DOCUMENTS_AT_ONCE + 1)
    return next((slot for slot in slots if slot not in taken), None)


def _take(export_id: int, token: uuid.UUID, slot: int) -> bool:
    """Take it in one statement; False where somebody was quicker to take it or the slot."""
    loose = LogExport.objects.filter(pk=export_id, state=ExportState.WAITING)
    try:
        with transaction.atomic():
            taken = LogExport.objects.filter(
                pk__in=loose.select_for_update(skip_locked=True).values("pk")
            ).update(
                state=ExportState.RUNNING,
                slot=slot,
                lease_token=token,
                lease_until=Now() + Value(LEASE),
                attempts=F("attempts") + 1,
            )
    except IntegrityError:
        return False
    return taken == 1
