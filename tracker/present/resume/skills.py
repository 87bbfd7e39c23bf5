"""The skills of a résumé: those that the chosen work shows, or its owner's own list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.models import Entry
from tracker.present.skills import ShownSkill, skills_of
from tracker.present.words import words_in
from tracker.resume_content.content import ResumeContent

MOST_FOLLOWED = 12  # skills that a résumé names by itself


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill, whether it is printed, and what of the chosen work shows it, in words."""

    name: str
    is_shown: bool = True
    evidence: str = ""


def skill_lines(content: ResumeContent, entries: Iterable[Entry]) -> tuple[SkillLine, ...]:
    """The skills of `content`, or else those that most of `entries` show. At most one query.

    Those that the owner named and no entry shows stand without evidence.
    """
    shown = {skill.name.casefold(): skill for skill in skills_of(entries)}
    if content.skills is None:
        followed = [*shown.values()][:MOST_FOLLOWED]
        return tuple(_line(skill.name, skill, content, is_shown=True) for skill in followed)
    return tuple(
        _line(choice.name, shown.get(choice.name.casefold()), content, is_shown=choice.is_shown)
        for choice in content.skills
    )


def _line(
    name: str, skill: ShownSkill | None, content: ResumeContent, *, is_shown: bool
) -> SkillLine:
    evidence = skill.evidence(words_in(content.language)) if skill else ""
    return SkillLine(name, is_shown, evidence)
