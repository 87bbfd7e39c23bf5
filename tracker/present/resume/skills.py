"""The skills of a résumé: those that the chosen work shows, or its owner's own list."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.resume_content.content import ResumeContent


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill, whether it is printed, and what of the chosen work shows it, in words."""

    name: str
    is_shown: bool = True
    evidence: str = ""


def skill_lines(content: ResumeContent) -> tuple[SkillLine, ...]:
    """The skills of `content`, in order."""
    return tuple(SkillLine(choice.name, choice.is_shown) for choice in content.skills or ())
