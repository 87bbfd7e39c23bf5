"""Edits of the sections: their order, whether they are shown, and what they are called."""

from __future__ import annotations

from dataclasses import replace

from tracker.resume_content.content import Part, ResumeContent, SectionChoice
from tracker.resume_content.edits.moves import EditError, To, moved, replaced


def move_section(content: ResumeContent, part: Part, to: To) -> ResumeContent:
    """Take the section `part` to another place."""
    return replace(content, sections=moved(content.sections, _index(content, part), to))


def show_section(content: ResumeContent, part: Part, *, is_shown: bool) -> ResumeContent:
    """Print the section `part`, or no longer; what stands in it stays."""
    return _with(content, replace(_choice(content, part), is_shown=is_shown))


def title_section(content: ResumeContent, part: Part, title: str) -> ResumeContent:
    """Call the section `part` by `title`; an empty one gives way to the language's own."""
    return _with(content, replace(_choice(content, part), title=title.strip()))


def _with(content: ResumeContent, choice: SectionChoice) -> ResumeContent:
    index = _index(content, choice.part)
    return replace(content, sections=replaced(content.sections, index, choice))


def _choice(content: ResumeContent, part: Part) -> SectionChoice:
    return content.sections[_index(content, part)]


def _index(content: ResumeContent, part: Part) -> int:
    for index, choice in enumerate(content.sections):
        if choice.part is part:
            return index
    raise EditError("This résumé has no such section.")
