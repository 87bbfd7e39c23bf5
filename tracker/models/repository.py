"""Repositories: facts from GitHub, shared by everyone who contributed to one."""

from datetime import timedelta

from django.db import models

VISIBILITY_LASTS = timedelta(days=30)


class Repository(models.Model):
    """One repository, known by its node id: names change, and the record outlives it.

    `hydrated_at` is when its visibility, description, language and stars were last read; null
    before the first time. An unknown visibility counts as private, and so does one that was read
    longer than `VISIBILITY_LASTS` ago. `is_private` covers also what GitHub no longer shows;
    `is_shown_private` is what it said when it last showed it.
    """

    node_id = models.CharField(max_length=128, unique=True)
    full_name = models.CharField(max_length=255, db_index=True)
    url = models.URLField(max_length=500, blank=True)
    description = models.CharField(max_length=500, blank=True)
    language = models.CharField(max_length=60, blank=True)
    topics = models.JSONField(default=list)
    stars = models.PositiveIntegerField(default=0)
    is_private = models.BooleanField(default=True)
    is_shown_private = models.BooleanField(default=True)
    is_fork = models.BooleanField(default=False)
    is_archived = models.BooleanField(default=False)
    hydrated_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "repositories"

    def __str__(self) -> str:
        return self.full_name
