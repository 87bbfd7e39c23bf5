"""What a full log says, as plain data: the only thing that its renderer sees.

Every text is raw: no markup, no escaping. The renderer treats it as data, cleans it and cuts it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tracker.present.log_words import LogWords
from tracker.records import Paper


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One line: the day, what it is, its title, where it happened, how it stands.

    `ref` ("#12"), or else `what`, leads to `url`; either may be "". `standing` holds how it landed
    and its size, `story` what its owner told of it, `mark` why no stranger sees it; each may be "".
    """

    on: date
    what: str
    title: str
    project: str
    ref: str
    url: str
    standing: str
    story: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class LogMonth:
    """The entries of one month, newest first, under its name ("March 2026")."""

    name: str
    entries: tuple[LogEntry, ...]


@dataclass(frozen=True, slots=True)
class LogYear:
    """The months of one year in which there is something, newest first."""

    name: str
    months: tuple[LogMonth, ...]

    @property
    def count(self) -> int:
        """How many entries it has."""
        return sum(len(month.entries) for month in self.months)


@dataclass(frozen=True, slots=True)
class LogDocument:
    """A full log, ready to be set in type.

    `counts` are how many entries are of each family, the largest first, under the family's name.
    `span` names the first and the last month. `made_on` is the only date that the document knows.
    `is_private_copy` marks each page.
    """

    name: str
    address: str
    span: str
    counts: tuple[tuple[str, int], ...]
    years: tuple[LogYear, ...]
    words: LogWords
    made_on: date
    language: str = "en"
    paper: Paper = Paper.A4
    is_private_copy: bool = False

    @property
    def count(self) -> int:
        """How many entries there are."""
        return sum(year.count for year in self.years)

    @property
    def title(self) -> str:
        """What names the file in a reader's window."""
        return f"{self.name}: {self.words.title}"
