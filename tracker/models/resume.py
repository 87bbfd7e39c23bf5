"""Résumés: what their owner wrote; the bullets grow from the highlights."""

from __future__ import annotations

from django.conf import settings
from django.db import models, transaction

from accounts.models import User
from tracker.records import Paper


class ResumeManager(models.Manager["Resume"]):
    """Finds a person's résumé."""

    def of(self, user: User) -> Resume:
        """Their résumé, made if there is none; two calls at the same time make one."""
        return self.first_of(user) or self._made_once(user)

    def first_of(self, user: User) -> Resume | None:
        """The one that they made first, if any."""
        return self.filter(user=user).order_by("pk").first()

    @transaction.atomic
    def _made_once(self, user: User) -> Resume:
        User.objects.select_for_update(no_key=True).get(pk=user.pk)
        return self.first_of(user) or self.create(user=user)


class Resume(models.Model):
    """One résumé of one person. An empty `name` or `headline` means the profile's."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="resumes"
    )
    title = models.CharField(max_length=120, default="My résumé")
    name = models.CharField(max_length=120, blank=True)
    headline = models.CharField(max_length=160, blank=True)
    summary = models.TextField(blank=True, max_length=1200)
    paper = models.CharField(max_length=10, choices=Paper.choices(), default=Paper.A4.value)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ResumeManager()

    def __str__(self) -> str:
        return self.title
