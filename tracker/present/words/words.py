"""The words of one language, read once from the JSON beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Meta

from tracker.present.document import Level
from tracker.present.words.drafting import DraftWords
from tracker.resume_content.content import Language, Part, Position
from tracker.resume_content.dates import PartialDate

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Words:
    """What a résumé says by itself in one language.

    `resume` names the document ("résumé"). `titles` are those of the sections, by part.
    `month_year` puts "{month}" and "{year}" in the language's order, `span` a "{first}" and a
    "{last}" month. `footer` stands before the address where each line can be checked, `drafts` make
    the bullets. `skill_shown` and `skill_shown_once` say what shows a skill.
    """

    language: Language
    resume: str
    titles: dict[Part, str]
    months: Annotated[tuple[str, ...], Meta(min_length=12, max_length=12)]
    month_year: str
    span: str
    present: str
    levels: dict[Level, str]
    footer: str
    page: str
    skill_shown: str
    skill_shown_once: str
    drafts: DraftWords


@cache
def words_in(tag: str) -> Words:
    """The words of the language of the BCP 47 `tag`, English where it is none of ours."""
    primary = tag.partition("-")[0].lower()
    language = primary if primary in set(Language) else Language.ENGLISH.value
    return msgspec.json.decode((HERE / f"{language}.json").read_bytes(), type=Words)


def dated(day: PartialDate, words: Words) -> str:
    """`day` to the month, as the language writes it; the year alone where no month is known."""
    if day.month is None:
        return str(day.year)
    return words.month_year.format(month=words.months[day.month - 1], year=day.year)


def period_of(position: Position, words: Words) -> str:
    """From when to when a post or a course of study went, as the document prints it."""
    started, ended = map(PartialDate.stored, (position.started, position.ended))
    return period(started, ended, words)


def period(started: PartialDate | None, ended: PartialDate | None, words: Words) -> str:
    """From when to when, as it is read; one date where both are the same, "" where neither is."""
    if started is None:
        return dated(ended, words) if ended else ""
    first = dated(started, words)
    last = dated(ended, words) if ended else words.present
    return first if first == last else words.span.format(first=first, last=last)
