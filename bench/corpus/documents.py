"""Thirty résumés: of each person in people.toml a short, a middling and a long one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from tracker.present.document import Bullet, Group, Link, ResumeDocument, Section, Skill
from tracker.resume_content.content import Part
from tracker.resume_content.dates import PartialDate

LENGTHS = {"short": (1, 3), "middling": (3, 4), "long": (4, 9)}  # projects, and bullets of each
Person = dict[str, Any]


def corpus() -> Iterator[tuple[str, ResumeDocument]]:
    """Yield each résumé in the plain theme, with a name that tells whose it is and how long."""
    people = tomllib.loads((Path(__file__).parent / "people.toml").read_text())["person"]
    for number, person in enumerate(people):
        for length, (projects, bullets) in LENGTHS.items():
            name = f"{number:02}-{person['language']}-{length}"
            yield name, _document(person, projects, bullets)


def _document(person: Person, projects: int, bullets: int) -> ResumeDocument:
    handle = person["email"].partition("@")[0].replace(".", "-")
    document = ResumeDocument(
        title=f"{person['name']}: résumé",
        name=person["name"],
        made_on=date(2026, 1, 1),
        headline=person["headline"],
        location=person["location"],
        links=(
            Link(person["email"], f"mailto:{person['email']}"),
            Link("", f"https://github.com/{handle}"),
        ),
        language=person["language"],
        footer_url=f"https://contriblog.example/@{handle}/",
        sections=(
            Section(Part.SUMMARY, text=person["summary"]),
            Section(Part.PROJECTS, groups=tuple(_projects(person, projects, bullets))),
        ),
    )
    return (
        document if projects == 1 else replace(document, sections=_all_sections(document, person))
    )


def _all_sections(document: ResumeDocument, person: Person) -> tuple[Section, ...]:
    talks = (
        Bullet(
            talk, (Link("talks.example", f"https://talks.example/{year}"),), on=PartialDate(year)
        )
        for year, talk in enumerate(person["talks"], 2023)
    )
    skills = (Skill(skill, "") for skill in person["skills"])
    return (
        *document.sections,
        Section(Part.WRITING, groups=(Group("", bullets=tuple(talks)),)),
        Section(Part.SKILLS, skills=tuple(skills)),
        Section(Part.EXPERIENCE, groups=tuple(_posts(person["posts"], 2019))),
        Section(Part.EDUCATION, groups=tuple(_posts(person["studies"], 2010))),
    )


def _projects(person: Person, projects: int, bullets: int) -> Iterator[Group]:
    texts = cycle(person["bullets"])
    for number, said in enumerate(person["projects"][:projects]):
        name, _, description = said.partition(":")
        address = f"https://github.com/{name.strip().strip('@')}"
        lines = enumerate(islice(texts, bullets), number * bullets + 1)
        yield Group(
            name=name.strip(),
            url=address,
            description=description.strip(),
            started=PartialDate(2018 + number, 1 + number),
            bullets=tuple(
                Bullet(text, (Link(f"#{line}", f"{address}/pull/{line}"),)) for line, text in lines
            ),
        )


def _posts(posts: list[str], year: int) -> Iterator[Group]:
    for number, said in enumerate(posts):
        what, where, *place = said.split(" | ")
        yield Group(
            name=where,
            role=what,
            place=place[0] if place else "",
            started=PartialDate(year - 4 * number, 9),
            ended=PartialDate(year + 3 - 4 * number, 6),
        )
