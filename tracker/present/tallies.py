"""The projects of a log, and how often its owner did what in each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max, Min
from django.utils import timezone

from tracker.models.entry import EFFECTIVE_KIND, EntryQuerySet
from tracker.present.sections import PLACELESS, STILL_GOING
from tracker.present.units import contributions
from tracker.records import Family, Kind, Source


@dataclass(slots=True)
class ProjectTally:
    """One project, and how often the person did what in it."""

    name: str
    url: str
    description: str
    is_self_reported: bool
    first_at: datetime
    last_at: datetime
    counts: Counter[Family] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many contributions there are."""
        return self.counts.total()

    @property
    def period(self) -> str:
        """The years, such as "2025 to now", "2024 to 2025" or "2026"."""
        zone = timezone.get_current_timezone()
        first, last = (moment.astimezone(zone).year for moment in (self.first_at, self.last_at))
        is_going_on = timezone.now() - self.last_at <= STILL_GOING
        if is_going_on and not self.is_self_reported:
            return f"{first} to now"
        return str(first) if first == last else f"{first} to {last}"


def tallies_of(entries: EntryQuerySet) -> list[ProjectTally]:
    """Return every project, the busiest first."""
    rows = (
        entries.values_list(
            *("repository__full_name", "repository__url", "repository__description"),
            *("place", "source", EFFECTIVE_KIND),
        )
        .annotate(
            number=contributions(timezone.get_current_timezone()),
            first=Min("occurred_at"),
            last=Max("occurred_at"),
        )
        .order_by()
    )
    found: dict[tuple[str | None, ...], ProjectTally] = {}
    for full_name, url, description, place, source, kind, count, first, last in rows:
        new = ProjectTally(
            name=full_name or place or PLACELESS,
            url=url or "",
            description=description or "",
            is_self_reported=source == Source.MANUAL and full_name is None,
            first_at=first,
            last_at=last,
        )
        key = (full_name,) if full_name else (None, place, source)
        tally = found.setdefault(key, new)
        tally.first_at, tally.last_at = min(tally.first_at, first), max(tally.last_at, last)
        tally.counts[Kind(kind).family] += count
    return _busiest_first(found.values())


def _busiest_first(found: Iterable[ProjectTally]) -> list[ProjectTally]:
    return sorted(found, key=lambda tally: (-tally.total, -tally.last_at.timestamp(), tally.name))
