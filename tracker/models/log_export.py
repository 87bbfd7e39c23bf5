"""Full logs: the whole log as one long PDF, made on request and kept for a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from tracker.models.leased import ACTIVE, Leased, LeasedQuerySet
from tracker.records import Family, Labelled, Paper
from tracker.resume_content.content import Language

KEPT_FOR = timedelta(days=1)
TOLD_FOR = timedelta(days=7)  # that there was one, after its file has gone
MAX_FILE = 64 << 20  # bytes; one of 12,000 entries has 4 MiB


class ExportState(Labelled):
    """Where a full log stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class ExportPhase(Labelled):
    """What is being done for one, in the words that its owner reads."""

    NONE = "", "Waiting for its turn"
    READING = "reading", "Reading entries"
    SETTING = "setting", "Setting type"
    CHECKING = "checking", "Reading it back"


class LogExportQuerySet(LeasedQuerySet["LogExport"]):
    """Questions about full logs; times are the database's, so no worker's clock matters."""

    def waiting(self) -> Self:
        """Keep what no worker has taken yet, the longest waiting first."""
        return self.queued().order_by("created_at", "pk")

    def worn_out(self) -> Self:
        """Keep what ran out so long ago that its owner need not be told any more."""
        return self.filter(expires_at__lt=Now() - models.Value(TOLD_FOR))


class LogExport(Leased):
    """A request for a full log, and what became of it.

    `first_year` and `last_year` are null where there is no such bound, `families` is empty where
    all are meant.
    """

    first_year = models.PositiveSmallIntegerField(null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(null=True, blank=True)
    families = ArrayField(
        models.CharField(max_length=20, choices=Family.choices()), default=list, blank=True
    )
    with_stories = models.BooleanField(default=True)
    with_private = models.BooleanField(default=False)
    language = models.CharField(
        max_length=20, choices=Language.choices(), default=Language.ENGLISH.value
    )
    paper = models.CharField(max_length=20, choices=Paper.choices(), default=Paper.A4.value)

    state = models.CharField(
        max_length=10, choices=ExportState.choices(), default=ExportState.QUEUED.value
    )
    phase = models.CharField(
        max_length=10, choices=ExportPhase.choices(), default=ExportPhase.NONE.value, blank=True
    )
    done = models.PositiveIntegerField(default=0, help_text="entries read")
    total = models.PositiveIntegerField(null=True, blank=True, help_text="entries in all")

    pages = models.PositiveIntegerField(null=True, blank=True)
    replaced = models.TextField(blank=True, help_text="characters that no font of ours can show")
    missing = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    made_at = models.DateTimeField(null=True, blank=True, help_text="when it was over")
    expires_at = models.DateTimeField(null=True, blank=True)

    objects = LogExportQuerySet.as_manager()

    class Meta(Leased.Meta):
        indexes = [
            models.Index(fields=["user", "-created_at"], name="log_export_latest"),
            models.Index(
                fields=["created_at"],
                condition=models.Q(state__in=ACTIVE),
                name="log_export_active",
            ),
            models.Index(fields=["expires_at"], name="log_export_expires"),
        ]

    def __str__(self) -> str:
        return f"Full log {self.pk}"


class LogExportFile(models.Model):
    """The bytes of a finished full log, apart from its row so that no page loads them unasked."""

    export = models.OneToOneField(LogExport, models.CASCADE, primary_key=True, related_name="file")
    content = models.BinaryField(max_length=MAX_FILE)
    size = models.PositiveIntegerField(help_text="bytes")

    def __str__(self) -> str:
        return f"PDF of {self.export}"
