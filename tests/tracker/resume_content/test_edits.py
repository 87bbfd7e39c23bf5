"""The edits of a résumé's content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tracker.resume_content.contents import CONTENTS, Edit, edits
from tracker.resume_content.content import (
    MAX_ITEMS,
    MAX_LINKS,
    MAX_POSITIONS,
    Item,
    Part,
    Position,
    ResumeContent,
    SkillChoice,
    TypedLink,
)
from tracker.resume_content.edits import EditError, Step, items, sections, skills, typed
from tracker.resume_content.edits.moves import moved
from tracker.resume_content.stored import from_json, to_json

CHOSEN = ResumeContent(items=tuple(map(Item, [1, 2, 3, 4, 5])))


def order(content: ResumeContent) -> list[int]:
    return [item.entry_id for item in content.items or ()]


def item(content: ResumeContent, entry_id: int) -> Item:
    return next(each for each in content.items or () if each.entry_id == entry_id)


@given(content=CONTENTS, doing=st.lists(edits(), max_size=12))
def test_whatever_is_edited_can_be_stored_and_read_again(
    content: ResumeContent, doing: list[Edit]
) -> None:
    for edit in doing:
        with suppress(EditError):
            content = edit(content)

    assert from_json(to_json(content)) == content


@given(content=CONTENTS, doing=st.lists(edits(), max_size=12))
def test_no_entry_and_no_section_and_no_skill_ever_stands_twice(
    content: ResumeContent, doing: list[Edit]
) -> None:
    for edit in doing:
        with suppress(EditError):
            content = edit(content)

    names = [skill.name.casefold() for skill in content.skills or ()]
    assert max(Counter(order(content)).values(), default=1) == 1
    assert max(Counter(names).values(), default=1) == 1
    assert sorted(choice.part for choice in content.sections) == sorted(Part)


@given(rows=st.lists(st.integers(), min_size=1), data=st.data())
def test_a_move_keeps_every_row_and_moving_back_undoes_it(
    rows: list[int], data: st.DataObject
) -> None:
    places = st.integers(0, len(rows) - 1)
    index, to = data.draw(places), data.draw(places)

    there = moved(rows, index, to)

    assert Counter(there) == Counter(rows)
    assert there[to] == rows[index]
    assert moved(there, to, index) == tuple(rows)


@given(content=CONTENTS, part=st.sampled_from(Part))
def test_a_step_down_undoes_a_step_up_unless_it_stood_first(
    content: ResumeContent, part: Part
) -> None:
    up = sections.move_section(content, part, Step.UP)

    back = sections.move_section(up, part, Step.DOWN)

    is_first = content.sections[0].part is part
    assert up == content if is_first else back == content


@pytest.mark.parametrize(
    ("to", "expected"),
    [
        (Step.UP, [1, 4, 3, 2, 5]),
        (Step.DOWN, [1, 2, 3, 4, 5]),
        (0, [1, 4, 3, 2, 5]),
        (1, [1, 2, 3, 4, 5]),
    ],
)
def test_an_item_moves_among_those_it_is_shown_with_and_no_other_stirs(
    to: Step | int, expected: list[int]
) -> None:
    assert order(items.move_item(CHOSEN, 4, to, among=[2, 4])) == expected


@pytest.mark.parametrize(
    ("to", "expected"), [(Step.DOWN, [2, 1, 5, 3, 4]), (2, [2, 4, 1, 5, 3]), (0, [1, 5, 2, 3, 4])]
)
def test_a_project_moves_with_all_its_items(to: Step | int, expected: list[int]) -> None:
    projects = [[1, 5], [2], [4]]  # 3 stands elsewhere on the page

    content = items.move_project(CHOSEN, 5, to, among=projects)

    shown = [entry_id for entry_id in order(content) if entry_id != 3]
    assert shown == [entry_id for entry_id in expected if entry_id != 3]
    assert order(content).index(3) == 2


def test_words_equal_to_the_draft_follow_the_draft() -> None:
    own = items.write_item(CHOSEN, 2, "Mine", draft="Draft")

    assert item(own, 2) == Item(2, "Mine", "Draft")
    assert item(items.write_item(own, 2, " Draft ", draft="Draft"), 2).text == ""
    assert item(items.write_item(own, 2, "  ", draft="Draft"), 2).text == ""


def test_kept_words_know_the_draft_that_they_were_preferred_to() -> None:
    own = items.write_item(CHOSEN, 2, "Mine", draft="Draft")

    assert item(items.keep_text(own, 2, draft="Newer"), 2) == Item(2, "Mine", "Newer")
    assert item(items.take_draft(own, 2), 2) == Item(2)


def test_a_draft_longer_than_a_bullet_may_be_is_remembered_as_far_as_one_may() -> None:
    content = items.write_item(CHOSEN, 2, "Mine", draft="long " * 500)

    assert from_json(to_json(content)) == content


def test_adding_what_is_there_changes_nothing() -> None:
    own = items.write_item(CHOSEN, 2, "Mine", draft="Draft")

    assert items.add_items(own, [Item(2), Item(1)]) == own
    assert order(items.add_items(own, [Item(7), Item(2), Item(6)])) == [1, 2, 3, 4, 5, 7, 6]


def test_choosing_is_done_once() -> None:
    assert items.choose_items(CHOSEN, [Item(9)]) == CHOSEN
    assert items.choose_items(ResumeContent(), [Item(9)]).items == (Item(9),)
    assert skills.choose_skills(ResumeContent(), ["Go", "Go"]).skills == (SkillChoice("Go"),)


def test_a_skill_that_is_hidden_is_shown_by_adding_it() -> None:
    content = ResumeContent(skills=(SkillChoice("Rust", is_shown=False),))

    assert skills.add_skill(content, "rust").skills == (SkillChoice("Rust"),)


def _crowd(what: Sequence[object], field: str) -> ResumeContent:
    return replace(ResumeContent(), **{field: tuple(what)})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "edit",
    [
        lambda: items.move_item(CHOSEN, 9, Step.UP, among=[1, 2]),
        lambda: items.move_item(CHOSEN, 9, Step.UP, among=[1, 9]),
        lambda: items.move_item(CHOSEN, 1, 2, among=[1, 2]),
        lambda: items.move_item(CHOSEN, 1, -1, among=[1, 2]),
        lambda: items.move_project(CHOSEN, 9, Step.UP, among=[[1], [2]]),
        lambda: items.remove_item(CHOSEN, 9),
        lambda: items.remove_item(ResumeContent(), 1),
        lambda: items.add_items(CHOSEN, map(Item, range(1, MAX_ITEMS + 2))),
        lambda: skills.add_skill(ResumeContent(), "Go"),
        lambda: skills.add_skill(ResumeContent(skills=()), "  "),
        lambda: skills.show_skill(ResumeContent(skills=()), "Go", is_shown=True),
        lambda: typed.add_position(ResumeContent(), Part.LINKS, Position()),
        lambda: typed.add_position(
            _crowd([Position()] * MAX_POSITIONS, "education"), Part.EDUCATION, Position()
        ),
        lambda: typed.remove_position(ResumeContent(), Part.EDUCATION, 0),
        lambda: typed.remove_position(ResumeContent(experience=(Position(),)), Part.EXPERIENCE, -1),
        lambda: typed.add_link(
            _crowd([TypedLink("https://a.example")] * MAX_LINKS, "links"), TypedLink("")
        ),
        lambda: typed.remove_link(ResumeContent(), 0),
    ],
)
def test_what_is_not_there_or_has_no_room_is_refused(edit: Callable[[], ResumeContent]) -> None:
    with pytest.raises(EditError):
        edit()


def test_a_skill_has_a_name_that_a_resume_has_room_for() -> None:
    content = skills.add_skill(ResumeContent(skills=()), "x" * 120)

    for name in ("", "  ", "x" * 121):
        with pytest.raises(EditError):
            skills.add_skill(content, name)
