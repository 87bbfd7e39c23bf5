"""What changed in a résumé, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from tests.tracker.resume_content.contents import CONTENTS
from tracker.records import Paper
from tracker.resume_content.changes import changes
from tracker.resume_content.content import (
    Item,
    Language,
    Part,
    Position,
    ResumeContent,
    SkillChoice,
    Theme,
)
from tracker.resume_content.edits import Step, sections

OWN = ResumeContent(
    summary="I fix.",
    items=(Item(1), Item(2, "Mine"), Item(3)),
    skills=(SkillChoice("Go"), SkillChoice("SQL")),
)


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (replace(OWN, headline="Engineer"), ["headline written"]),
        (replace(OWN, summary="I build."), ["summary rewritten"]),
        (replace(OWN, summary=""), ["summary back to the profile's"]),
        (replace(OWN, items=None), ["follows the highlights again"]),
        (replace(OWN, items=(Item(1), Item(3))), ["1 entry taken off"]),
        (replace(OWN, items=(*(OWN.items or ()), Item(4), Item(5))), ["2 entries added"]),
        (replace(OWN, items=(Item(1), Item(2, "Ours"), Item(3))), ["1 bullet rewritten"]),
        (
            replace(OWN, items=(Item(3), Item(1), Item(2, "Mine", is_shown=False))),
            ["1 entry hidden", "entries in another order"],
        ),
        (
            replace(OWN, items=(Item(1, part=Part.WRITING), Item(2, "Mine"), Item(3))),
            ["1 entry in another section"],
        ),
        (replace(OWN, skills=None), ["skills follow the work again"]),
        (replace(OWN, skills=(OWN.skills or ())[::-1]), ["skills in another order"]),
        (replace(OWN, skills=(SkillChoice("Go"),)), ["skills changed"]),
        (replace(OWN, experience=(Position("Engineer"),)), ["experience changed"]),
        (sections.move_section(OWN, Part.LINKS, Step.UP), ["sections in another order"]),
        (sections.show_section(OWN, Part.LINKS, is_shown=False), ["“Links” hidden"]),
        (sections.title_section(OWN, Part.LINKS, "Web"), ["“Links” called “Web”"]),
        (replace(OWN, theme=Theme.INK, theme_version=2), ["theme Ink"]),
        (replace(OWN, theme_version=2), ["theme Plain in edition 2"]),
        (replace(OWN, language=Language.GERMAN), ["in Deutsch"]),
        (replace(OWN, paper=Paper.US_LETTER, page_target=1), ["paper US Letter", "aims at 1 page"]),
        (replace(OWN, has_qr=True), ["QR code on"]),
    ],
)
def test_each_change_has_its_words(after: ResumeContent, said: list[str]) -> None:
    assert list(changes(OWN, after)) == said


def test_a_first_choice_of_entries_and_skills_is_named() -> None:
    said = changes(ResumeContent(), replace(OWN, summary=""))

    assert said == ("entries chosen by hand", "skills chosen by hand")


@given(before=CONTENTS, after=CONTENTS)
def test_nothing_is_said_of_equals_and_something_of_others(
    before: ResumeContent, after: ResumeContent
) -> None:
    assert changes(before, before) == ()
    plain = [
        replace(each, items=each.items and tuple(replace(item, drafted="") for item in each.items))
        for each in (before, after)
    ]
    assert bool(changes(before, after)) is (plain[0] != plain[1])
