"""A résumé's own words, and the dates that they make."""

import pytest

from tracker.present.words import period, words_in
from tracker.resume_content.content import Language, Part
from tracker.resume_content.dates import PartialDate

DASH = "\N{EN DASH}"


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


@pytest.mark.parametrize("language", Language)
def test_each_language_names_every_section(language: Language) -> None:
    assert set(words_in(language).titles) == set(Part)


def test_a_language_that_is_not_ours_has_english_words() -> None:
    assert words_in("tlh") == words_in("en-GB") == words_in("en")
