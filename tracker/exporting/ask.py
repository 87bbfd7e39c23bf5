"""Asking for a full log, and changing one's mind: a row says that it is owed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from tracker.exporting.carry_out import Ring
from tracker.exporting.lease import OVER
from tracker.leases import FREE, the_active
from tracker.models import ExportState, LogExport
from tracker.records import Family, Paper
from tracker.resume_content.content import Language


@dataclass(frozen=True, slots=True)
class Wish:
    """What a full log is to hold: of which years (None: no such bound) and families (none: all)."""

    first_year: int | None = None
    last_year: int | None = None
    families: Sequence[Family] = ()
    with_stories: bool = True
    with_private: bool = False
    language: Language = Language.ENGLISH
    paper: Paper = Paper.A4


def ask(user: User, wish: Wish, *, ring: Ring) -> LogExport:
    """The full log that is on its way, made if there is none; `ring` once that is committed.

    What came of earlier ones goes: one file is kept for a person.
    """
    with transaction.atomic():
        export = the_active(LogExport.objects.all(), _wished(user, wish))
        LogExport.objects.filter(user=user).exclude(pk=export.pk).delete()
        transaction.on_commit(lambda: ring(export))
    return export


def cancel(user: User, export_id: int) -> bool:
    """End it, wherever it is; False where it was over. Who works on it finds its fence gone."""
    mine = LogExport.objects.active().filter(pk=export_id, user=user)
    return mine.update(state=ExportState.CANCELLED, **OVER, **FREE) == 1


def _wished(user: User, wish: Wish) -> LogExport:
    return LogExport(
        user=user,
        first_year=wish.first_year,
        last_year=wish.last_year,
        families=list(wish.families),
        with_stories=wish.with_stories,
        with_private=wish.with_private,
        language=wish.language,
        paper=wish.paper,
    )
