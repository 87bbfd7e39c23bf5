"""Entries: the lines of the log."""

from __future__ import annotations

from functools import cache
from typing import Self

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models.functions import Coalesce, Now, NullIf

from tracker.models.repository import VISIBILITY_LASTS, Repository
from tracker.models.sync import SyncStream
from tracker.records import Credit, Form, Kind, Landing, NextMove, Source, State, StateReason

# The owner's word for what sort an entry is, where there is one; else the derived kind.
EFFECTIVE_KIND = Coalesce(NullIf("annotation__kind_override", models.Value("")), "kind")

UNTOLD = models.Q(annotation=None) | models.Q(
    annotation__problem="", annotation__fix="", annotation__impact=""
)
_KNOWN_LATELY = models.Q(repository__hydrated_at__gt=Now() - models.Value(VISIBILITY_LASTS))
LAST_SHOWN_PRIVATE = models.Q(repository__is_private=True, repository__is_shown_private=True)
_A_SPONSORSHIP = models.Q(source=Source.GITHUB, form=Form.SPONSORSHIP)
# Long, and shown on the entry's own page alone.
_NOT_IN_LINES = ("body", "paths", "search", "annotation__search")
# Nothing that a résumé prints by itself; the lint of evidence reads some of it where it is asked.
_NOT_IN_BULLETS = (
    *("body", "parent", "claim_evidence", "milestone", "author_association", "kind_rule"),
    *("base_ref", "merged_by", "changed_files", "node_id", "is_draft", "is_co_author"),
    *("opened_at", "updated_at", "closed_at", "merged_at", "submitted_at", "landed_at"),
    *("next_move", "next_move_why", "next_move_since", "next_move_read_at"),
    *("database_id", "enriched_at", "first_seen_at", "missed_at", "search"),
    *("annotation__is_highlighted", "annotation__revision"),
    *("annotation__updated_at", "annotation__search"),
    *("repository__node_id", "repository__is_shown_private", "repository__is_fork"),
    *("repository__is_archived", "repository__hydrated_at"),
)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about entries that can be chained; none runs a query."""

    def shown(self) -> Self:
        """Keep what its owner has not hidden."""
        return self.exclude(annotation__is_hidden=True)

    def public(self) -> Self:
        """Keep what a stranger may see: known to be public, not hidden, still there.

        Knowledge ages: one that was not renewed for `VISIBILITY_LASTS` counts for nothing.
        """
        known_public = (
            models.Q(_KNOWN_LATELY, repository__is_private=False)
            | models.Q(repository=None, source=Source.MANUAL)
            | (_A_SPONSORSHIP & models.Q(_listed_lately()))
        )
        return self.shown().filter(known_public, is_private_at_source=False, tombstoned_at=None)

    def unchecked(self) -> Self:
        """Keep what no stranger sees only because GitHub did not confirm lately that it may be."""
        worn_out = (models.Q(repository__is_private=False) & ~_KNOWN_LATELY) | (
            _A_SPONSORSHIP & ~models.Q(_listed_lately())
        )
        return self.filter(worn_out, is_private_at_source=False, tombstoned_at=None)

    def private(self) -> Self:
        """Keep what is private at its source, or in a private repository, and is still there."""
        is_private = models.Q(repository__is_private=True) | models.Q(is_private_at_source=True)
        return self.filter(is_private, tombstoned_at=None)

    def gone(self) -> Self:
        """Keep what is no longer at its source."""
        return self.exclude(tombstoned_at=None)

    def missed(self) -> Self:
        """Keep what GitHub did not show when last asked, and that is not given up yet."""
        return self.filter(missed_at__isnull=False, tombstoned_at=None)

    def frozen(self) -> Self:
        """Keep what GitHub last showed in a private repository."""
        return self.filter(LAST_SHOWN_PRIVATE)

    def not_frozen(self) -> Self:
        """Leave out what GitHub last showed in a private repository."""
        return self.exclude(LAST_SHOWN_PRIVATE)

    def within_reach(self, *, may_see_private: bool) -> Self:
        """Keep what GitHub still shows, with or without access to private repositories."""
        there = self.filter(tombstoned_at=None)
        return there if may_see_private else there.not_frozen()

    def highlighted(self) -> Self:
        """Keep what its owner chose to show."""
        return self.filter(annotation__is_highlighted=True)

    def told(self) -> Self:
        """Keep what its owner has told any part of the story of."""
        return self.exclude(UNTOLD)

    def untold(self) -> Self:
        """Keep what has no story yet."""
        return self.filter(UNTOLD)

    def for_lines(self) -> Self:
        """Load with each entry what a line, a card or a bullet shows, and nothing long."""
        return self.select_related("repository", "annotation").defer(*_NOT_IN_LINES)

    def for_bullets(self) -> Self:
        """Load with each entry what a résumé prints of it and what shows its skills."""
        return self.select_related("repository", "annotation").defer(*_NOT_IN_BULLETS)

    def newest_first(self) -> Self:
        """In the order of the timeline, which is also that of its cursor."""
        return self.order_by("-occurred_at", "-pk")


@cache
def _listed_lately() -> models.Exists:
    """Whether the entry's owner has had their sponsorships read lately; built once, as all ask it.

    A sponsorship has no repository: what is known of one is as old as the reading of the list.
    """
    lately = Now() - models.Value(VISIBILITY_LASTS)
    streams = SyncStream.objects.filter(user=models.OuterRef("user"), watermark__gt=lately)
    return models.Exists(streams.filter(form=Form.SPONSORSHIP))


class Entry(models.Model):
    """One line of the log: a contribution read from GitHub, or one that its owner added by hand.

    A sync writes rows whose source is GitHub and no others; the owner's words about any entry live
    in its `Annotation`. No sync deletes a row because GitHub does not show it: at the first miss it
    sets `missed_at`, and `tombstoned_at` where it is still missing a day or more later. What is
    seen again loses both. Both instants are GitHub's.

    `occurred_at` places the entry in time: when a pull request landed or else was opened, when an
    issue was opened, when a review was given or a release published, the day an owner named.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="entries", db_index=False
    )
    source = models.CharField(max_length=10, choices=Source.choices())
    form = models.CharField(max_length=20, choices=Form.choices())
    node_id = models.CharField(max_length=128, help_text="GitHub's, or one of ours by hand")
    database_id = models.BigIntegerField(null=True, blank=True)
    repository = models.ForeignKey(
        Repository, on_delete=models.PROTECT, null=True, blank=True, related_name="entries"
    )
    place = models.CharField(max_length=255, blank=True, help_text="where, if in no repository")
    number = models.PositiveBigIntegerField(null=True, blank=True)
    title = models.CharField(max_length=1024)
    url = models.URLField(max_length=2000, blank=True)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=20, blank=True, choices=State.choices())
    state_reason = models.CharField(max_length=40, blank=True, help_text="see StateReason")
    is_draft = models.BooleanField(default=False)
    is_private_at_source = models.BooleanField(
        default=False, help_text="its owner keeps it private at GitHub, as a sponsorship can be"
    )

    occurred_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    updated_at = models.DateTimeField(help_text="when it last changed at its source")
    closed_at = models.DateTimeField(null=True, blank=True)
    merged_at = models.DateTimeField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    additions = models.PositiveBigIntegerField(null=True, blank=True)
    deletions = models.PositiveBigIntegerField(null=True, blank=True)
    changed_files = models.PositiveBigIntegerField(null=True, blank=True)
    comment_count = models.PositiveBigIntegerField(null=True, blank=True)
    labels = models.JSONField(default=list)
    paths = models.JSONField(default=list, help_text="of the changed files, at most 100")
    closing_issues = models.JSONField(default=list)
    author_association = models.CharField(max_length=30, blank=True)
    base_ref = models.CharField(max_length=255, blank=True)
    head_ref = models.CharField(max_length=255, blank=True)
    milestone = models.CharField(max_length=255, blank=True)
    merge_commit_oid = models.CharField(max_length=64, blank=True)
    merged_by = models.CharField(max_length=100, blank=True)
    parent = models.JSONField(default=dict, help_text="where a review or a comment was given")
    actions = models.JSONField(default=list, help_text="done where it was said: what at detail url")
    co_authors = models.JSONField(
        default=list, help_text="of a commit: who else wrote it, its author first"
    )
    is_co_author = models.BooleanField(
        default=False, help_text="of a commit: somebody else is its author"
    )

    landing = models.CharField(max_length=20, blank=True, choices=Landing.choices())
    landed_at = models.DateTimeField(null=True, blank=True)
    landing_evidence = models.JSONField(default=dict)

    kind = models.CharField(max_length=20, choices=Kind.choices())
    kind_rule = models.CharField(max_length=120, blank=True, help_text="why it is of this kind")

    next_move = models.CharField(max_length=12, blank=True, choices=NextMove.choices())
    next_move_why = models.CharField(max_length=120, blank=True)
    next_move_since = models.DateTimeField(null=True, blank=True)
    next_move_read_at = models.DateTimeField(null=True, blank=True, editable=False)
    claim = models.CharField(
        max_length=20, blank=True, choices=Credit.choices(), help_text="why it is also theirs"
    )
    claim_evidence = models.JSONField(default=dict, help_text="what, url")

    content_hash = models.BinaryField(max_length=32, default=b"", editable=False)
    enriched_at = models.DateTimeField(null=True, blank=True, editable=False)
    first_seen_at = models.DateTimeField(auto_now_add=True)
    missed_at = models.DateTimeField(null=True, blank=True, editable=False)
    tombstoned_at = models.DateTimeField(null=True, blank=True)

    search = models.GeneratedField(
        expression=SearchVector("title", "place", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "form", "node_id"], name="one_entry_per_user_form_and_node_id"
            ),
            models.CheckConstraint(
                condition=models.Q(source=Source.MANUAL)
                | models.Q(form=Form.SPONSORSHIP)
                | models.Q(repository__isnull=False),
                name="entry_from_github_has_a_repository",
            ),
            models.CheckConstraint(
                condition=models.Q(landing="") | models.Q(landed_at__isnull=False),
                name="landed_entry_has_its_instant",
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-occurred_at", "-id"], name="entry_timeline"),
            models.Index(fields=["user", "-id"], name="entry_newest"),
            models.Index(fields=["user", "repository"], name="entry_project"),
            models.Index(
                fields=["user", "-id"],
                condition=models.Q(missed_at__isnull=False, tombstoned_at=None),
                name="entry_missed",
            ),
            GinIndex(fields=["search"], name="entry_search"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_by_hand(self) -> bool:
        """Whether its owner added it, so that only they say so."""
        return self.source == Source.MANUAL

    @property
    def is_removable(self) -> bool:
        """Whether it is in the log because its owner said so, who may take it out again."""
        return self.is_by_hand or bool(self.claim)

    @property
    def is_turned_down(self) -> bool:
        """Whether it was closed because nobody will do it."""
        return self.state_reason == StateReason.NOT_PLANNED

    @property
    def is_landed(self) -> bool:
        """Whether the change is in the code, merged on GitHub or otherwise."""
        return bool(self.landing)

    @property
    def is_private(self) -> bool:
        """Whether it is private at its source, or happened in a private repository."""
        in_private = self.repository is not None and self.repository.is_private
        return in_private or self.is_private_at_source

    @property
    def project(self) -> str:
        """The repository's full name, else the place that its owner named, or who is sponsored."""
        return self.repository.full_name if self.repository else self.place
