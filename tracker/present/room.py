"""How much room is left on a résumé, measured against the length that its owner aims at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.present.resume import ResumeLine

LINES_A_PAGE = 52  # of the themes' text on A4; Letter has one or two fewer
LINES_A_BULLET = 2
MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Room:
    """How long a résumé of `pages` pages is, of which the last is full to `fill` (0 to 1)."""

    pages: int
    fill: float
    target: int

    @property
    def lines(self) -> int:
        """How many lines there is room for; below zero, how many there are too many."""
        left = self.target - (self.pages - 1 + self.fill)
        return round(left * LINES_A_PAGE)

    @property
    def is_over(self) -> bool:
        """Whether it is longer than its owner wants it."""
        return self.pages > self.target

    @property
    def over(self) -> int:
        """How many lines stand beyond the pages aimed at: at least one where there are any."""
        return max(-self.lines, 1) if self.is_over else 0

    @property
    def bullets(self) -> int:
        """How many bullets of usual length would still fit."""
        return max(self.lines // LINES_A_BULLET, 0)

    @property
    def percent(self) -> int:
        """How full the last page is."""
        return round(self.fill * 100)

    @property
    def used(self) -> int:
        """How much of the pages aimed at is used, in percent, at most 100."""
        return min(round((self.pages - 1 + self.fill) / self.target * 100), 100)


def longest(lines: Iterable[ResumeLine]) -> tuple[ResumeLine, ...]:
    """The printed lines that would give back most if they were shorter, longest first."""
    printed = [line for line in lines if line.is_printed]
    by_length = sorted(printed, key=lambda line: -len(line.bullet.text))
    return tuple(by_length[:MOST_NAMED])
