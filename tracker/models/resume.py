"""Résumés: what their owner chose and wrote; the facts in them are the entries'."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from accounts.models import User
from tracker.resume_content.content import ResumeContent
from tracker.resume_content.stored import BadContentError, from_json, to_json

MAX_RESUMES = 50  # of one person


def empty_content() -> dict[str, Any]:
    """What a new résumé holds."""
    return to_json(ResumeContent())


def check_content(stored: object) -> None:
    """Raise ValidationError unless `stored` is the content of a résumé."""
    try:
        from_json(stored)
    except BadContentError as error:
        raise ValidationError(str(error)) from error


class ResumeManager(models.Manager["Resume"]):
    """Finds a person's résumé."""

    def first_of(self, user: User) -> Resume | None:
        """The one that their profile offers, else the one that they made first, if any."""
        return self.filter(user=user).order_by("-is_on_profile", "pk").first()


class Resume(models.Model):
    """One résumé of one person.

    `stored` is its `ResumeContent` as JSON. `revision` grows with every change of it: a save that
    names an older one was made on a page that had fallen behind. One of a person's résumés is
    offered on their profile.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="resumes"
    )
    title = models.CharField(max_length=120, default="My résumé")
    stored = models.JSONField(default=empty_content, validators=[check_content])
    revision = models.PositiveIntegerField(default=0)
    is_on_profile = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = ResumeManager()

    _read: tuple[object, ResumeContent] | None = None

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(is_on_profile=True),
                name="one_resume_on_the_profile",
            ),
            models.CheckConstraint(
                condition=~models.Q(title=""), name="resume_has_a_title_to_be_found_by"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def content(self) -> ResumeContent:
        """What its owner chose and wrote; read once for as long as `stored` is not replaced."""
        if self._read is None or self._read[0] is not self.stored:
            self._read = self.stored, from_json(self.stored)
        return self._read[1]


class ResumeVersion(models.Model):
    """A résumé as it stood once: what it held, under which revision, and why it was kept."""

    resume = models.ForeignKey(Resume, on_delete=models.CASCADE, related_name="versions")
    revision = models.PositiveIntegerField()
    stored = models.JSONField()
    label = models.CharField(max_length=80, blank=True, help_text="what its owner calls it")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["resume", "revision"], name="one_version_per_resume_and_revision"
            )
        ]

    def __str__(self) -> str:
        return self.label or f"Version {self.revision}"

    @property
    def content(self) -> ResumeContent:
        """What the résumé held."""
        return from_json(self.stored)
