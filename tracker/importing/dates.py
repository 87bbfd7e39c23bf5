"""Dates as other programs write them: to the year, the month or the day, in several languages."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from tracker.present.words import words_in
from tracker.resume_content.content import Language
from tracker.resume_content.dates import PartialDate

_ISO = re.compile(r"(\d{4}(?:-\d{2}){0,2})(?:[T ].*)?")
_EAST_ASIAN = re.compile(r"(\d{4})\s*[年년]\s*(?:(\d{1,2})\s*[月월])?")
_MONTH_FIRST = re.compile(r"(\d{1,2})[/.](\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[/.](\d{1,2})")
_WITH_NAME = re.compile(r"(?:\d{1,2}\.?\s+)?([^\W\d_]+)\.?,?\s+(?:de\s+|\d{1,2},\s+)?(\d{4})")

_SHORTEST = 3  # letters of a month; a single sign, as after a number, is none


def read_date(text: str) -> PartialDate | None:
    """The date that `text` is, such as "2021-03", "Mar 2021", "03/2021", "2021年3月", else None."""
    text = text.strip()
    try:
        if iso := _ISO.fullmatch(text):
            return PartialDate.parse(iso[1])
        return _numbered(text) or _named(text)
    except ValueError:
        return None


def _numbered(text: str) -> PartialDate | None:
    if shape := _EAST_ASIAN.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        year, month = shape.groups()
    elif shape := _MONTH_FIRST.fullmatch(text):
        month, year = shape.groups()
    else:
        return None
    return PartialDate.parse(f"{year}-{int(month):02}" if month else year)


def _named(text: str) -> PartialDate | None:
    shape = _WITH_NAME.fullmatch(text)
    month = _month(_letters(shape[1])) if shape else None
    return PartialDate.parse(f"{shape[2]}-{month:02}") if shape and month else None


def _month(word: str) -> int | None:
    """The month whose name in any language of ours begins `word`; the longest name decides."""
    names = _months()
    fitting = [name for name in names if word.startswith(name)]
    return names[max(fitting, key=len)] if fitting else None


@cache
def _months() -> dict[str, int]:
    months = (enumerate(words_in(language).months, 1) for language in Language)
    pairs = ((_letters(name), number) for each in months for number, name in each)
    return {name: number for name, number in pairs if len(name) >= _SHORTEST}


def _letters(word: str) -> str:
    """`word` without case, accents, dots and digits."""
    parts = unicodedata.normalize("NFKD", word.casefold())
    return "".join(part for part in parts if part.isalpha())
