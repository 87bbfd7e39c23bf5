"""The demo understands every question that the application asks of GitHub."""

from pathlib import Path

import pytest
from graphql import parse, validate

from contriblog.demo.graphql_api import demo_schema

FOLDER = Path(__file__).parent.parent.parent / "tracker" / "github" / "queries"
DOCUMENTS = sorted(FOLDER.glob("*.graphql"))


def test_the_application_has_questions() -> None:
    assert DOCUMENTS


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_a_question_of_the_application_is_understood(path: Path) -> None:
    assert validate(demo_schema(), parse(path.read_text(encoding="utf-8"))) == []
