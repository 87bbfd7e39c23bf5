"""How a person's full log stands, in words that they can act on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.utils import timezone

from accounts.models import User
from tracker.models import ExportPhase, ExportState, LogExport, LogExportFile
from tracker.present.sync import silent_processes
from tracker.records import Family
from tracker.resume_content.content import Language

_PATIENCE = timedelta(seconds=20)  # before one that nobody takes is called stuck


class Stand(StrEnum):
    """What the panel has to say."""

    NONE = "none"
    QUEUED = "queued"
    STUCK = "stuck"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class FullLogPanel:
    """The newest full log of a person, if any; `stand` decides which of the others speak.

    `holds` says in words what was asked for, `silent` who should work and gives no sign of life,
    `size` is the file's in bytes.
    """

    stand: Stand
    export: LogExport | None = None
    holds: str = ""
    silent: str = ""
    size: int = 0

    @property
    def is_live(self) -> bool:
        """Whether it changes by itself, so that a page should keep asking."""
        return self.stand in {Stand.QUEUED, Stand.STUCK, Stand.RUNNING}

    @property
    def doing(self) -> str:
        """What is being done."""
        phase = ExportPhase(self.export.phase) if self.export else ExportPhase.NONE
        return phase.label


def full_log_panel(owner: User) -> FullLogPanel:
    """How the newest full log of this person stands. At most three queries."""
    export = LogExport.objects.filter(user=owner).order_by("-created_at", "-pk").first()
    if export is None:
        return FullLogPanel(Stand.NONE)
    stand = _stand(export)
    silent = silent_processes() if _is_late(export) else ()
    if silent:
        stand = Stand.STUCK
    size = LogExportFile.objects.filter(export=export).values_list("size", flat=True).first()
    return FullLogPanel(stand, export, holds(export), " and the ".join(silent), size or 0)


def holds(export: LogExport) -> str:
    """What was asked for: "2019 to 2026, code and docs, titles only, private copy, in Deutsch"."""
    parts = [_years(export), _families(export)]
    parts += ["" if export.with_stories else "titles only"]
    parts += ["private copy" if export.with_private else ""]
    is_english = export.language == Language.ENGLISH
    parts += ["" if is_english else f"in {Language(export.language).label}"]
    return ", ".join(filter(None, parts))


def _years(export: LogExport) -> str:
    first, last = export.first_year, export.last_year
    if first and last:
        return str(first) if first == last else f"{first} to {last}"
    if first:
        return f"Since {first}"
    return f"Until {last}" if last else "All years"


def _families(export: LogExport) -> str:
    labels = [Family(family).label.lower() for family in export.families]
    return " and ".join(filter(None, (", ".join(labels[:-1]), *labels[-1:])))


def _stand(export: LogExport) -> Stand:
    is_over = export.expires_at is not None and export.expires_at <= timezone.now()
    if is_over and export.state == ExportState.DONE:
        return Stand.EXPIRED
    return Stand(export.state)


def _is_late(export: LogExport) -> bool:
    if export.state == ExportState.RUNNING and export.lease_until is not None:
        return export.lease_until < timezone.now() - _PATIENCE
    is_queued = export.state == ExportState.QUEUED
    return is_queued and export.created_at < timezone.now() - _PATIENCE
