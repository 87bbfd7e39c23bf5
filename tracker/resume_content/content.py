"""The content of one résumé: what its owner chose, ordered, wrote and typed.

It is stored whole, as one JSON document, so that a save, a version and a restore are each one write
and can never be half done. `stored` reads and writes it; the limits named here are held there.
Facts are not in it: entries are named by their id, and what they say is read anew each time.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from msgspec import Meta

from tracker.records import Labelled, Paper

MAX_ITEMS = 600
MAX_SKILLS = 60
MAX_POSITIONS = 40  # of experience, and as many of education
MAX_HIGHLIGHTS = 20  # of one post
MAX_LINKS = 20
MAX_SENTENCE = 600  # characters
MAX_SKILL = 120  # characters of the name of one that is typed

Line = Annotated[str, Meta(max_length=200)]
Paragraph = Annotated[str, Meta(max_length=1_200)]
Sentence = Annotated[str, Meta(max_length=MAX_SENTENCE)]
Address = Annotated[str, Meta(max_length=2_000)]
StoredDate = Annotated[str, Meta(pattern=r"^([12]\d{3}(-\d{2}(-\d{2})?)?)?$")]
"""As `PartialDate` writes itself, or "" where unknown."""


class Language(Labelled):
    """The languages in which a résumé's own words exist, by BCP 47 tag."""

    ENGLISH = "en", "English"
    GERMAN = "de", "Deutsch"
    FRENCH = "fr", "Français"
    SPANISH = "es", "Español"
    PORTUGUESE = "pt", "Português"
    JAPANESE = "ja", "日本語"
    ARABIC = "ar", "العربية"
    HEBREW = "he", "עברית"


class Part(Labelled):
    """The sections that a résumé can have."""

    SUMMARY = "summary", "Summary"
    PROJECTS = "projects", "Open source"
    WRITING = "writing", "Writing and talks"
    COMMUNITY = "community", "Community"
    SKILLS = "skills", "Skills shown in this work"
    EXPERIENCE = "experience", "Experience"
    EDUCATION = "education", "Education"
    LINKS = "links", "Links"


ENTRY_PARTS = frozenset({Part.PROJECTS, Part.WRITING, Part.COMMUNITY})
"""The sections that are made of entries."""


class Theme(Labelled):
    """How a résumé looks; each has numbered versions, of which a résumé keeps its own."""

    PLAIN = "plain", "Plain"
    INK = "ink", "Ink"
    LETTER = "letter", "Letter"
    MARGIN = "margin", "Margin"


@dataclass(frozen=True, slots=True)
class SectionChoice:
    """One section's place (its index), whether it is shown, and its own title if it has one."""

    part: Part
    is_shown: bool = True
    title: Line = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One bullet: the entry that it tells of, and its owner's own words where they wrote some.

    An empty `text` means the draft that is made from the entry's facts. `drafted` is the draft as
    it stood when the owner last had it before their eyes: where the facts have since made another,
    that one is offered. `part` says where it stands when that is not where its kind belongs.
    """

    entry_id: int
    text: Sentence = ""
    drafted: Sentence = ""
    part: Part | None = None
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class SkillChoice:
    """One skill, in the owner's order; one that no entry shows is still theirs to name."""

    name: Line
    is_shown: bool = True


@dataclass(frozen=True, slots=True)
class Position:
    """A post or a course of study, as typed or imported.

    `what` is the role or the degree, `where` the employer or the school. No `ended` means that it
    goes on; neither date means that none is printed.
    """

    what: Line = ""
    where: Line = ""
    place: Line = ""
    url: Address = ""
    started: StoredDate = ""
    ended: StoredDate = ""
    text: Paragraph = ""
    highlights: Annotated[tuple[Sentence, ...], Meta(max_length=MAX_HIGHLIGHTS)] = ()


@dataclass(frozen=True, slots=True)
class TypedLink:
    """An address that its owner wants on the page, and what it is called."""

    url: Address
    label: Line = ""


def _every_section() -> tuple[SectionChoice, ...]:
    return tuple(map(SectionChoice, Part))


@dataclass(frozen=True, slots=True)
class ResumeContent:
    """All that a version of a résumé remembers.

    Empty `name`, `headline` and `summary` mean the profile's. `items` and `skills` of None follow
    the highlights and what they show; once its owner chose for themselves they are theirs.
    `page_target` is the length they aim at. `theme_version` keeps the look until they ask for the
    newer one. `has_qr` prints a code that leads to the public page, `has_proofs` a short link to
    each bullet's verify page, and `is_archival` makes the PDF a PDF/A as well.
    """

    name: Line = ""
    headline: Line = ""
    summary: Paragraph = ""
    language: Language = Language.ENGLISH
    theme: Theme = Theme.PLAIN
    theme_version: int = 1
    paper: Paper = Paper.A4
    page_target: Annotated[int, Meta(ge=1, le=10)] = 2
    sections: Annotated[tuple[SectionChoice, ...], Meta(max_length=len(Part))] = field(
        default_factory=_every_section
    )
    items: Annotated[tuple[Item, ...], Meta(max_length=MAX_ITEMS)] | None = None
    skills: Annotated[tuple[SkillChoice, ...], Meta(max_length=MAX_SKILLS)] | None = None
    experience: Annotated[tuple[Position, ...], Meta(max_length=MAX_POSITIONS)] = ()
    education: Annotated[tuple[Position, ...], Meta(max_length=MAX_POSITIONS)] = ()
    links: Annotated[tuple[TypedLink, ...], Meta(max_length=MAX_LINKS)] = ()
    has_qr: bool = False
    has_proofs: bool = False
    is_archival: bool = False
