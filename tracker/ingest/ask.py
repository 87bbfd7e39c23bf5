"""Asking for a sync: a row says that work is owed, and a message only rings for it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models.functions import Now

from accounts.models import User
from tracker.ingest import passes
from tracker.ingest.lanes import lanes_of
from tracker.leases import the_active
from tracker.models import Lane, RunState, SyncRun, Trigger

Ring = Callable[[SyncRun], object]


def ask(user: User, trigger: Trigger, *, ring: Ring, is_full: bool = False) -> SyncRun:
    """The user's active run, made if there is none; `ring` is called once that is committed.

    `is_full` has everything read again; a run that somebody works on already is not changed by it.
    Waits for nobody, not even for a worker that was frozen while it held the run.
    """
    ours = SyncRun(user=user, trigger=trigger, lane=lanes_of([user.pk])[user.pk])
    with transaction.atomic():
        run = the_active(SyncRun.objects.all(), ours)
        if run.state == RunState.QUEUED:
            _hurry(run, trigger)
            _widen(run, is_full=is_full)
        transaction.on_commit(lambda: ring(run))
    return run


def _hurry(run: SyncRun, trigger: Trigger) -> None:
    """The owner need not wait for anything but GitHub."""
    if trigger in {Trigger.OWNER, Trigger.COMMAND} and not run.waiting_for:
        SyncRun.objects.filter(pk=run.pk, state=RunState.QUEUED).update(not_before=Now())
        run.refresh_from_db()


def _widen(run: SyncRun, *, is_full: bool) -> None:
    """Let it read everything; the changed row keeps workers away until that is committed."""
    untouched = SyncRun.objects.filter(pk=run.pk, state=RunState.QUEUED, is_full=False)
    if is_full and untouched.update(is_full=True, lane=Lane.FIRST):
        passes.start_all_over(run.user)
        run.refresh_from_db()
