"""LinkedIn's "Get a copy of your data": the ZIP, or one table out of it.

The columns are those of the exports that people had in 2026. Their names are English in every
language of LinkedIn; the names of months are the member's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tracker.importing.archive import read_archive
from tracker.importing.errors import UnreadableFileError
from tracker.importing.found import Found
from tracker.importing.notes import Notes
from tracker.importing.order import newest_first
from tracker.importing.tables import Row, decoded, rows_of
from tracker.resume_content.content import (
    MAX_HIGHLIGHTS,
    MAX_LINKS,
    MAX_POSITIONS,
    MAX_SKILLS,
    Position,
    TypedLink,
)

SOURCE = "LinkedIn’s data export"
_BULLET = re.compile(r"\s*[•◦▪●·*\u2013-]\s+(\S.*)")
_ADDRESS = re.compile(r"https?://[^\s,;\[\]]+")
_TOLD = ("languages", "honors", "courses", "projects", "publications", "patents", "organizations")
_FROM_LOG = {"projects": "log what of it was open source", "publications": "log it by hand"}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the export: the columns that tell it from others, and what all of it says."""

    needed: frozenset[str]
    known: frozenset[str]


def _table(needed: str, more: str = "") -> Table:
    columns = frozenset(needed.split(","))
    return Table(columns, columns | frozenset(more.split(",")))


# In the order in which a table that comes alone is tried.
TABLES = {
    "positions": _table("company name,title", "description,location,started on,finished on"),
    "volunteering": _table("company name,role", "cause,description,started on,finished on"),
    "education": _table("school name", "start date,end date,notes,degree name,activities"),
    "certifications": _table("name,authority", "url,started on,finished on"),
    "profile": _table("first name,headline", "last name,summary,websites"),
    "skills": _table("name"),
}


def read_zip(content: bytes) -> Found:
    """What LinkedIn's ZIP holds; raises UnreadableFileError where it holds none of its tables."""
    notes = Notes()
    files, others = read_archive(content, {f"{name}.csv" for name in TABLES})
    if not files:
        raise UnreadableFileError(
            "The ZIP file holds none of LinkedIn’s tables, such as Positions.csv or Education.csv."
        )
    tables = {}
    for file, table in files.items():
        name = file.removesuffix(".csv")
        rows = rows_of(decoded(table), TABLES[name].needed)
        if rows is None:
            notes.add(file, "its columns are not those that LinkedIn writes")
        tables[name] = rows or []
    return _found(tables, notes, others)


def read_table(text: str) -> Found:
    """What one of the tables holds; raises UnreadableFileError where it is none of them."""
    for name, table in TABLES.items():
        rows = rows_of(text, table.needed)
        if rows is not None:
            return _found({name: rows}, Notes(), [])
    raise UnreadableFileError(
        "The file is neither JSON Resume nor one of LinkedIn’s tables, such as Positions.csv."
    )


def _found(tables: dict[str, list[Row]], notes: Notes, others: list[str]) -> Found:
    def each(name: str, made: Callable[[Row, Notes], Any]) -> Iterator[Any]:
        return (made(row, notes) for row in tables.get(name, ()))

    profile = next(iter(tables.get("profile", ())), {})
    posts = [*each("positions", _post), *each("volunteering", _volunteering)]
    studies = [*each("education", _study), *each("certifications", _certificate)]
    skills = filter(None, each("skills", _skill))
    found: dict[str, Any] = {
        "name": notes.line(
            "Name", " ".join(map(profile.get, ("first name", "last name"), ("", "")))
        ),
        "headline": notes.line("Headline", profile.get("headline")),
        "summary": notes.paragraph("Summary", profile.get("summary")),
        "experience": notes.few("Positions", newest_first(posts), MAX_POSITIONS),
        "education": notes.few("Education", newest_first(studies), MAX_POSITIONS),
        "skills": notes.few("Skills", dict.fromkeys(skills), MAX_SKILLS),
        "links": notes.few("Websites", _links(profile, notes), MAX_LINKS),
    }
    _note_columns(tables, notes)
    _note_files(others, notes)
    return Found(**found, source=SOURCE, left_out=notes.left_out)


def _post(row: Row, notes: Notes) -> Position:
    text, highlights = _told(row.get("description", ""), notes)
    return Position(
        what=notes.line("Title", row.get("title") or row.get("role")),
        where=notes.line("Company Name", row.get("company name")),
        place=notes.line("Location", row.get("location")),
        started=notes.date("Started On", row.get("started on")),
        ended=notes.date("Finished On", row.get("finished on")),
        text=text,
        highlights=highlights,
    )


def _volunteering(row: Row, notes: Notes) -> Position:
    cause = row.get("cause", "")
    told = filter(None, (f"Volunteering: {cause}" if cause else "", row.get("description", "")))
    return _post(row | {"description": "\n".join(told)}, notes)


def _study(row: Row, notes: Notes) -> Position:
    text, highlights = _told(row.get("notes", ""), notes)
    activities = notes.sentence("Activities", row.get("activities"))
    return Position(
        what=notes.line("Degree Name", row.get("degree name")),
        where=notes.line("School Name", row.get("school name")),
        started=notes.date("Start Date", row.get("start date")),
        ended=notes.date("End Date", row.get("end date")),
        text=text,
        highlights=(*highlights, activities)[:MAX_HIGHLIGHTS] if activities else highlights,
    )


def _certificate(row: Row, notes: Notes) -> Position:
    return Position(
        what=notes.line("Name", row.get("name")),
        where=notes.line("Authority", row.get("authority")),
        url=notes.address("Url", row.get("url")),
        ended=notes.date("Started On", row.get("started on")),
    )


def _skill(row: Row, notes: Notes) -> str:
    return notes.line("Skill", row.get("name"))


def _told(text: str, notes: Notes) -> tuple[str, tuple[str, ...]]:
    """A description as its running text and, where lines of it are bullets, those."""
    lines = text.splitlines()
    bullets = [shape[1] for line in lines if (shape := _BULLET.fullmatch(line))]
    running = "\n".join(line for line in lines if not _BULLET.fullmatch(line))
    highlights = tuple(notes.sentence("Description", bullet) for bullet in bullets)
    kept = notes.few("Bullets of a description", highlights, MAX_HIGHLIGHTS)
    return notes.paragraph("Description", running), kept


def _links(profile: Row, notes: Notes) -> Iterator[TypedLink]:
    """The addresses of "[PERSONAL:https://a.example,PORTFOLIO:https://b.example]"."""
    found = (address.rstrip(".") for address in _ADDRESS.findall(profile.get("websites", "")))
    checked = (notes.address("Websites", address) for address in dict.fromkeys(found))
    return (TypedLink(address) for address in checked if address)


def _note_columns(tables: dict[str, list[Row]], notes: Notes) -> None:
    """Name the columns that say something and were not read."""
    for name, rows in tables.items():
        for column in sorted(_said(rows) - TABLES[name].known):
            notes.add(f"{name.capitalize()}.csv: {column}", "a résumé here has no place for it")


def _said(rows: Iterable[Row]) -> set[str]:
    return {column for row in rows for column, cell in row.items() if cell.strip() and column}


def _note_files(others: list[str], notes: Notes) -> None:
    """Name the files that could concern a résumé, and count the others, which were not opened."""
    told = [each for each in others if each.casefold().removesuffix(".csv") in _TOLD]
    for each in told:
        why = _FROM_LOG.get(
            each.casefold().removesuffix(".csv"), "a résumé here has no place for it"
        )
        notes.add(each, why)
    if len(others) > len(told):
        notes.add("Other files, unopened", "they concern no résumé", len(others) - len(told))
