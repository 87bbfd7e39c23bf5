"""Taking a full log: one worker at a time, by the database's clock, proved with every write."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Value
from django.db.models.functions import Now

from tracker import leases
from tracker.models import ExportPhase, ExportState, LogExport, LogExportFile
from tracker.models.log_export import KEPT_FOR
from tracker.render.full_log import RenderedLog

LEASE = timedelta(seconds=30)
MOST_ATTEMPTS = 3
TOO_MANY_ATTEMPTS = (
    f"We stopped after {MOST_ATTEMPTS} attempts that came to nothing. Choose fewer years and try "
    "again."
)
OVER: leases.Columns = {
    "phase": ExportPhase.NONE,
    "made_at": Now(),
    "expires_at": Now() + Value(KEPT_FOR),
}


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
        again = {"phase": ExportPhase.NONE, "done": 0, "rung_at": None}
        self._write(state=ExportState.QUEUED, **again, **leases.FREE)

    def _end(self, state: ExportState, **columns: object) -> None:
        self._write(state=state, **OVER, **leases.FREE, **columns)

    def _write(self, **columns: object) -> None:
        leases.write(self.export, self.token, **columns)


def claim(export_id: int) -> Lease | None:
    """Take it; None where nobody waits for it any more, or every slot is taken."""
    queued = LogExport.objects.queued()
    held = leases.claim(queued, export_id, settings.DOCUMENTS_AT_ONCE, LEASE)
    return Lease(*held) if held else None
