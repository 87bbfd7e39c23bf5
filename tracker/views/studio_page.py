"""What the studio's page is made of: the contents, the pages as they are set, what can be added."""

from __future__ import annotations

import hashlib
import math
import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tracker.forms.resume_edits import Shown
from tracker.forms.studio import StudioForm
from tracker.models import Entry, Resume
from tracker.present.addable import addable
from tracker.present.document import ResumeDocument
from tracker.present.evidence import with_facts
from tracker.present.resume import ResumeContents, ResumeLine, contents_of
from tracker.present.room import Room, longest
from tracker.present.worth import RULE
from tracker.render.clean import clean_text
from tracker.render.errors import RenderError
from tracker.render.formats import ALL
from tracker.render.resume import resume_pages, resume_pdf
from tracker.render.texts import MAX_BULLET
from tracker.render.themes import newest
from tracker.resume_content.content import Theme
from tracker.views.resume_page import PPI

Context = dict[str, object]
_WIDTH = re.compile(r"[1-9][0-9]{1,4}")
_A4 = 8.27  # inches wide
_LEAST_PPI = 60  # of a page whose words can be told apart
_KEY_LENGTH = 16  # of a digest: two pages of one person must not share it


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page as a picture: `key` names what is on it, `source` is its address, or "" if known."""

    key: str
    source: str


@dataclass(frozen=True, slots=True)
class Preview:
    """The first pages, how much room is left on them, and the lines that take the most of it."""

    leaves: tuple[Leaf, ...]
    room: Room
    longest: tuple[ResumeLine, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """What a page says of its pictures: the keys that are `known`, and how `wide` they are shown.

    Those are not sent again. `wide` is in pixels of its screen, "" where that is not said.
    """

    known: str = ""
    wide: str = ""

    @property
    def ppi(self) -> int:
        """As fine as the screen can show, within bounds: a fine picture takes long."""
        if not _WIDTH.fullmatch(self.wide):
            return PPI
        return min(max(math.ceil(int(self.wide) / _A4), _LEAST_PPI), PPI)


def studio_context(
    resume: Resume, form: StudioForm | None = None, *, find: str = "", is_checked: bool = False
) -> Context:
    """All that the whole page shows."""
    contents = contents_of(resume)
    advised(contents.lines)
    return (
        {"form": form or StudioForm(resume), "themes": [*Theme], "contents": contents}
        | parts_context(resume, contents)
        | addable_context(resume, contents, find)
        | (checked_context(contents) if is_checked else {})
    )


def parts_context(
    resume: Resume, contents: ResumeContents, there: Pictures | None = None
) -> Context:
    """What the answer to a save shows, where the page has the pictures that are `there`."""
    content = contents.content
    return {
        "resume": resume,
        "contents": contents,
        "rule": RULE,
        "formats": ALL,
        "has_entries": bool(contents.lines) or Entry.objects.filter(user=resume.user).exists(),
        "pictured": _pictured(contents.document),
        "has_newer_look": content.theme_version < newest(content.theme),
    } | _preview_context(contents, there or Pictures())


def advised(lines: Iterable[ResumeLine]) -> tuple[ResumeLine, ...]:
    """The `lines` with all that their advice goes by. At most one query."""
    lines = tuple(lines)
    with_facts(line.entry for line in lines)
    return lines


def addable_context(resume: Resume, contents: ResumeContents, find: str) -> Context:
    """What can be added, and what was searched for."""
    found = addable(resume.user, contents, find)
    return {"resume": resume, "contents": contents, "found": found, "find": find}


def checked_context(contents: ResumeContents) -> Context:
    """What was found when the finished file was read back."""
    try:
        rendered = resume_pdf(contents.document)
    except RenderError as error:
        return {"check_problem": str(error)}
    lacking = contents.lines_with(rendered.replaced, lambda text: clean_text(text, MAX_BULLET))
    return {"rendered": rendered, "lacking": lacking}


def shown_of(contents: ResumeContents) -> Shown:
    """What the page shows and its edits go by."""
    return Shown(
        items=contents.items,
        lists=contents.lists,
        drafts=contents.drafts,
        skills=tuple(skill.name for each in contents.sections for skill in each.skills),
    )


def _preview_context(contents: ResumeContents, there: Pictures) -> Context:
    try:
        pages = resume_pages(contents.document, there.ppi)
    except RenderError as error:
        return {"problem": str(error)}
    room = Room(pages.pages, pages.fill, contents.content.page_target)
    known = set(there.known.split())
    leaves = tuple(_leaf(picture, known) for picture in pages.contents)
    return {"preview": Preview(leaves, room, longest(contents.lines))}


def _pictured(document: ResumeDocument) -> str:
    """The name of what `document` shows, the same in every theme: its small pictures carry it."""
    bare = replace(document, theme=Theme.PLAIN, theme_version=1)
    return hashlib.sha256(repr(bare).encode()).hexdigest()[:_KEY_LENGTH]


def _leaf(picture: bytes, known: set[str]) -> Leaf:
    """A page in the answer itself: a second request would make the person wait a second time."""
    key = hashlib.sha256(picture).hexdigest()[:_KEY_LENGTH]
    is_known = key in known
    return Leaf(key, "" if is_known else f"data:image/png;base64,{b64encode(picture).decode()}")
