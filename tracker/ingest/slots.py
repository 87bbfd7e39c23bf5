"""Slots: how many runs may be worked on at once, over all workers of this installation.

A run that is worked on holds a slot by its number, and a unique constraint lets each number be held
once. One run has one request to GitHub in flight, so this also bounds those.
"""

from __future__ import annotations

from django.conf import settings

from tracker.models import NO_ROOM, SyncRun

FULL = (
    "Many logs are being read right now. Yours follows by itself as soon as there is room; "
    "you can close this page."
)


def are_free() -> bool:
    """Whether one more run may be worked on."""
    return SyncRun.objects.has_room(settings.SYNCS_AT_ONCE)


def wait_for_one(run_id: int) -> None:
    """Have a due run that found none rung for once one is free; it was no attempt."""
    due = SyncRun.objects.due().filter(pk=run_id)
    due.update(waiting_for=FULL, error_code=NO_ROOM, rung_at=None)


def next_in_line() -> SyncRun | None:
    """The run that has waited longest for a slot and that nobody has rung for since."""
    waiting = SyncRun.objects.due().filter(error_code=NO_ROOM, rung_at=None)
    return waiting.order_by("not_before", "pk").first()
