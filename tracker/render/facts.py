"""What a finished résumé must be found to say, in the order in which it says it."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.present.document import Bullet, Group, ResumeDocument, Section
from tracker.present.words import Words, dated, period, words_in
from tracker.render.titles import section_title

SHOWN_OF_A_TEXT = 60  # characters


class Fact(NamedTuple):
    """A text that the document prints, and what to call it where it is missing.

    One that `goes_on` shares its lines with the one before it. So does one that `is_beside`, which
    may be read first.
    """

    what: str
    text: str
    goes_on: bool = False
    is_beside: bool = False


def facts(document: ResumeDocument) -> list[Fact]:
    """Return every text that `document` (cleaned and fitted) prints, in reading order."""
    words = words_in(document.language)
    printed = (section for section in document.sections if not section.is_empty)
    sections = (fact for section in printed for fact in _section(section, words))
    everything = (*_head(document), *sections, *_foot(document))
    return [fact for fact in everything if fact.text]


def addresses(document: ResumeDocument) -> list[str]:
    """Return every address that `document` links to, each once, in reading order."""
    found = [link.url for link in document.links]
    for section in document.sections:
        found += [url for group in section.groups for url in _group_addresses(group)]
        found += [link.url for link in section.links]
    found.append(document.footer_url or "")
    return list(dict.fromkeys(filter(None, found)))


def _group_addresses(group: Group) -> Iterator[str]:
    yield group.url if group.name else ""
    for bullet in group.bullets:
        yield from (link.url for link in bullet.evidence)
        yield bullet.proof.url if bullet.proof else ""


def _head(document: ResumeDocument) -> Iterator[Fact]:
    yield Fact("your name", document.name)
    yield Fact("the headline", document.headline)
    yield Fact("the location", document.location)
    for number, link in enumerate(document.links):
        is_beside_another = number > 0 or bool(document.location)
        yield Fact(f"the contact “{link.label}”", link.label, goes_on=is_beside_another)


def _section(section: Section, words: Words) -> Iterator[Fact]:
    title = section_title(section, words)
    yield Fact(f"the section title “{title}”", title)
    yield Fact(f"the text under “{title}”", section.text)
    for group in section.groups:
        yield from _group(group, title, words)
    for number, skill in enumerate(section.skills):
        yield Fact(f"the skill “{skill.name}”", skill.name, goes_on=number > 0)
        yield Fact(f"what shows the skill “{skill.name}”", skill.evidence, goes_on=True)
    for number, link in enumerate(section.links):
        yield Fact(f"the link “{link.label}”", link.label, goes_on=number > 0)


def _group(group: Group, title: str, words: Words) -> Iterator[Fact]:
    whose = group.name or title
    yield Fact(f"the name “{group.name}”", group.name)
    if group.name:
        dates = period(group.started, group.ended, words)
        yield Fact(f"the dates of {whose}", dates, is_beside=True)
    yield Fact(f"what you were at {whose}", group.role)
    yield Fact(f"the place of {whose}", group.place, goes_on=bool(group.role))
    yield Fact(f"the description of {whose}", group.description)
    about = f"the language of {whose}"
    yield Fact(about, group.language, goes_on=bool(group.description))
    for bullet in group.bullets:
        yield from _bullet(bullet, whose, words)


def _bullet(bullet: Bullet, whose: str, words: Words) -> Iterator[Fact]:
    which = f"of {whose}: “{bullet.text[:SHOWN_OF_A_TEXT]}”"
    yield Fact(f"a bullet {which}", bullet.text)
    day = dated(bullet.on, words) if bullet.on else ""
    yield Fact(f"the date {which}", day, goes_on=True)
    for link in bullet.evidence:
        yield Fact(f"the evidence “{link.label}” {which}", link.label, goes_on=True)
    proof = bullet.proof.label if bullet.proof else ""
    yield Fact(f"the verify page {which}", proof, goes_on=True)
    yield Fact(f"how it is known {which}", words.levels[bullet.level], goes_on=True)


def _foot(document: ResumeDocument) -> Iterator[Fact]:
    yield Fact("the address of the evidence", document.footer_url or "")
