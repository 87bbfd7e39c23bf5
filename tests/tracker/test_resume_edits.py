"""An edit of a résumé, from the button's words to the content."""

import pytest

from tracker.forms.resume_edits import Edited, Shown, edited
from tracker.resume_content.content import Item, Part, Position, ResumeContent, TypedLink
from tracker.resume_content.edits import EditError

SHOWN = Shown(
    items=(Item(1), Item(2), Item(3)),
    lists=(((1, 2), (3,)),),
    drafts={1: "Named the layer."},
    skills=("Python", "Rust"),
)


def edit(content: ResumeContent | None = None, **said: str) -> Edited:
    return edited(content or ResumeContent(), said, SHOWN)


def entries(content: ResumeContent) -> list[int]:
    return [item.entry_id for item in content.items or ()]


def test_the_first_edit_of_an_item_makes_the_items_on_the_page_the_owners() -> None:
    made = edit(what="show-item", entry="2", on="0")

    assert entries(made.content) == [1, 2, 3]
    assert [item.is_shown for item in made.content.items or ()] == [True, False, True]


def test_an_item_moves_in_its_list_and_says_where_it_stands() -> None:
    made = edit(what="move-item", entry="1", to="down")

    assert entries(made.content) == [2, 1, 3]
    assert made.words == "Moved to 2 of 2."


def test_a_project_moves_with_all_its_items() -> None:
    made = edit(what="move-project", entry="2", to="1")

    assert entries(made.content) == [3, 1, 2]
    assert made.words == "Moved to 2 of 2."


def test_a_section_moves_to_an_index_and_is_hidden() -> None:
    moved = edit(what="move-section", part="skills", to="0")
    hidden = edit(moved.content, what="show-section", part="skills", on="0")

    assert hidden.content.sections[0].part is Part.SKILLS
    assert not hidden.content.sections[0].is_shown
    assert moved.words == "Moved to 1 of 8."


def test_the_words_written_for_an_item_give_way_to_the_draft() -> None:
    own = ResumeContent(items=(Item(1, text="Mine", drafted="Old"),))

    kept = edit(own, what="keep-text", entry="1").content
    taken = edit(own, what="take-draft", entry="1").content

    assert kept.items == (Item(1, text="Mine", drafted="Named the layer."),)
    assert taken.items == (Item(1),)


def test_entries_come_and_go() -> None:
    added = edit(what="add-item", entry="9").content
    removed = edit(added, what="remove-item", entry="1").content

    assert entries(removed) == [2, 3, 9]
    assert edit(removed, what="follow-highlights").content.items is None


def test_skills_of_the_work_become_the_owners() -> None:
    added = edit(what="add-skill", name="Reviewing").content
    moved = edit(added, what="move-skill", name="Reviewing", to="up")

    assert [skill.name for skill in moved.content.skills or ()] == ["Python", "Reviewing", "Rust"]
    assert moved.words == "Moved to 2 of 3."
    assert edit(moved.content, what="follow-work").content.skills is None


def test_typed_sections_gain_lose_and_move_rows() -> None:
    typed = ResumeContent(
        education=(Position("MSc"), Position("BSc")), links=(TypedLink("https://a.example"),)
    )

    moved = edit(typed, what="move-position", part="education", index="1", to="up")

    assert [each.what for each in moved.content.education] == ["BSc", "MSc"]
    assert moved.words == "Moved to 1 of 2."
    assert edit(typed, what="add-position", part="experience").content.experience == (Position(),)
    assert edit(typed, what="remove-link", index="0").content.links == ()
    assert len(edit(typed, what="add-link").content.links) == 2


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"what": "drop-table"},
        {"what": "move-item", "entry": "99", "to": "up"},
        {"what": "move-item", "entry": "1", "to": "sideways"},
        {"what": "move-item", "entry": "-1", "to": "up"},
        {"what": "move-item", "entry": "٣", "to": "up"},
        {"what": "move-item", "entry": "9" * 40, "to": "up"},
        {"what": "show-section", "part": "cellar"},
        {"what": "add-position", "part": "skills"},
        {"what": "remove-link", "index": "0"},
        {"what": "add-skill", "name": " "},
    ],
)
def test_an_edit_that_cannot_be_is_refused(said: dict[str, str]) -> None:
    with pytest.raises(EditError):
        edited(ResumeContent(), said, SHOWN)
