"""What an organisation keeps from us until somebody approves Contriblog there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from tracker.records import RestrictionKind


class Approval(models.Model):
    """An organisation that GitHub named, or numbered, as it left something out of an answer.

    `organization` is its login or name, "" where GitHub tells no more than its `number`, or not
    even that. `url` is where GitHub said that it can be approved. A full pass that no longer meets
    it deletes the row.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="approvals", db_index=False
    )
    kind = models.CharField(max_length=20, choices=RestrictionKind.choices())
    organization = models.CharField(max_length=100, blank=True)
    number = models.CharField(max_length=20, blank=True)
    url = models.CharField(max_length=500, blank=True)
    met_at = models.DateTimeField(db_default=Now(), help_text="when GitHub last said so")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization", "number", "kind"],
                name="one_approval_per_organization",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.organization or self.number}"
