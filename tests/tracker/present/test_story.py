"""What the owner of an entry has said of it."""

import pytest

from tests import make
from tracker.models import Entry
from tracker.present.story import told

pytestmark = pytest.mark.django_db


def story(**parts: str) -> Entry:
    about = make.entry()
    make.annotation(about, **{"problem": "It hurt.", "fix": "", "impact": ""} | parts)
    return about


def test_the_fix_comes_before_the_impact() -> None:
    assert told(story(fix="Name the layer", impact="3 reports closed!")) == (
        "Name the layer. 3 reports closed!"
    )


@pytest.mark.parametrize("part", ["fix", "impact"])
def test_either_part_stands_alone(part: str) -> None:
    assert told(story(**{part: "Exports\n name the layer"})) == "Exports name the layer."


def test_a_problem_alone_is_no_achievement() -> None:
    assert told(story()) == ""


def test_nothing_is_said_of_an_entry_without_a_story() -> None:
    assert told(make.entry()) == ""
