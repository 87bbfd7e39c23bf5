"""Any content that a résumé may have, and any edit of it, as Hypothesis draws them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from tracker.records import Paper
from tracker.resume_content.content import (
    Item,
    Language,
    Part,
    Position,
    ResumeContent,
    SectionChoice,
    SkillChoice,
    Theme,
    TypedLink,
)
from tracker.resume_content.edits import Step, To, items, sections, skills, typed

Edit = Callable[[ResumeContent], ResumeContent]

ENTRY_IDS = st.integers(1, 8)
NAMES = st.sampled_from(["Python", "Rust", "SQL", "日本語", "python"])
TEXTS = st.text(max_size=30)
PARTS = st.sampled_from(Part)
TYPED_PARTS = st.sampled_from([Part.EXPERIENCE, Part.EDUCATION])
DATES = st.sampled_from(["", "2024", "2024-03", "2024-03-18"])
PLACES: SearchStrategy[To] = st.one_of(st.sampled_from(Step), st.integers(0, 5))
POSITIONS = st.builds(
    Position,
    what=TEXTS,
    where=TEXTS,
    started=DATES,
    ended=DATES,
    highlights=st.lists(TEXTS, max_size=3).map(tuple),
)
LINKS = st.builds(TypedLink, url=st.just("https://ada.example"), label=TEXTS)
ITEMS = st.lists(
    st.builds(
        Item,
        entry_id=ENTRY_IDS,
        text=TEXTS,
        drafted=TEXTS,
        part=st.none() | PARTS,
        is_shown=st.booleans(),
    ),
    max_size=6,
    unique_by=lambda item: item.entry_id,
).map(tuple)
SKILLS = st.lists(
    st.builds(SkillChoice, name=NAMES, is_shown=st.booleans()),
    max_size=4,
    unique_by=lambda skill: skill.name.casefold(),
).map(tuple)
CONTENTS = st.builds(
    ResumeContent,
    name=TEXTS,
    headline=TEXTS,
    summary=TEXTS,
    language=st.sampled_from(Language),
    theme=st.sampled_from(Theme),
    paper=st.sampled_from(Paper),
    page_target=st.integers(1, 10),
    sections=st.permutations([*Part]).map(lambda parts: tuple(map(SectionChoice, parts))),
    items=st.none() | ITEMS,
    skills=st.none() | SKILLS,
    experience=st.lists(POSITIONS, max_size=3).map(tuple),
    education=st.lists(POSITIONS, max_size=3).map(tuple),
    links=st.lists(LINKS, max_size=3).map(tuple),
)

_ARGUMENTS: tuple[tuple[Callable[..., ResumeContent], dict[str, SearchStrategy[Any]]], ...] = (
    (sections.move_section, {"part": PARTS, "to": PLACES}),
    (sections.show_section, {"part": PARTS, "is_shown": st.booleans()}),
    (sections.title_section, {"part": PARTS, "title": TEXTS}),
    (items.choose_items, {"items": ITEMS}),
    (items.follow_highlights, {}),
    (items.add_items, {"items": ITEMS}),
    (items.remove_item, {"entry_id": ENTRY_IDS}),
    (items.show_item, {"entry_id": ENTRY_IDS, "is_shown": st.booleans()}),
    (items.write_item, {"entry_id": ENTRY_IDS, "text": TEXTS, "draft": TEXTS}),
    (items.take_draft, {"entry_id": ENTRY_IDS}),
    (items.keep_text, {"entry_id": ENTRY_IDS, "draft": TEXTS}),
    (items.place_item, {"entry_id": ENTRY_IDS, "part": st.none() | PARTS}),
    (
        items.move_item,
        {"entry_id": ENTRY_IDS, "to": PLACES, "among": st.lists(ENTRY_IDS, unique=True)},
    ),
    (
        items.move_project,
        {
            "entry_id": ENTRY_IDS,
            "to": PLACES,
            "among": st.sampled_from([[[1, 2], [3], [4, 5]], [[8, 1], [2, 3]]]),
        },
    ),
    (skills.choose_skills, {"names": st.lists(NAMES)}),
    (skills.follow_work, {}),
    (skills.add_skill, {"name": NAMES}),
    (skills.remove_skill, {"name": NAMES}),
    (skills.move_skill, {"name": NAMES, "to": PLACES}),
    (skills.show_skill, {"name": NAMES, "is_shown": st.booleans()}),
    (typed.add_position, {"part": TYPED_PARTS, "position": POSITIONS}),
    (typed.remove_position, {"part": PARTS, "index": st.integers(-1, 3)}),
    (typed.move_position, {"part": TYPED_PARTS, "index": st.integers(-1, 3), "to": PLACES}),
    (typed.add_link, {"link": LINKS}),
    (typed.remove_link, {"index": st.integers(-1, 3)}),
    (typed.move_link, {"index": st.integers(-1, 3), "to": PLACES}),
)


@st.composite
def edits(draw: DrawFn) -> Edit:
    """One edit with its arguments; they may name what is not there."""
    edit, arguments = draw(st.sampled_from(_ARGUMENTS))
    said = {name: draw(value) for name, value in arguments.items()}
    return lambda content: edit(content, **said)
