"""Leased rows: work that one worker at a time may write to, and no more at once than slots."""

from __future__ import annotations

from datetime import timedelta
from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

QUEUED, RUNNING, FAILED = "queued", "running", "failed"  # states that all such work knows
ACTIVE = (QUEUED, RUNNING)
RING_AGAIN = timedelta(seconds=30)

Row = TypeVar("Row", bound="Leased")


class LeasedQuerySet(models.QuerySet[Row]):
    """Questions about leased rows; times are the database's, so no worker's clock matters."""

    def active(self) -> Self:
        """Keep what is not over."""
        return self.filter(state__in=ACTIVE)

    def queued(self) -> Self:
        """Keep what no worker has."""
        return self.filter(state=QUEUED)

    def running(self) -> Self:
        """Keep what a worker has, or had before it vanished."""
        return self.filter(state=RUNNING)

    def abandoned(self) -> Self:
        """Keep what a worker has let go: its lease ran out."""
        return self.running().filter(lease_until__lt=Now())

    def unheard(self) -> Self:
        """Keep what nobody has rung for lately."""
        long_ago = models.Q(rung_at__lt=Now() - models.Value(RING_AGAIN))
        return self.filter(models.Q(rung_at=None) | long_ago)

    def has_room(self, slots: int) -> bool:
        """Whether fewer than `slots` are worked on, so that one more may be."""
        return self.running().filter(slot__lte=slots).count() < slots


class Leased(models.Model):
    """Work for a user, whose row is also the lock: a user has at most one that is not over.

    A worker holds the row under a lease, in a slot that nobody else holds; each of its writes
    proves the fencing token `lease_token` first (`tracker.leases`), so one that was frozen past its
    lease can change nothing. Each kind of work adds its own `state`, with words of its own.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="%(class)ss", db_index=False
    )
    state = models.CharField(max_length=10, default=QUEUED)
    lease_token = models.UUIDField(null=True, blank=True, editable=False)
    lease_until = models.DateTimeField(null=True, blank=True, editable=False)
    slot = models.PositiveSmallIntegerField(
        null=True, blank=True, editable=False, help_text="which of so many at once, while it runs"
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    rung_at = models.DateTimeField(null=True, blank=True, editable=False)
    error = models.TextField(blank=True, help_text="what happened and what to do, for its owner")

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(state__in=ACTIVE),
                name="one_active_%(class)s_per_user",
            ),
            models.UniqueConstraint(
                fields=["slot"],
                condition=models.Q(state=RUNNING),
                name="one_running_%(class)s_per_slot",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=RUNNING)
                | models.Q(lease_token__isnull=False, lease_until__isnull=False),
                name="running_%(class)s_has_a_lease",
            ),
        ]

    @property
    def is_active(self) -> bool:
        """Whether it is not over."""
        return self.state in ACTIVE
