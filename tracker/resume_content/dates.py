"""Dates that people know to the year, the month or the day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

# The dates of JSON Resume (https://jsonresume.org/schema): "2024", "2024-03", "2024-03-18".
_SHAPE = re.compile(r"([12]\d{3})(?:-(\d{2})(?:-(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A year, perhaps with its month (1 to 12), perhaps with the day of it."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read "2024", "2024-03" or "2024-03-18"; raises ValueError on anything else."""
        shape = _SHAPE.fullmatch(text.strip())
        if not shape:
            raise ValueError(f"“{text}” is not a date such as 2024, 2024-03 or 2024-03-18")
        year, month, day = (int(part) if part else None for part in shape.groups())
        date(year or 1, month or 1, day or 1)
        return cls(year or 1, month, day)

    @classmethod
    def stored(cls, text: str) -> PartialDate | None:
        """Read a date of a résumé's content, where "" is none."""
        return cls.parse(text) if text else None

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The month of `day`: a résumé tells no more."""
        return cls(day.year, day.month)

    def __str__(self) -> str:
        parts = (f"{part:02}" for part in (self.month, self.day) if part)
        return "-".join((f"{self.year:04}", *parts))
