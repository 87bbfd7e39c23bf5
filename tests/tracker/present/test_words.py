"""A résumé's own words, and the dates that they make."""

from collections.abc import Iterator
from dataclasses import asdict
from string import Formatter
from typing import Any, get_args

import pytest

from tracker.present.document import Level
from tracker.present.words import period, words_in
from tracker.resume_content.content import Language, Part
from tracker.resume_content.dates import PartialDate

DASH = "\N{EN DASH}"
MONTHS = 12
# What another language writes as English does: names, shapes, and words that both have.
SHARED = {"", "{month} {year}", f"{{first}} {DASH} {{last}}", "Aug.", "Links", "Page"}
SHARED |= {"1 contribution, {since}"}
MARKS = {"“", "”", ", ", "; ", ",", "{said} ({remarks})"} | {
    "\N{LEFT SINGLE QUOTATION MARK}",
    "\N{RIGHT SINGLE QUOTATION MARK}",
}


def said_by(language: Language) -> dict[str, str]:
    """All that `language` says, by the place where it says it."""
    return dict(_leaves("", asdict(words_in(language))))


def placeholders(text: str) -> set[str]:
    """The names that a template is filled with."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _leaves(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place, value
        return
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, each in pairs:
        yield from _leaves(f"{place}/{key}", each)


@pytest.mark.parametrize(
    ("started", "ended", "expected"),
    [
        ("2021-03", "", f"Mar 2021 {DASH} Present"),
        ("2021-03", "2023-11", f"Mar 2021 {DASH} Nov 2023"),
        ("2021-03-04", "2021-03-20", "Mar 2021"),
        ("2021", "2023-11", f"2021 {DASH} Nov 2023"),
        ("", "2021-03", "Mar 2021"),
        ("", "", ""),
    ],
)
def test_a_time_is_told_as_exactly_as_it_is_known(started: str, ended: str, expected: str) -> None:
    first, last = (PartialDate.parse(text) if text else None for text in (started, ended))

    assert period(first, last, words_in("en")) == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (Language.GERMAN, f"März 2021 {DASH} heute"),
        (Language.FRENCH, f"mars 2021 {DASH} aujourd’hui"),
        (Language.SPANISH, f"mar 2021 {DASH} actualidad"),
        (Language.PORTUGUESE, f"mar. de 2021 {DASH} presente"),
        (Language.JAPANESE, "2021年3月\N{FULLWIDTH TILDE}現在"),
        (Language.ARABIC, f"مارس 2021 {DASH} حتى الآن"),
        (Language.HEBREW, f"מרץ 2021 {DASH} היום"),
    ],
)
def test_each_language_writes_a_time_in_its_own_way(language: Language, expected: str) -> None:
    assert period(PartialDate.parse("2021-03"), None, words_in(language)) == expected


@pytest.mark.parametrize("language", Language)
def test_each_language_names_every_section_and_level(language: Language) -> None:
    words = words_in(language)

    assert set(words.titles) == set(Part)
    assert set(words.levels) == set(get_args(Level))
    assert all(words.titles.values())
    assert len(set(words.months)) == MONTHS


@pytest.mark.parametrize("language", set(Language) - {Language.ENGLISH})
def test_a_language_says_nothing_in_english_but_what_it_shares_with_it(language: Language) -> None:
    english, own = said_by(Language.ENGLISH), said_by(language)
    same = {place: text for place, text in own.items() if text == english[place]}

    assert set(own) == set(english)
    assert set(same.values()) <= SHARED | MARKS


@pytest.mark.parametrize("language", Language)
def test_each_template_holds_what_is_put_into_it(language: Language) -> None:
    english, own = said_by(Language.ENGLISH), said_by(language)

    assert {place: placeholders(text) for place, text in own.items()} == {
        place: placeholders(text) for place, text in english.items()
    }


def test_a_language_that_is_not_ours_has_english_words() -> None:
    assert words_in("tlh") == words_in("en-GB") == words_in("en")
