"""What a résumé says, as plain data: the only thing that the document renderers see.

Every text is raw: no markup, no escaping. The renderers treat it as data, clean it, and cut what is
beyond the limits named here (`tracker.render.clean` holds them as figures).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.records import Paper

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Level = Literal["github", "link", "self"]
"""How a claim is known: read from GitHub, its link was checked, or self-reported."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the web, and the words that lead there.

    `label` is what is printed (at most 120 characters): "#4812", "github.com/ada". An empty label
    prints the address. `url` begins with http:, https: or mailto: (at most 2,000 characters); a
    link with any other address is left out of the document.
    """

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """One thing the person did.

    `text` is a sentence without its evidence (at most 600 characters). `evidence` holds at most six
    links and may be empty. `level` says how the claim is known; only "link" and "self" are printed.
    """

    text: str
    evidence: tuple[Link, ...] = ()
    level: Level = "github"


@dataclass(frozen=True, slots=True)
class Project:
    """One project and what the person did there.

    `name` (at most 120 characters) leads to `url` where there is one. `description` is one line
    (at most 300) and `language` a programming language, "" where unknown. Dates are shown to the
    month: no `started_on` shows the end alone, no `ended_on` means still going, neither shows none.
    At most 20 bullets, in the order in which they are printed.
    """

    name: str
    url: str = ""
    description: str = ""
    language: str = ""
    started_on: date | None = None
    ended_on: date | None = None
    bullets: tuple[Bullet, ...] = ()

    @property
    def period(self) -> str:
        """The months as they are read: two with a dash between, one, or "" where none is known."""
        if self.started_on is None:
            return _month(self.ended_on) if self.ended_on else ""
        first = _month(self.started_on)
        last = _month(self.ended_on) if self.ended_on else "Present"
        return first if first == last else f"{first} \N{EN DASH} {last}"


@dataclass(frozen=True, slots=True)
class ResumeDocument:
    """One résumé, ready to be set in type.

    `title` names the file in a reader's window ("Ada Lindqvist: résumé", at most 200 characters).
    `made_on` is the only date the document knows: equal documents give equal bytes on any day.
    `headline` is one line (at most 200), `summary` a paragraph (at most 1,200), `location` a town
    (at most 120); each may be "". `links` are the ways to reach the person, at most eight.
    At most 30 projects, in the order in which they are printed. `footer_url` is the page where
    each line can be checked, None where there is none. `language` is a BCP 47 tag, such as "en" or
    "pt-BR": it sets the document's language, direction and choice of Han characters.
    """

    title: str
    name: str
    made_on: date
    headline: str = ""
    summary: str = ""
    location: str = ""
    links: tuple[Link, ...] = ()
    projects: tuple[Project, ...] = ()
    footer_url: str | None = None
    language: str = "en"
    paper: Paper = Paper.A4


def _month(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"
