"""Annotations: the owner's words and choices about an entry, which no sync ever writes."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models

from tracker.models.entry import Entry
from tracker.records import Kind


class Annotation(models.Model):
    """An entry's story (problem, fix, impact), whether it is a highlight, and whether it hides.

    `revision` grows with every write of the story: a save that names an older one was made on a
    page that had fallen behind.
    """

    entry = models.OneToOneField(
        Entry, on_delete=models.CASCADE, primary_key=True, related_name="annotation"
    )
    problem = models.TextField(blank=True)
    fix = models.TextField(blank=True)
    impact = models.TextField(blank=True)
    kind_override = models.CharField(max_length=20, blank=True, choices=Kind.choices())
    is_highlighted = models.BooleanField(default=False)
    is_hidden = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(auto_now=True)

    search = models.GeneratedField(
        expression=SearchVector("problem", "fix", "impact", config="simple"),
        output_field=SearchVectorField(),
        db_persist=True,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_highlighted=False) | models.Q(is_hidden=False),
                name="highlighted_is_not_hidden",
            )
        ]
        indexes = [GinIndex(fields=["search"], name="annotation_search")]

    def __str__(self) -> str:
        return f"About {self.entry}"

    @property
    def has_story(self) -> bool:
        """Whether any of the three parts has been written."""
        return bool(self.problem or self.fix or self.impact)
