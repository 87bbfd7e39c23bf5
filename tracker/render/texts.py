"""Every text of a document and how long it may be: the walk that cleaning and fitting share."""

from collections.abc import Callable
from dataclasses import replace

from tracker.present.document import Bullet, Group, Link, ResumeDocument, Section, Skill

MAX_NAME = MAX_LABEL = 120
MAX_LINE = 200
MAX_BULLET = 600
MAX_PARAGRAPH = 1_200

Change = Callable[[str, int], str]
"""From a text and the most characters that it may have to the text that takes its place."""


def with_texts(document: ResumeDocument, change: Change) -> ResumeDocument:
    """Return `document` with each printed text changed; addresses stay, as they are not printed."""
    return replace(
        document,
        title=change(document.title, MAX_LINE),
        name=change(document.name, MAX_NAME),
        headline=change(document.headline, MAX_LINE),
        location=change(document.location, MAX_NAME),
        links=_links(document.links, change),
        sections=tuple(_section(section, change) for section in document.sections),
    )


def _section(section: Section, change: Change) -> Section:
    return replace(
        section,
        title=change(section.title, MAX_NAME),
        text=change(section.text, MAX_PARAGRAPH),
        groups=tuple(_group(group, change) for group in section.groups),
        skills=tuple(_skill(skill, change) for skill in section.skills),
        links=_links(section.links, change),
    )


def _group(group: Group, change: Change) -> Group:
    return replace(
        group,
        name=change(group.name, MAX_NAME),
        role=change(group.role, MAX_LINE),
        place=change(group.place, MAX_NAME),
        description=change(group.description, MAX_PARAGRAPH),
        language=change(group.language, MAX_NAME),
        bullets=tuple(_bullet(bullet, change) for bullet in group.bullets),
    )


def _bullet(bullet: Bullet, change: Change) -> Bullet:
    proof = bullet.proof and Link(change(bullet.proof.label, MAX_LABEL), bullet.proof.url)
    text, evidence = change(bullet.text, MAX_BULLET), _links(bullet.evidence, change)
    return replace(bullet, text=text, evidence=evidence, proof=proof)


def _skill(skill: Skill, change: Change) -> Skill:
    return Skill(change(skill.name, MAX_NAME), change(skill.evidence, MAX_LINE))


def _links(links: tuple[Link, ...], change: Change) -> tuple[Link, ...]:
    return tuple(Link(change(link.label, MAX_LABEL), link.url) for link in links)
