"""Which stories are most worth two minutes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta, tzinfo

from django.db.models import F, Q
from django.utils import timezone

from tracker.models.entry import EntryQuerySet
from tracker.present.line import Line, line

RULE = "Highlights without a story first, then your most discussed work of the last year."
_LAST_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Prompts:
    """The entries to ask about, and the rule by which they were chosen."""

    lines: tuple[Line, ...]
    rule: str = RULE


def prompts(entries: EntryQuerySet, zone: tzinfo, number: int = 2) -> Prompts:
    """The `number` shown entries most worth a story, by `RULE`. One query."""
    recent = Q(occurred_at__gte=timezone.now() - _LAST_YEAR)
    untold = entries.shown().untold().filter(recent | Q(annotation__is_highlighted=True))
    chosen = untold.for_lines().order_by(
        F("annotation__is_highlighted").desc(nulls_last=True),
        F("comment_count").desc(nulls_last=True),
        "-occurred_at",
        "-pk",
    )
    return Prompts(tuple(line(entry, zone) for entry in chosen[:number]))
