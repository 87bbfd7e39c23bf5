"""One entry as a line of the log: what it is, where, how it stands, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from tracker.models import Entry
from tracker.present import triage
from tracker.present.move import ShownMove, shown_move
from tracker.present.questions import question
from tracker.present.story import annotation_of
from tracker.present.titles import UNTITLED
from tracker.records import Act, Form, Kind, Landing, State

_SHORT = 7  # digits of a commit's id, as Git shows it
_NAMES_SHOWN = 3  # of those who wrote a commit together
_REVIEW_WORDS = {
    State.APPROVED: "approved",
    State.CHANGES_REQUESTED: "asked for changes",
    State.DISMISSED: "reviewed, dismissed later",
}
_DISCUSSION_ENDS = {"resolved", "outdated", "duplicate"}


@dataclass(frozen=True, slots=True)
class Line:
    """What a row of the log shows. `on` is the day in its owner's zone."""

    entry_id: int
    on: date
    form: Form
    kind: Kind
    title: str
    project: str
    ref: str  # "#12", or empty
    url: str
    words: str  # "merged, +31 -4"
    impact: str
    question: str  # what to tell; empty once there is a story
    is_highlighted: bool
    is_hidden: bool
    is_private: bool
    is_by_hand: bool
    gone_since: date | None
    move: ShownMove | None
    thread: str = ""  # of a comment: the node id of what it is about
    is_about_pull_request: bool = False
    acts: tuple[Act, ...] = ()  # done in the thread of a comment


def line(entry: Entry, zone: tzinfo) -> Line:
    """An entry, loaded with its repository and annotation, as a line."""
    annotation, kind = annotation_of(entry), effective_kind(entry)
    return Line(
        entry_id=entry.pk,
        on=entry.occurred_at.astimezone(zone).date(),
        form=Form(entry.form),
        kind=kind,
        title=entry.title or UNTITLED,
        project=entry.project,
        ref=ref(entry),
        url=entry.url,
        words=words(entry),
        impact=annotation.impact,
        question="" if annotation.has_story else question(entry.title, _number(entry), kind),
        is_highlighted=annotation.is_highlighted,
        is_hidden=annotation.is_hidden,
        is_private=entry.is_private,
        is_by_hand=entry.is_by_hand,
        gone_since=_day(entry.tombstoned_at, zone),
        move=shown_move(entry, zone),
        thread=str(entry.parent.get("node_id", "")) if entry.form == Form.COMMENT else "",
        is_about_pull_request=entry.parent.get("form") == Form.PULL_REQUEST,
        acts=tuple(deed.act for deed in triage.deeds(entry)),
    )


def effective_kind(entry: Entry) -> Kind:
    """The owner's word for what sort it is, or else the derived one."""
    return Kind(annotation_of(entry).kind_override or entry.kind)


def ref(entry: Entry) -> str:
    """Its number where it happened; of a commit its short id, of a release its tag."""
    if entry.form == Form.RELEASE and entry.head_ref != entry.title:
        return entry.head_ref
    return _number(entry) or (entry.merge_commit_oid[:_SHORT] if _is_commit(entry) else "")


def words(entry: Entry) -> str:
    """How it stands, and its size: "merged, +31 -4", "asked for changes", "added by hand"."""
    if entry.is_by_hand:
        return "added by hand"
    if entry.form in _WORDS_OF:
        return _WORDS_OF[Form(entry.form)](entry)
    size = diff_size(entry)
    return f"{_standing(entry)}, {size}" if size else _standing(entry)


def diff_size(entry: Entry) -> str:
    """Lines added and removed: "+31 -4", with a real minus sign; empty where GitHub gave none."""
    is_change = entry.form in {Form.PULL_REQUEST, Form.COMMIT}
    if entry.additions is None or entry.deletions is None or not is_change:
        return ""
    return f"+{entry.additions:,} \N{MINUS SIGN}{entry.deletions:,}"


def _number(entry: Entry) -> str:
    return f"#{entry.number}" if entry.number is not None else ""


def _is_commit(entry: Entry) -> bool:
    return entry.form == Form.COMMIT and not entry.is_by_hand


def _commit_words(entry: Entry) -> str:
    """Who wrote it and its size: "co-authored with grace, +31 -4"."""
    others = [str(name) for name in entry.co_authors]
    shown = ", ".join(others[:_NAMES_SHOWN])
    more = f" and {len(others) - _NAMES_SHOWN} more" if len(others) > _NAMES_SHOWN else ""
    said = "co-authored" if entry.is_co_author else "committed"
    who = f"{said} with {shown}{more}" if shown else said
    return ", ".join(filter(None, (who, diff_size(entry))))


def _review_words(entry: Entry) -> str:
    return _REVIEW_WORDS.get(State(entry.state), "reviewed")


def _help_words(entry: Entry) -> str:
    """What became of a comment in somebody's discussion: "answered, accepted"."""
    if entry.state == State.ACCEPTED:
        return "answered, accepted"
    said = "replied" if entry.parent.get("is_reply") else "commented"
    return f"{said}, hidden by a moderator" if entry.parent.get("is_minimized") else said


def _discussion_words(entry: Entry) -> str:
    """How a discussion stands: "discussion, answered", "discussion, closed as outdated"."""
    reason = entry.state_reason if entry.state == State.CLOSED else ""
    standing = State(entry.state).label.lower()
    return f"discussion, {standing}{f' as {reason}' if reason in _DISCUSSION_ENDS else ''}"


_WORDS_OF: Mapping[Form, Callable[[Entry], str]] = {
    Form.REVIEW: _review_words,
    Form.COMMIT: _commit_words,
    Form.COMMENT: triage.words,
    Form.ANSWER: _help_words,
    Form.DISCUSSION: _discussion_words,
}


def _day(moment: datetime | None, zone: tzinfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None


def _standing(entry: Entry) -> str:
    if entry.landing:
        return "merged" if entry.landing == Landing.MERGED else "landed"
    if entry.is_draft:
        return "draft"
    if entry.is_turned_down:
        return "closed as not planned"
    return State(entry.state).label.lower() if entry.state else Form(entry.form).label.lower()
