"""What was done in the threads of comments, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.models import Entry
from tracker.records import Act, Form, Kind, StateReason

_SHARED = {Act.LABEL: "labelled", Act.CLOSE: "closed", Act.DUPLICATE: "marked as duplicate"}

_DID: Mapping[str, str] = {Kind.TRIAGE: "Triaged", Kind.SUPPORT: "Helped with"}


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing that was done: "labelled “bug”", and where it can be seen."""

    act: Act
    words: str
    url: str


@dataclass(frozen=True, slots=True)
class Thread:
    """What a comment is about: "Issue #12 by grace, closed", its title and its address."""

    words: str
    title: str
    url: str


def did(kind: str) -> str:
    """What somebody did who commented, by its kind: "Triaged", to be followed by what it was."""
    return _DID.get(kind, "Commented on")


def thread(entry: Entry) -> Thread | None:
    """The thread of a comment, as it stood when the comment was read; None for all else."""
    if entry.form != Form.COMMENT:
        return None
    about = entry.parent
    what = Form(about.get("form") or Form.ISSUE).label
    by = about.get("author") or "somebody who has left"
    words = f"{what} #{about.get('number')} by {by}, {about.get('state')}"
    return Thread(words, entry.title, str(about.get("url") or ""))


def deeds(entry: Entry) -> tuple[Deed, ...]:
    """What the owner did in the thread of a comment, in the order in which they did it."""
    return tuple(_deeds(entry))


def words(entry: Entry) -> str:
    """How a comment stands in a line: "labelled “bug”, closed", or that it is one."""
    said = ", ".join(dict.fromkeys(deed.words for deed in deeds(entry))) or "commented"
    return f"{said}, hidden on GitHub as {entry.state_reason}" if entry.state_reason else said


def shared_words(acts: Iterable[Act], comments: int) -> str:
    """What was done in several threads: "2 labelled, 3 closed", or how much was said."""
    counts = Counter(acts)
    done = [f"{counts[act]} {words}" for act, words in _SHARED.items() if counts[act]]
    return ", ".join(done) or f"{comments} comments"


def _deeds(entry: Entry) -> Iterator[Deed]:
    for each in entry.actions if entry.form == Form.COMMENT else ():
        act, detail = Act(each["what"]), each["detail"]
        yield Deed(act, _words(act, detail), each["url"])


def _words(act: Act, detail: str) -> str:
    match act:
        case Act.LABEL:
            return f"labelled “{detail}”"
        case Act.DUPLICATE:
            return f"marked as a duplicate of {detail}" if detail else "marked as a duplicate"
        case Act.CLOSE:
            return "closed as not planned" if detail == StateReason.NOT_PLANNED else "closed"
