"""What a finished résumé must be found to say, in the order in which it says it."""

from collections.abc import Iterator
from typing import NamedTuple

from tracker.present.document import Bullet, Project, ResumeDocument
from tracker.render.payload import LEVEL_WORDS

SHOWN_OF_A_TEXT = 60  # characters


class Fact(NamedTuple):
    """A text that the document prints, and what to call it where it is missing."""

    what: str
    text: str


def facts(document: ResumeDocument) -> list[Fact]:
    """Return every text that `document` (cleaned and fitted) prints, in reading order."""
    everything = (*_head(document), *_projects(document), *_foot(document))
    return [fact for fact in everything if fact.text]


def addresses(document: ResumeDocument) -> list[str]:
    """Return every address that `document` links to, each once, in reading order."""
    found = [link.url for link in document.links]
    for project in document.projects:
        found.append(project.url)
        found += [link.url for bullet in project.bullets for link in bullet.evidence]
    found.append(document.footer_url or "")
    return list(dict.fromkeys(filter(None, found)))


def _head(document: ResumeDocument) -> Iterator[Fact]:
    yield Fact("your name", document.name)
    yield Fact("the headline", document.headline)
    yield Fact("the location", document.location)
    for link in document.links:
        yield Fact(f"the contact “{link.label}”", link.label)
    yield Fact("the summary", document.summary)


def _projects(document: ResumeDocument) -> Iterator[Fact]:
    for project in document.projects:
        yield from _project(project)


def _project(project: Project) -> Iterator[Fact]:
    yield Fact(f"the project name “{project.name}”", project.name)
    yield Fact(f"the dates of {project.name}", project.period)
    yield Fact(f"the description of {project.name}", project.description)
    yield Fact(f"the language of {project.name}", project.language)
    for bullet in project.bullets:
        yield from _bullet(project, bullet)


def _bullet(project: Project, bullet: Bullet) -> Iterator[Fact]:
    whose = f"of {project.name}: “{bullet.text[:SHOWN_OF_A_TEXT]}”"
    yield Fact(f"a bullet {whose}", bullet.text)
    for link in bullet.evidence:
        yield Fact(f"the evidence “{link.label}” {whose}", link.label)
    yield Fact(f"how it is known {whose}", LEVEL_WORDS[bullet.level])


def _foot(document: ResumeDocument) -> Iterator[Fact]:
    yield Fact("the address of the evidence", document.footer_url or "")
