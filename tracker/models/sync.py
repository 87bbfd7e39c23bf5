"""Syncs: the run, which is also the lock, and the streams that it walks."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from tracker.models.leased import ACTIVE, Leased, LeasedQuerySet
from tracker.records import Form, Labelled


class RunState(Labelled):
    """Where a sync run stands. A run that waits is queued, with `not_before` set."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


NO_ROOM = "no_room"  # the `error_code` of a run that waits until fewer others are worked on


class Trigger(Labelled):
    """What asked for a run."""

    SIGN_IN = "sign_in", "Signed in"
    OWNER = "owner", "Sync now"
    KEEPER = "keeper", "On schedule"
    COMMAND = "command", "Command line"


class Lane(Labelled):
    """Which queue rings for a run: nobody's hourly change waits behind a lifetime being read."""

    FIRST = "first", "First reading"
    CHANGES = "changes"


class SyncRunQuerySet(LeasedQuerySet["SyncRun"]):
    """Questions about runs; times are the database's, so no worker's clock matters."""

    def due(self) -> Self:
        """Keep the queued runs whose time has come."""
        return self.queued().filter(not_before__lte=Now())

    def claimable(self) -> Self:
        """Keep what a worker may take now."""
        return self.due() | self.abandoned()


class SyncRun(Leased):
    """One attempt to bring a user's log up to date; its lease is renewed with every page."""

    trigger = models.CharField(max_length=10, choices=Trigger.choices())
    lane = models.CharField(
        max_length=10, choices=Lane.choices(), default=Lane.CHANGES.value, editable=False
    )
    is_full = models.BooleanField(
        default=False, help_text="re-read everything, not only what moved"
    )
    state = models.CharField(
        max_length=10, choices=RunState.choices(), default=RunState.QUEUED.value
    )
    not_before = models.DateTimeField(db_default=Now())
    waiting_for = models.CharField(max_length=300, blank=True, help_text="why it waits, in words")
    doing = models.CharField(max_length=200, blank=True, help_text="what is being read, in words")

    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    requests = models.PositiveIntegerField(default=0)
    points = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0, help_text="items read")
    stored = models.PositiveIntegerField(default=0, help_text="entries made or changed")
    error_code = models.CharField(max_length=40, blank=True, help_text="why it failed, or waits")

    objects = SyncRunQuerySet.as_manager()

    class Meta(Leased.Meta):
        indexes = [
            models.Index(fields=["user", "-created_at"], name="sync_run_latest"),
            models.Index(
                fields=["not_before"],
                condition=models.Q(state__in=ACTIVE),
                name="sync_run_active",
            ),
            models.Index(fields=["finished_at"], name="sync_run_finished"),
        ]

    def __str__(self) -> str:
        return f"Sync run {self.pk}"

    @property
    def waits_for_room(self) -> bool:
        """Whether it is due, and only too many others are worked on just now."""
        return self.state == RunState.QUEUED and self.error_code == NO_ROOM


class Phase(Labelled):
    """What a stream is doing: reading everything once, or only what moved since."""

    BACKFILL = "backfill"
    INCREMENTAL = "incremental"


class SyncStream(models.Model):
    """How far one form of contribution has been read for one user.

    During a backfill `cursor` walks an immutable order and is stored with each page. `watermark` is
    the instant, on GitHub's clock, up to which every change is known to be stored; null until the
    first backfill has ended.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="sync_streams", db_index=False
    )
    form = models.CharField(max_length=20, choices=Form.choices())
    phase = models.CharField(max_length=12, choices=Phase.choices(), default=Phase.BACKFILL.value)
    cursor = models.CharField(max_length=500, blank=True)
    window_from = models.DateTimeField(null=True, blank=True)
    window_to = models.DateTimeField(null=True, blank=True)
    page_size = models.PositiveSmallIntegerField(default=100)
    started_at = models.DateTimeField(null=True, blank=True, help_text="GitHub's clock")
    watermark = models.DateTimeField(null=True, blank=True, help_text="GitHub's clock")
    scopes = models.CharField(max_length=300, blank=True, help_text="granted when it was read")
    seen = models.PositiveIntegerField(default=0, help_text="items read in this pass")
    total = models.PositiveIntegerField(null=True, blank=True, help_text="items, as GitHub counts")
    is_complete = models.BooleanField(default=False, help_text="read to its end at least once")
    counted = models.JSONField(
        default=dict, help_text="what GitHub counted as the pass began, where it has no order"
    )
    counted_since = models.DateTimeField(
        null=True, blank=True, help_text="from which instant, where it is not a lifetime"
    )
    citations_known_to = models.DateTimeField(
        null=True, blank=True, help_text="closed before: every commit that cites it was read"
    )
    pending = models.JSONField(default=list, help_text="what was found and is still to be read")
    restarts = models.PositiveSmallIntegerField(
        default=0, help_text="times in this pass that GitHub refused the place we had kept"
    )
    error_code = models.CharField(max_length=40, blank=True)
    last_error = models.TextField(blank=True, help_text="why it stopped, in words")
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "form"], name="one_sync_stream_per_user_and_form"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} stream of user {self.user_id}"


class SyncSkip(models.Model):
    """An item that could not be read or stored: a known gap, kept by name, that stops nothing.

    `tried_at` is when it was last asked for; `is_wanted` when its owner wants it tried at once.
    """

    stream = models.ForeignKey(SyncStream, models.CASCADE, related_name="skips", db_index=False)
    node_id = models.CharField(max_length=128, blank=True)
    reason = models.CharField(max_length=300)
    tried_at = models.DateTimeField(auto_now_add=True)
    is_wanted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "node_id", "reason"], name="one_sync_skip_per_item_and_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.node_id or 'unnamed item'}: {self.reason}"
