"""A full log as its template reads it: texts cleaned and fitted, projects named once."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.formats import date_format, number_format

from tracker.present.full_log import in_words
from tracker.present.log_document import LogDocument, LogEntry, LogMonth, LogYear
from tracker.present.log_words import LogWords
from tracker.render.clean import clean_text, clean_url
from tracker.render.coverage import Fitter
from tracker.render.payload import font_order, is_right_to_left

MAX_TITLE = 300
MAX_PLACE = 120
MAX_REF = 60
MAX_STORY = 1_200


@dataclass(frozen=True, slots=True)
class PreparedLog:
    """What goes to the typesetter, and what must be found in what comes back.

    `data` is canonical JSON. `wanted` holds the titles of the entries as printed, in order, their
    addresses, what stands at the head and the foot of each page, the file's title and language.
    """

    data: bytes
    wanted: Mapping[str, Any]
    replaced: str


@dataclass(slots=True)
class _Writer:
    """Writes entries down, and remembers the projects they were in and the texts to look for."""

    fitter: Fitter = field(default_factory=Fitter)
    projects: dict[str, int] = field(default_factory=dict)
    counts: list[int] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    addresses: dict[str, None] = field(default_factory=dict)

    def text(self, text: str, limit: int) -> str:
        return self.fitter.fit(clean_text(text, limit))

    def year(self, year: LogYear, most: int) -> Mapping[str, Any]:
        return {
            "name": year.name,
            "count": number_format(year.count, force_grouping=True),
            "share": 100 * year.count / most,
            "months": [self.month(month) for month in year.months],
        }

    def month(self, month: LogMonth) -> Mapping[str, Any]:
        return {"name": month.name, "entries": [self.entry(entry) for entry in month.entries]}

    def entry(self, entry: LogEntry) -> Mapping[str, Any]:
        title, url = self.text(entry.title, MAX_TITLE) or "?", clean_url(entry.url)
        self.titles.append(title)
        if url:
            self.addresses[url] = None
        return {
            "day": entry.on.day,
            "title": title,
            "project": self.project(entry.project),
            "what": entry.what,
            "ref": self.text(entry.ref, MAX_REF),
            "url": url,
            "standing": entry.standing,
            "story": self.text(entry.story, MAX_STORY),
            "mark": entry.mark,
        }

    def project(self, name: str) -> int:
        number = self.projects.setdefault(self.text(name, MAX_PLACE) or "?", len(self.projects))
        if number == len(self.counts):
            self.counts.append(0)
        self.counts[number] += 1
        return number

    def in_order(self) -> list[int]:
        """The projects' numbers, in the order of their names."""
        return [self.projects[name] for name in sorted(self.projects, key=str.casefold)]


def prepared(document: LogDocument) -> PreparedLog:
    """Return `document` cleaned, fitted to the fonts, and as the template reads it."""
    writer = _Writer()
    with translation.override(document.language):
        data = _data(document, writer)
    wanted = {
        "titles": writer.titles,
        "addresses": list(writer.addresses),
        "heads": [*(year["name"] for year in data["years"]), data["index"]],
        "name": data["name"],
        "right_to_left": data["right_to_left"],
        "language": data["language"],
        "title": data["title"],
        "foot": data["private_copy"] or data["title"],
    }
    return PreparedLog(_json(data), wanted, "".join(writer.fitter.replaced))


def _dated(day: date, words: LogWords) -> str:
    """`day` as the document names its months, in the active language."""
    return words.day.format(day=day.day, month=date_format(day, "YEAR_MONTH_FORMAT"))


def _data(document: LogDocument, writer: _Writer) -> Mapping[str, Any]:
    words = document.words
    most = max((year.count for year in document.years), default=1)
    years = [writer.year(year, most) for year in document.years]
    name = writer.text(document.name, MAX_PLACE) or "?"
    language = document.language.partition("-")[0].lower()
    return {
        "title": f"{name}: {words.title}",
        "name": name,
        "log": words.title,
        "span": document.span,
        "count": in_words(document.count, words),
        "address": clean_url(document.address),
        "made": words.made.format(date=_dated(document.made_on, words)),
        "private_copy": words.private_copy if document.is_private_copy else "",
        "by_kind": words.by_kind,
        "contents": words.contents,
        "index": words.index,
        "families": list(_families(document)),
        "years": years,
        "projects": [
            {"name": name, "count": number_format(count, force_grouping=True)}
            for name, count in zip(writer.projects, writer.counts, strict=True)
        ],
        "order": writer.in_order(),
        "language": language,
        "region": None,
        "right_to_left": is_right_to_left(document),
        "fonts": font_order([*writer.titles, *writer.projects], language),
        "paper": document.paper,
    }


def _families(document: LogDocument) -> Iterator[Mapping[str, Any]]:
    most = max((count for _, count in document.counts), default=1)
    for name, count in document.counts:
        shown = number_format(count, force_grouping=True)
        yield {"name": name, "count": shown, "share": 100 * count / most}


def _json(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
