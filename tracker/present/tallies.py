"""The projects of a log, and how often its owner did what in each."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from tracker.models.entry import EFFECTIVE_KIND, EntryQuerySet
from tracker.present.resume.projects import PLACELESS, STILL_GOING
from tracker.present.units import contributions
from tracker.records import Family, Kind, Source, State


@dataclass(slots=True)
class ProjectTally:
    """One project or other place, and how often the person did what in it.

    `url` is the repository's or, of a sponsorship, that of whom it is for; "" for what is by hand.
    """

    name: str
    url: str
    description: str
    is_repository: bool
    is_self_reported: bool
    is_lasting: bool  # sponsored to this day
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
        is_lately = timezone.now() - self.last_at <= STILL_GOING
        if self.is_lasting or (is_lately and self.is_repository):
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
            link=Max("url", filter=Q(source=Source.GITHUB)),
            lasting=Count("pk", filter=Q(state=State.ACTIVE)),
        )
        .order_by()
    )
    found: dict[tuple[str | None, ...], ProjectTally] = {}
    for full_name, url, description, place, source, kind, count, first, last, link, lasting in rows:
        new = ProjectTally(
            name=full_name or place or PLACELESS,
            url=url or ("" if full_name else link) or "",
            description=description or "",
            is_repository=full_name is not None,
            is_self_reported=source == Source.MANUAL and full_name is None,
            is_lasting=bool(lasting),
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
