"""What a bullet claims that can be held against facts: numbers, technologies, names, code."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain

from tracker.present.english import reads_english
from tracker.present.evidence.numbers import Number, numbers_in
from tracker.present.evidence.plain import LETTER, plain
from tracker.present.evidence.projects import (
    addressed_in,
    mentions_in,
    own_in,
    repositories_in,
)
from tracker.present.technologies import Technology, mentions
from tracker.present.words import words_in
from tracker.records import Labelled
from tracker.resume_content.content import Language


class What(Labelled):
    """What sort of thing is claimed."""

    NUMBER = "number"
    TECHNOLOGY = "technology"
    NAME = "name"
    CODE = "code", "name in code"


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: where it stands in the text, and as what it can be looked for."""

    start: int
    end: int
    what: What
    number: Number | None = None
    technology: Technology | None = None


_BEFORE = rf"(?<![{LETTER}0-9_./@#-])"
_CODE = re.compile(
    rf"`(?P<ticked>[^`\"\s\uff08]{{1,200}})`"
    rf"|{_BEFORE}(?:[A-Za-z_]\w*\.)*[A-Za-z_]\w*\(\)"
    rf"|{_BEFORE}[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![{LETTER}0-9_/])"
    rf"|(?<![{LETTER}0-9_-])--[a-z][a-z-]{{2,}}",
    re.ASCII,
)
_INNER_CAPITAL = re.compile(
    rf"{_BEFORE}[A-Za-z]*[a-z][A-Z][A-Za-z0-9]*(?![{LETTER}0-9_/])", re.ASCII
)
_NAME = "[A-Z][a-z]+(?:-?[A-Za-z0-9]+)*"
_CAPITALISED = re.compile(rf"{_BEFORE}{_NAME}(?: {_NAME})*(?![{LETTER}0-9_])", re.ASCII)
_BEGINS = re.compile(r"(?:^|[.!?:;\N{EN DASH}\N{EM DASH}(\[\"/*•]\"?) *$")
_LONG_WORD = re.compile(rf"(?<![{LETTER}0-9])[{LETTER}]{{4,}}")
# Written with capitals by everybody, and a claim about nothing.
_COMMON = """
    january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec monday tuesday wednesday thursday friday saturday
    sunday english german french spanish portuguese japanese chinese korean arabic hebrew italian
    dutch russian hindi turkish polish european american internet web unicode boolean latin greek
    cyrillic open source pull request requests issue issues devops youtube linkedin wifi saas paas
    readme changelog contributing christmas i
"""
_MIXED_COMMON = "DevOps LinkedIn YouTube WiFi SaaS PaaS IPv PhD IDs URLs APIs PRs"
_LETTERS = re.compile(r"[^\W\d_]+")
_SMALL = "with from into that when over than this your their after before"  # in title case too


def claims_in(text: str, projects: Collection[str] = ()) -> tuple[Claim, ...]:
    """The claims of `text`, in order; of two that overlap the first sort of `_FINDERS` stands.

    `projects` are those that may be called by their last name alone.
    """
    written = plain(text)
    found = chain.from_iterable(find(written) for find in _FINDERS)
    own = (Claim(start, end, What.NAME) for start, end in own_in(written, projects))
    kept: list[Claim] = []
    taken: set[int] = set()
    for claim in chain(found, own):
        places = range(claim.start, claim.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(claim)
    return tuple(sorted(kept, key=lambda claim: claim.start))


def _code(text: str) -> Iterator[Claim]:
    for found in _CODE.finditer(text):
        start, end = found.span("ticked") if found["ticked"] else found.span()
        yield Claim(start, end, What.CODE)


def _technologies(text: str) -> Iterator[Claim]:
    for mention in mentions(text):
        is_opening = mention.start == 0 and text[: mention.end] in mention.technology.words
        if not is_opening:
            yield Claim(mention.start, mention.end, What.TECHNOLOGY, technology=mention.technology)


def _numbers(text: str) -> Iterator[Claim]:
    for number in numbers_in(text):
        yield Claim(number.start, number.end, What.NUMBER, number=number)


def _projects(text: str) -> Iterator[Claim]:
    for find in (addressed_in, repositories_in, mentions_in):
        yield from (Claim(start, end, What.NAME) for start, end in find(text))


def _inner_capitals(text: str) -> Iterator[Claim]:
    for found in _INNER_CAPITAL.finditer(text):
        if found[0] not in _MIXED_COMMON.split():
            yield Claim(found.start(), found.end(), What.NAME)


def _capitalised(text: str) -> Iterator[Claim]:
    """Names within an English sentence; a text in title case has none that can be told."""
    if not reads_english(text) or _is_title_case(text):
        return
    for found in _CAPITALISED.finditer(text):
        start, words = found.start(), found[0].split(" ")
        if _BEGINS.search(text[:start]):
            start += len(words[0]) + 1
            words = words[1:]
        if not all(word in _own_words() or word.lower() in _COMMON.split() for word in words):
            yield Claim(start, found.end(), What.NAME)


@cache
def _own_words() -> frozenset[str]:
    """What drafts say by themselves: a title in English may stand in a German sentence."""
    words = (words_in(language) for language in Language)
    said = (text for each in words for text in (*each.months, *each.drafts.templates))
    return frozenset(word for text in said for word in _LETTERS.findall(text))


def _is_title_case(text: str) -> bool:
    return all(word[0].isupper() or word in _SMALL.split() for word in _LONG_WORD.findall(text))


_FINDERS = (_code, _projects, _technologies, _numbers, _inner_capitals, _capitalised)
