"""Reconciliation: the weekly question whether what is in a log is still at GitHub, and where."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Reconciliation(models.Model):
    """How far a user's log has been compared with GitHub by id. Instants are GitHub's.

    A round walks the log from its newest row to its oldest: `place` is the row that it has reached,
    null between two rounds. `scopes` are those under which misses are counted; with others, the
    counting starts anew. `doubted` counts entries that GitHub did not show in the last round when
    they were too many to be believed gone.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        primary_key=True,
        related_name="reconciliation",
    )
    ended_at = models.DateTimeField(help_text="of the last round; at first, of the first sync")
    place = models.BigIntegerField(null=True, blank=True)
    scopes = models.CharField(max_length=300, blank=True)
    doubted = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"Reconciliation of user {self.user_id}"
