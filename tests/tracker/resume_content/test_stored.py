"""A résumé's content, as it is stored."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given

from tests.tracker.resume_content.contents import CONTENTS
from tracker.resume_content.content import Item, Part, Position, ResumeContent, SkillChoice
from tracker.resume_content.stored import BadContentError, from_json, to_json


@given(content=CONTENTS)
def test_what_is_stored_is_read_as_it_was(content: ResumeContent) -> None:
    assert from_json(to_json(content)) == content


def test_what_a_later_edition_added_has_its_default() -> None:
    assert from_json({}) == ResumeContent()


def test_a_section_that_is_not_named_stands_at_the_end_and_one_named_twice_stands_first() -> None:
    stored = {"sections": [{"part": "links"}, {"part": "skills"}, {"part": "links", "title": "2"}]}

    parts = [choice.part for choice in from_json(stored).sections]

    assert parts[:3] == [Part.LINKS, Part.SKILLS, Part.SUMMARY]
    assert sorted(parts) == sorted(Part)


def test_an_entry_named_twice_stands_once_where_it_came_first() -> None:
    stored = {"items": [{"entry_id": 2, "text": "a"}, {"entry_id": 1}, {"entry_id": 2}]}

    assert from_json(stored).items == (Item(2, "a"), Item(1))


@pytest.mark.parametrize(
    "stored",
    [
        None,
        [],
        {"theme": "papyrus"},
        {"page_target": 0},
        {"items": [{"text": "no entry"}]},
        {"items": [{"entry_id": 1, "text": "x" * 601}]},
        {"experience": [{"started": "May 2024"}]},
        {"education": [{"ended": "2024-13"}]},
        {"links": [{"url": "https://a.example"}] * 21},
    ],
)
def test_what_is_no_content_is_refused(stored: Any) -> None:
    with pytest.raises(BadContentError):
        from_json(stored)


@pytest.mark.parametrize(
    "content",
    [
        ResumeContent(skills=(SkillChoice("x" * 201),)),
        ResumeContent(items=(Item(1, "x" * 601),)),
        ResumeContent(experience=(Position(started="2024-13"),)),
        ResumeContent(education=(Position(ended="0500"),)),
    ],
)
def test_what_could_not_be_read_again_is_not_stored(content: ResumeContent) -> None:
    with pytest.raises(BadContentError):
        to_json(content)
