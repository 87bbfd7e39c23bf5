"""Edits of the skills; while `content.skills` is None they are those that the work shows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from tracker.resume_content.content import MAX_SKILL, MAX_SKILLS, ResumeContent, SkillChoice
from tracker.resume_content.edits.moves import (
    EditError,
    To,
    moved,
    replaced,
    with_one_more,
    without,
)


def choose_skills(content: ResumeContent, names: Iterable[str]) -> ResumeContent:
    """Make the skills on the page now the owner's own; nothing where they are already."""
    if content.skills is not None:
        return content
    first = {name.casefold(): name for name in reversed([*names])}
    return replace(content, skills=tuple(map(SkillChoice, [*first.values()][::-1][:MAX_SKILLS])))


def follow_work(content: ResumeContent) -> ResumeContent:
    """Let the skills be those that the chosen work shows; the choice of them is given up."""
    return replace(content, skills=None)


def add_skill(content: ResumeContent, name: str) -> ResumeContent:
    """Name one more skill at the end; one that is there is shown, in its place."""
    said = name.strip()
    if not said:
        raise EditError("A skill needs a name.")
    if len(said) > MAX_SKILL:
        raise EditError(f"A skill's name has at most {MAX_SKILL} characters.")
    if any(_is_named(choice, said) for choice in _skills(content)):
        return show_skill(content, said, is_shown=True)
    skills = with_one_more(_skills(content), SkillChoice(said), MAX_SKILLS)
    return replace(content, skills=skills)


def remove_skill(content: ResumeContent, name: str) -> ResumeContent:
    """Strike a skill from the list."""
    return replace(content, skills=without(_skills(content), _index(content, name)))


def move_skill(content: ResumeContent, name: str, to: To) -> ResumeContent:
    """Take a skill to another place."""
    return replace(content, skills=moved(_skills(content), _index(content, name), to))


def show_skill(content: ResumeContent, name: str, *, is_shown: bool) -> ResumeContent:
    """Print a skill, or no longer; its place stays."""
    index = _index(content, name)
    choice = replace(_skills(content)[index], is_shown=is_shown)
    return replace(content, skills=replaced(_skills(content), index, choice))


def _skills(content: ResumeContent) -> tuple[SkillChoice, ...]:
    if content.skills is None:
        raise EditError("The skills follow your work. Choose for yourself first.")
    return content.skills


def _index(content: ResumeContent, name: str) -> int:
    for index, choice in enumerate(_skills(content)):
        if _is_named(choice, name):
            return index
    raise EditError("This skill is not on the résumé.")


def _is_named(choice: SkillChoice, name: str) -> bool:
    return choice.name.casefold() == name.strip().casefold()
