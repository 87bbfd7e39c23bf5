"""Finished files, kept for a while so that asking again asks nothing of the typesetter."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.utils import timezone

KEPT_PER_PERSON = 6  # about 100 kB each
KEPT_FOR = timedelta(days=7)


class RenderedFileManager(models.Manager["RenderedFile"]):
    """Keeps files and finds them again."""

    def find(self, owner_id: int, key: str) -> RenderedFile | None:
        """The person's file of this content, if it is still kept."""
        return self.filter(user_id=owner_id, key=key).first()

    def keep(self, file: RenderedFile) -> None:
        """Keep `file`, and let go of what is beyond the person's share."""
        newest = self.filter(user_id=file.user_id).order_by("-pk").values("pk")[:KEPT_PER_PERSON]
        with transaction.atomic():  # one commit for both
            self.bulk_create([file], ignore_conflicts=True)
            self.filter(user_id=file.user_id).exclude(pk__in=newest).delete()

    def let_go_of_old(self) -> int:
        """Delete what was kept for its time; returns how many files that were."""
        return self.filter(made_at__lt=timezone.now() - KEPT_FOR).delete()[0]


class RenderedFile(models.Model):
    """One PDF under the name of its content (`tracker.render.digest`), and what it lacks.

    Whoever may see it is decided by what makes the document, anew each time: the name of what they
    may see is all that leads here. It belongs to the person whose résumé it is and goes with them.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="rendered_files",
        db_index=False,
    )
    key = models.CharField(max_length=64)
    content = models.BinaryField()
    pages = models.PositiveIntegerField()
    lost = ArrayField(models.TextField(), default=list)
    made_at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = RenderedFileManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_file_per_person_and_content")
        ]

    def __str__(self) -> str:
        return self.key
