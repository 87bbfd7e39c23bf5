"""What of a résumé came back, from a text and from a parser."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator

from bench.corpus.parsers import Parsed
from tracker.present.document import ResumeDocument
from tracker.render.facts import Fact, facts
from tracker.resume_content.content import Part

KINDS = ("name", "e-mail", "titles", "projects", "dates", "bullets", "all texts", "in order")
PARSED = ("name", "e-mail", "link", "summary", "projects", "work", "skills")

_SILENT = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f]")
_LABELS = {
    "your name": "name",
    "the contact": "e-mail",
    "the section title": "titles",
    "the name": "projects",
    "the dates": "dates",
    "a bullet": "bullets",
}
Tally = Counter[tuple[str, bool]]
"""How often a kind of thing was looked for, and whether it was there."""


def plain(text: str) -> str:
    """`text` without white space, silent characters and variant forms of letters."""
    return "".join(unicodedata.normalize("NFKC", _SILENT.sub("", text)).split())


def survived(text: str, document: ResumeDocument) -> Tally:
    """Count which texts of `document` (cleaned and fitted) stand in `text`, exactly."""
    found, tally, position = plain(text), Tally(), 0
    for fact in facts(document):
        wanted = plain(fact.text)
        tally["all texts", wanted in found] += 1
        if kind := _kind(fact):
            tally[kind, wanted in found] += 1
        place = found.find(wanted, position)
        tally["in order", place >= 0] += 1
        position = max(position, place)
    return tally


def _kind(fact: Fact) -> str | None:
    return next((kind for label, kind in _LABELS.items() if fact.what.startswith(label)), None)


def parsed_well(parsed: Parsed, document: ResumeDocument) -> Tally:
    """Count what of `document` a parser put where it belongs."""
    return Tally(_parsed_well(parsed, document))


def _parsed_well(parsed: Parsed, document: ResumeDocument) -> Iterator[tuple[str, bool]]:
    mail, site = (link.url for link in document.links[:2])
    yield "e-mail", f"mailto:{parsed.email}" == mail
    yield "link", any(plain(site.partition("//")[2]) in plain(link) for link in parsed.links)
    if parsed.name is not None:
        yield "name", plain(parsed.name) == plain(document.name)
    if parsed.summary is not None:
        yield "summary", plain(document.summary) in plain(parsed.summary)
    if parsed.sections is not None:
        yield "projects", "projects" in parsed.sections
    said = plain(" ".join(parsed.posts))
    for post in document.groups_of(Part.EXPERIENCE):
        yield "work", plain(post.role) in said or plain(post.name) in said
    skills = [skill.name.casefold() for each in document.sections for skill in each.skills]
    if skills:
        yield "skills", {*skills} <= {skill.casefold() for skill in parsed.skills}
