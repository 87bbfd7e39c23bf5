"""What a résumé says, as plain data: the only thing that the document renderers see.

Every text is raw: no markup, no escaping. The renderers treat it as data, clean it, and cut what is
beyond the limits named here (`tracker.render.clean` holds them as figures). The résumé's own words,
such as the titles of its sections, are those of its language (`tracker.present.words`).
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from tracker.records import Paper
from tracker.resume_content.content import Part, Theme
from tracker.resume_content.dates import PartialDate

Level = Literal["github", "self", "typed"]
"""How a claim is known: read from GitHub, self-reported, or typed into a section where nobody
expects more."""


@dataclass(frozen=True, slots=True)
class Link:
    """A place on the web, and the words that lead there.

    `label` is what is printed (at most 120 characters): "#4812", "github.com/ada". An empty label
    prints the address. `url` begins with http:, https:, mailto: or tel: (at most 2,000 characters);
    a link with any other address is left out of the document.
    """

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Bullet:
    """One thing the person did.

    `text` is a sentence without its evidence (at most 600 characters). `evidence` holds at most six
    links and may be empty; `proof` leads to the page where the claim can be checked. `level` says
    how the claim is known; only "self" is printed. `on` is the day where the section tells it, as
    that of talks does.
    """

    text: str
    evidence: tuple[Link, ...] = ()
    level: Level = "github"
    proof: Link | None = None
    on: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """What stands under one heading: a project, a post, a course of study.

    `name` (at most 120 characters) is the project, the employer or the school, and leads to `url`
    where there is one; without a name there is no heading and the bullets stand alone. `role` is
    what the person was there (at most 200), `place` a town (at most 120), `description` one line
    or, of a post, a paragraph (at most 1,200), `language` a programming language. Each may be "".
    No `started` shows the end alone, no `ended` means still going, neither shows none. At most 20
    bullets, in the order in which they are printed.
    """

    name: str
    url: str = ""
    role: str = ""
    place: str = ""
    description: str = ""
    language: str = ""
    started: PartialDate | None = None
    ended: PartialDate | None = None
    bullets: tuple[Bullet, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to print: without a name neither dates nor address are."""
        said = self.name or self.role or self.place or self.description or self.language
        return not (said or self.bullets)


@dataclass(frozen=True, slots=True)
class Skill:
    """A skill by name (at most 120 characters), and what of the chosen work shows it, in words."""

    name: str
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """One section: a text, groups, skills or links, according to its `part`.

    An empty `title` (at most 120 characters) means the language's own. A section without anything
    in it is not printed. At most 30 groups, 60 skills and 20 links.
    """

    part: Part
    title: str = ""
    text: str = ""
    groups: tuple[Group, ...] = ()
    skills: tuple[Skill, ...] = ()
    links: tuple[Link, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to print under its title."""
        has_groups = any(not group.is_empty for group in self.groups)
        return not (self.text or has_groups or self.skills or self.links)


@dataclass(frozen=True, slots=True)
class ResumeDocument:
    """One résumé, ready to be set in type.

    `title` names the file in a reader's window ("Ada Lindqvist: résumé", at most 200 characters).
    `made_on` is the only date the document knows: equal documents give equal bytes on any day.
    `headline` is one line (at most 200), `location` a town (at most 120); each may be "". `links`
    are the ways to reach the person, at most eight. `sections` stand in the order in which they are
    printed, each part at most once. `footer_url` is the page where each line can be checked, None
    where there is none; `has_qr` prints it as a code as well. `language` is a BCP 47 tag, such as
    "en" or "pt-BR": it sets the words, the direction and the choice of Han characters.
    `theme_version` is one that the theme has. `is_archival` makes the PDF a PDF/A too.
    """

    title: str
    name: str
    made_on: date
    headline: str = ""
    location: str = ""
    links: tuple[Link, ...] = ()
    sections: tuple[Section, ...] = ()
    footer_url: str | None = None
    has_qr: bool = False
    language: str = "en"
    paper: Paper = Paper.A4
    theme: Theme = Theme.PLAIN
    theme_version: int = 1
    is_archival: bool = False

    @property
    def summary(self) -> str:
        """The text of the summary, "" where there is none."""
        return next((each.text for each in self.sections if each.part is Part.SUMMARY), "")

    def groups_of(self, part: Part) -> tuple[Group, ...]:
        """The groups of the section `part`, none where it is not there."""
        return next((each.groups for each in self.sections if each.part is part), ())
