"""Pages that neither skip nor repeat while rows are added: each begins where the last one ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django.db.models.fields.tuple_lookups import Tuple, TupleLessThan

from tracker.models import Entry
from tracker.models.entry import EntryQuerySet


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the timeline: just after the entry with this instant and id."""

    occurred_at: datetime
    entry_id: int

    @classmethod
    def after(cls, entry: Entry) -> Place:
        """The place just after an entry."""
        return cls(entry.occurred_at, entry.pk)

    @classmethod
    def parse(cls, text: str) -> Place:
        """Read what `str` wrote. Raises ValueError for anything else."""
        instant, _, entry_id = text.partition(",")
        occurred_at = datetime.fromisoformat(instant)
        if occurred_at.tzinfo is None:
            raise ValueError("The instant names no zone.")
        try:
            return cls(occurred_at.astimezone(UTC), int(entry_id))
        except OverflowError as error:
            raise ValueError("There is no such instant.") from error

    def __str__(self) -> str:
        instant = self.occurred_at.astimezone(UTC)
        return f"{instant:%Y-%m-%dT%H:%M:%S.%fZ},{self.entry_id}"


def from_place(entries: EntryQuerySet, place: Place) -> EntryQuerySet:
    """What comes after a place, newest first; one index condition on (occurred_at, id)."""
    return entries.filter(
        TupleLessThan(Tuple("occurred_at", "pk"), (place.occurred_at, place.entry_id))
    )
