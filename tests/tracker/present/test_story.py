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
    assert told(story(**{part: "Exports\n name the layer."})) == "Exports name the layer"


@pytest.mark.parametrize(
    ("fix", "bullet"),
    [
        ("Exports name the layer", "Exports name the layer"),
        ("Exports name the layer. Nobody asks", "Exports name the layer. Nobody asks."),
        ("Exports name the layer. numpy is next.", "Exports name the layer. numpy is next."),
        ("Exports name it, e.g. in v1.2.", "Exports name it, e.g. in v1.2"),
        ("Ebenen benannt, z. B. im Export.", "Ebenen benannt, z. B. im Export"),
        ("Named layers, groups etc.", "Named layers, groups etc."),
        ("Exports name the layer!", "Exports name the layer!"),
        ("And it goes on...", "And it goes on..."),
        ("エラーにレイヤー名を表示。", "エラーにレイヤー名を表示"),
        ("エラーに名を表示。質問が減った", "エラーに名を表示。質問が減った。"),
        ("الأخطاء تسمي الطبقة.", "الأخطاء تسمي الطبقة"),
    ],
)
def test_a_single_sentence_ends_as_bullets_do(fix: str, bullet: str) -> None:
    assert told(story(fix=fix)) == bullet


def test_two_parts_are_two_sentences_in_their_script() -> None:
    assert (
        told(story(fix="エラーに名を表示", impact="質問が減った"))
        == "エラーに名を表示。質問が減った。"
    )
    assert told(story(fix="it names “it.”", impact="all read it")) == "it names “it.” all read it."


def test_a_problem_alone_is_no_achievement() -> None:
    assert told(story()) == ""


def test_nothing_is_said_of_an_entry_without_a_story() -> None:
    assert told(make.entry()) == ""
