"""Lenses: share links, each with its own life."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from tracker.models.resume import Resume


class LensQuerySet(models.QuerySet["Lens"]):
    """Questions about share links."""

    def open(self) -> Self:
        """Keep the links that still lead somewhere."""
        return self.filter(models.Q(expires_at=None) | models.Q(expires_at__gt=Now()))


class Lens(models.Model):
    """One unlisted share link to a person's profile.

    Only the SHA-256 of its token is kept, so the link can be shown once, when it is made. Revoking
    it deletes the row. It offers its `resume`, whatever the profile does; without one, what the
    profile offers.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lenses"
    )
    label = models.CharField(max_length=80, blank=True)
    resume = models.ForeignKey(
        Resume, on_delete=models.SET_NULL, null=True, blank=True, related_name="lenses"
    )
    token_hash = models.BinaryField(max_length=32, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    objects = LensQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "lenses"

    def __str__(self) -> str:
        return self.label or f"Share link {self.pk}"
