"""Signs of life from the background processes, for pages that would otherwise wait for ever."""

from __future__ import annotations

import math
import time

from django.db.models.functions import Now

from tracker.models import Heartbeat, Process

BEAT_EVERY = 15  # seconds


def beat(process: Process) -> None:
    """Note that a process lives now, by the database's clock."""
    if not Heartbeat.objects.filter(process=process).update(seen_at=Now()):
        Heartbeat.objects.bulk_create([Heartbeat(process=process)], ignore_conflicts=True)


class Pulse:
    """A process that shows its life as often as it is worth a write."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self._last = -math.inf

    def beat(self) -> None:
        """Show life, unless it was shown a moment ago."""
        if time.monotonic() - self._last >= BEAT_EVERY:
            self._last = time.monotonic()
            beat(self._process)
