"""Numbers as people write them: "1,200", "40 %", "3x", "2.5k", "v2.1", "three"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import chain

from tracker.present.evidence.plain import LETTER

_LONGEST = 40  # characters of one number; what is longer is a key or a hash


class Sort(StrEnum):
    """What a number is the number of: "40%" is borne out by no count."""

    COUNT = "count"
    PERCENT = "percent"
    FACTOR = "factor"
    VERSION = "version"
    REFERENCE = "reference"
    YEAR = "year"
    DAY = "day"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a plain text: `text[start:end]`, and the values that it can be read as.

    "1.200" is both 1200, as a German writes it, and 1.2. `counted` is the English noun behind it
    in the singular, "" where there is none that we know.
    """

    start: int
    end: int
    sort: Sort
    values: frozenset[Decimal]
    counted: str = ""


_DAY = re.compile(r"(?<![\w-])[12]\d{3}-\d\d(?:-\d\d)?(?![\w-])")
_DIGITS = re.compile(
    rf"(?<![{LETTER}0-9_.,])(?<![{LETTER}][-/+.])(?P<mark>\#|v(?=\d))?"
    r"(?P<digits>\d{1,3}(?: \d{3})+(?![\d.,]*\d)|\d+(?:[.,]\d+)*)"
    r"(?P<pre>-?(?:rc|alpha|beta|dev|post|[ab])\.?\d+)?"
    rf"(?P<unit>[%\u00d7µ{LETTER}]*+)(?![0-9_月日])"
    r"(?P<after> ?(?:%|percent|per cent|Prozent)|[ -]?fold\b| times\b"
    r"| (?:ms|µs|ns|[kKMGT]i?B|fps|rps|qps|[kMG]?Hz)\b)?"
)
_SCALES = {"k": 1_000, "K": 1_000, "M": 1_000_000, "B": 1_000_000_000}
_MEASURES = """
    ms s us µs ns min h d kB KB MB GB TB kiB KiB MiB GiB TiB px fps rps qps Hz kHz MHz GHz pp
"""
_FACTORS = frozenset({"x", "X", "\N{MULTIPLICATION SIGN}", "fold", "times"})
_ORDINALS = frozenset({"st", "nd", "rd", "th"})
_YEARS = range(1970, 2100)
_IDIOM = re.compile(r"\b(?:24/7|50/50|\d+[- ]bits?\b)")
_SMALL = "two three four five six seven eight nine ten eleven twelve"
_SPELLED = {word: value for value, word in enumerate(_SMALL.split(), 2)}
_SPELLED |= {"dozen": 12, "dozens": 12, "hundreds": 100, "thousands": 1_000, "millions": 1_000_000}
_SPELLED_NUMBER = re.compile(rf"\b(?:{'|'.join(_SPELLED)})\b", re.IGNORECASE)
# What is counted; in the singular, as `Facts.counts` names them, or as nothing there does.
_COUNTED = """
    line file issue report ticket bug comment message reply star label test user people person
    developer contributor maintainer engineer customer client company team country language project
    repository repo package download install request query endpoint page time day week month hour
    minute second millisecond year byte point member participant attendee student server node
    service module function class release version review pull commit deployment incident outage
    crash error failure regression
"""
_NOUN = re.compile(
    rf" (?:of |[a-z-]+ ){{0,2}}?(?P<noun>{'|'.join(_COUNTED.split())})(?:e?s)?\b|"
    r" (?:of |[a-z-]+ ){0,2}?(?P<irregular>repl|repositor|compan|countr|quer)ies\b",
    re.IGNORECASE,
)


def numbers_in(text: str) -> Iterator[Number]:
    """The numbers of a plain `text`; digits within a name ("UTF-8", "HTTP/2", "2FA") are none."""
    idioms = [range(*found.span()) for found in _IDIOM.finditer(text)]
    days = [range(*found.span()) for found in _DAY.finditer(text)]
    yield from (Number(day.start, day.stop, Sort.DAY, frozenset()) for day in days)
    taken = frozenset(chain(*idioms, *days))  # a body may be made of nothing but days
    for found in _DIGITS.finditer(text):
        if taken.isdisjoint(range(*found.span())):
            number = _read(found, text)
            if number:
                yield number
    yield from _spelled(text)


def _read(found: re.Match[str], text: str) -> Number | None:
    mark, digits, unit = found["mark"] or "", found["digits"], found["unit"]
    is_version = mark == "v" or bool(found["pre"])
    sort = Sort.VERSION if is_version else _sort(mark, digits, unit, found["after"] or "")
    if sort is None or len(digits) > _LONGEST:
        return None
    values = frozenset(
        value * _SCALES.get(unit, 1) for value in _values(digits) if not found["pre"]
    )
    end = found.end()
    return Number(found.start(), end, sort, values, _counted(text, end))


def _sort(mark: str, digits: str, unit: str, after: str) -> Sort | None:
    """What sort of number this is; None where the letters behind it make it a name."""
    tail = unit + after.strip(" -")
    if mark:
        return Sort.REFERENCE
    if not tail:
        return _sort_of_digits(digits)
    if unit in _ORDINALS or unit in _SCALES:
        return Sort.COUNT
    return _sort_of_unit(tail)


def _sort_of_unit(unit: str) -> Sort | None:
    if unit in _FACTORS:
        return Sort.FACTOR
    if unit.startswith(("%", "per", "Proz")):
        return Sort.PERCENT
    return Sort.MEASURE if unit in _MEASURES.split() else None


def _sort_of_digits(digits: str) -> Sort:
    if digits.isdecimal() and len(digits) == 4 and int(digits) in _YEARS:  # noqa: PLR2004
        return Sort.YEAR
    return Sort.VERSION if digits.count(".") > 1 and not _is_grouped(digits, ".") else Sort.COUNT


def _values(digits: str) -> Iterator[Decimal]:
    """All that the digits can mean: in "1.200" the point is decimal, or sets thousands off."""
    for mark in " ,.":
        if mark in digits and _is_grouped(digits, mark):
            yield Decimal(digits.replace(mark, ""))
    decimal = digits.replace(",", ".")
    if decimal.count(".") <= 1 and " " not in decimal:
        yield Decimal(decimal)
    if "," in digits and "." in digits:
        last = max(digits.rfind(","), digits.rfind("."))
        yield Decimal(re.sub(r"[.,]", "", digits[:last]) + "." + digits[last + 1 :])


def _is_grouped(digits: str, mark: str) -> bool:
    return re.fullmatch(rf"\d{{1,3}}(?:{re.escape(mark)}\d{{3}})+", digits) is not None


def _spelled(text: str) -> Iterator[Number]:
    """Small numbers in words, where they count something that we know: "three issues"."""
    for found in _SPELLED_NUMBER.finditer(text):
        counted = _counted(text, found.end())
        if counted:
            value = frozenset({Decimal(_SPELLED[found[0].lower()])})
            yield Number(found.start(), found.end(), Sort.COUNT, value, counted)


def _counted(text: str, end: int) -> str:
    found = _NOUN.match(text, end)
    if not found:
        return ""
    return (found["noun"] or f"{found['irregular']}y").lower()
