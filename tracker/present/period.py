"""Months and days as their owner lives them: in their own zone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from django.utils import timezone
from django.utils.dates import MONTHS

MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, order=True, slots=True)
class Month:
    """One calendar month. Months compare and count like numbers."""

    year: int
    number: int  # 1 to 12

    @classmethod
    def of(cls, moment: datetime | date) -> Month:
        """The month of a date, or of an instant on its own clock (convert it to the zone first)."""
        return cls(moment.year, moment.month)

    @property
    def label(self) -> str:
        """In words: "October 2026"."""
        return f"{self.name} {self.year}"

    @property
    def name(self) -> str:
        """Without its year: "October"."""
        return str(MONTHS[self.number])

    @property
    def slug(self) -> str:
        """For addresses and ids: "2026-10"."""
        return f"{self.year}-{self.number:02}"

    def plus(self, months: int) -> Month:
        """The month that many months later, or earlier for a negative number."""
        count = self.year * MONTHS_IN_A_YEAR + self.number - 1 + months
        return Month(count // MONTHS_IN_A_YEAR, count % MONTHS_IN_A_YEAR + 1)

    def starts_at(self, zone: tzinfo) -> datetime:
        """The instant at which it begins in a zone."""
        return datetime(self.year, self.number, 1, tzinfo=zone)

    def through(self, last: Month) -> Iterator[Month]:
        """Each month from this one to `last`, both included; none if `last` is earlier."""
        month = self
        while month <= last:
            yield month
            month = month.plus(1)


def this_month(zone: tzinfo) -> Month:
    """The month that it is now in a zone."""
    return Month.of(timezone.localdate(timezone=zone))


def span_label(first: Month, last: Month) -> str:
    """One month or several in words: "June 2026", "February to June 2026"."""
    if first == last:
        return first.label
    start = first.name if first.year == last.year else first.label
    return f"{start} to {last.label}"
