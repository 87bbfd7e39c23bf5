"""Edits of what is typed or imported: posts, courses of study, and links, each by its index."""

from __future__ import annotations

from dataclasses import replace

from tracker.resume_content.content import (
    MAX_LINKS,
    MAX_POSITIONS,
    Part,
    Position,
    ResumeContent,
    TypedLink,
)
from tracker.resume_content.edits.moves import (
    EditError,
    To,
    moved,
    with_one_more,
    without,
)


def positions_of(content: ResumeContent, part: Part) -> tuple[Position, ...]:
    """The posts or the courses of study; raises EditError for any other section."""
    match part:
        case Part.EXPERIENCE:
            return content.experience
        case Part.EDUCATION:
            return content.education
    raise EditError("This section holds no posts and no courses of study.")


def add_position(content: ResumeContent, part: Part, position: Position) -> ResumeContent:
    """Put a post or a course of study at the end of its section."""
    return _with(content, part, with_one_more(positions_of(content, part), position, MAX_POSITIONS))


def remove_position(content: ResumeContent, part: Part, index: int) -> ResumeContent:
    """Strike it from its section."""
    return _with(content, part, without(positions_of(content, part), index))


def move_position(content: ResumeContent, part: Part, index: int, to: To) -> ResumeContent:
    """Take it to another place in its section."""
    return _with(content, part, moved(positions_of(content, part), index, to))


def add_link(content: ResumeContent, link: TypedLink) -> ResumeContent:
    """Put a link at the end."""
    return replace(content, links=with_one_more(content.links, link, MAX_LINKS))


def remove_link(content: ResumeContent, index: int) -> ResumeContent:
    """Strike a link."""
    return replace(content, links=without(content.links, index))


def move_link(content: ResumeContent, index: int, to: To) -> ResumeContent:
    """Take a link to another place."""
    return replace(content, links=moved(content.links, index, to))


def _with(content: ResumeContent, part: Part, positions: tuple[Position, ...]) -> ResumeContent:
    if part is Part.EXPERIENCE:
        return replace(content, experience=positions)
    return replace(content, education=positions)
