"""A résumé as it is read: its own words chosen, its dates written, its small print in order."""

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.present.document import Bullet, Group, Link, ResumeDocument, Section, Skill
from tracker.present.words import Words, dated, period, words_in
from tracker.render.titles import worded_title


@dataclass(frozen=True, slots=True)
class PrintedBullet:
    """A sentence and what stands in brackets behind it; a part without an address is no link."""

    text: str
    parts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class PrintedGroup:
    """A heading, from when to when, two lines of small print and the bullets; each may be empty."""

    name: str
    url: str
    period: str
    about: tuple[str, ...]
    description: tuple[str, ...]
    bullets: tuple[PrintedBullet, ...]


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section under its title; what it does not have is empty."""

    title: str
    text: str
    groups: tuple[PrintedGroup, ...]
    skills: tuple[Skill, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Printed:
    """A whole résumé.

    `contacts` begins with the place, which is no link. `footer` stands before `footer_url`, which
    is "" where nothing is said at the foot.
    """

    title: str
    name: str
    headline: str
    contacts: tuple[Link, ...]
    sections: tuple[PrintedSection, ...]
    footer: str
    footer_url: str


def printed(document: ResumeDocument) -> Printed:
    """Return `document` (cleaned) in the words of its language, without its empty sections."""
    words = words_in(document.language)
    place = (Link(document.location, ""),) if document.location else ()
    shown = (section for section in document.sections if not section.is_empty)
    return Printed(
        title=document.title,
        name=document.name,
        headline=document.headline,
        contacts=(*place, *document.links),
        sections=tuple(_section(section, words) for section in shown),
        footer=words.footer,
        footer_url=document.footer_url or "",
    )


def _section(section: Section, words: Words) -> PrintedSection:
    return PrintedSection(
        title=worded_title(section, words),
        text=section.text,
        groups=tuple(_group(group, words) for group in section.groups),
        skills=section.skills,
        links=section.links,
    )


def _group(group: Group, words: Words) -> PrintedGroup:
    return PrintedGroup(
        name=group.name,
        url=group.url if group.name else "",
        period=period(group.started, group.ended, words) if group.name else "",
        about=tuple(filter(None, (group.role, group.place))),
        description=tuple(filter(None, (group.description, group.language))),
        bullets=tuple(
            PrintedBullet(bullet.text, tuple(_parts(bullet, words))) for bullet in group.bullets
        ),
    )


def _parts(bullet: Bullet, words: Words) -> Iterator[Link]:
    if bullet.on:
        yield Link(dated(bullet.on, words), "")
    yield from bullet.evidence
    if bullet.proof:
        yield bullet.proof
    if level := words.levels[bullet.level]:
        yield Link(level, "")
