"""Heartbeats: which background processes live."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Now

from tracker.records import Labelled


class Process(Labelled):
    """The background processes that a log depends on."""

    WORKER = "worker"
    KEEPER = "keeper"


class HeartbeatQuerySet(models.QuerySet["Heartbeat"]):
    """Questions about signs of life; times are the database's."""

    def alive(self, within: timedelta) -> Self:
        """Keep the processes that have shown themselves lately."""
        return self.filter(seen_at__gt=Now() - models.Value(within))


class Heartbeat(models.Model):
    """When a background process last showed that it lives, so that a page can say it does not."""

    process = models.CharField(max_length=20, primary_key=True, choices=Process.choices())
    seen_at = models.DateTimeField(db_default=Now())

    objects = HeartbeatQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.process} at {self.seen_at:%Y-%m-%d %H:%M:%S}"
