import json
from datetime import date

import pytest

from tests.tracker.render.documents import bullet, project, resume
from tracker.render.payload import font_order, payload, timestamp


def test_equal_documents_give_equal_bytes() -> None:
    assert payload(resume()) == payload(resume())
    assert payload(resume()) != payload(resume(headline="Another"))


def test_the_file_is_dated_by_the_document_and_not_by_the_clock() -> None:
    assert timestamp(date(1970, 1, 2)) == 86_400


def test_the_level_is_printed_only_where_github_does_not_vouch() -> None:
    known = (
        bullet("One.", level="github"),
        bullet("Two.", level="self"),
        bullet("Three.", level="typed"),
    )

    printed = json.loads(payload(resume(project(*known))))["sections"][1]["groups"][0]["bullets"]

    assert [each["level"] for each in printed] == ["", "self-reported", ""]


@pytest.mark.parametrize(
    ("language", "text", "first"),
    [
        ("ja", "修正", "Contriblog Japanese"),
        ("zh", "修正しました", "Contriblog Chinese"),
        ("en", "修正しました", "Contriblog Japanese"),
        ("en", "修复", "Contriblog Chinese"),
        ("ko", "수정", "Contriblog Korean"),
    ],
)
def test_han_characters_take_the_shapes_of_their_language(
    language: str, text: str, first: str
) -> None:
    fonts = font_order([text], language)

    assert next(font for font in fonts if font.startswith("Contriblog")) == first
