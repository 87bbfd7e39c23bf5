"""Turns on a run, carried out here and now, as a worker would."""

from __future__ import annotations

from accounts.models import User
from tracker.ingest.ask import ask
from tracker.ingest.run import Outcome, Patience, carry_out
from tracker.models import SyncRun, Trigger

FOREVER = Patience(seconds=600, pages=1_000_000)


def deaf(_run: SyncRun) -> None:
    """A doorbell that nobody hears."""


def request(owner: User, *, is_full: bool = False, trigger: Trigger = Trigger.OWNER) -> SyncRun:
    """A run that is asked for and that no worker has heard of."""
    return ask(owner, trigger, ring=deaf, is_full=is_full)


def sync(owner: User, *, is_full: bool = False) -> Outcome:
    """Ask for a run and carry it out in one turn."""
    return turn(request(owner, is_full=is_full))


def turn(run: SyncRun, *, pages: int = FOREVER.pages) -> Outcome:
    """One turn on a run, of at most so many pages."""
    return carry_out(run.pk, ring=deaf, patience=Patience(seconds=600, pages=pages))
