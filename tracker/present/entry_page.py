"""Everything that the page of one entry says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo

from tracker.models import Entry
from tracker.present.drafts import draft
from tracker.present.landing_evidence import Evidence, claim_evidence, evidence
from tracker.present.line import Line, diff_size, line
from tracker.present.story import annotation_of
from tracker.present.triage import Deed, Thread, deeds, thread
from tracker.present.words import words_in
from tracker.records import Family, Form, Kind, State, kinds_of
from tracker.resume_content.content import Language

_LABELS_SHOWN = 12
_ONE_MOMENT = {
    Form.REVIEW: "Given",
    Form.RELEASE: "Published",
    Form.SPONSORSHIP: "Since",
    Form.COMMENT: "Said",
}


@dataclass(frozen=True, slots=True)
class Moment:
    """One date in the life of an entry."""

    words: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EntryPage:
    """One entry: the facts on one side, its story on the other."""

    line: Line
    form: str
    state: str
    size: str
    files: int | None
    labels: tuple[str, ...]
    moments: tuple[Moment, ...]
    thread: Thread | None  # of a comment
    said: str  # the comment itself
    deeds: tuple[Deed, ...]  # done in its thread
    evidence: Evidence | None
    claim: Evidence | None  # why it is also theirs, where GitHub credits it to somebody else
    repository_url: str
    rule: str  # why it is of the derived kind
    derived: Kind
    override: str
    kinds: tuple[tuple[Family, tuple[Kind, ...]], ...]
    revision: int
    bullet: str
    has_story: bool


def entry_page(entry: Entry, zone: tzinfo) -> EntryPage:
    """The page of an entry that is loaded with its repository and annotation. No query."""
    annotation = annotation_of(entry)
    return EntryPage(
        line=line(entry, zone),
        form=Form(entry.form).label,
        state="" if entry.is_by_hand else _state(entry),
        size=diff_size(entry),
        files=entry.changed_files if entry.form in {Form.PULL_REQUEST, Form.COMMIT} else None,
        labels=tuple(str(label) for label in entry.labels[:_LABELS_SHOWN]),
        moments=tuple(_moments(entry, zone)),
        thread=thread(entry),
        said=entry.body if entry.form == Form.COMMENT else "",
        deeds=deeds(entry),
        evidence=evidence(entry),
        claim=claim_evidence(entry),
        repository_url=entry.repository.url if entry.repository else "",
        rule=entry.kind_rule,
        derived=Kind(entry.kind),
        override=annotation.kind_override,
        kinds=tuple((family, tuple(kinds_of(family))) for family in Family),
        revision=annotation.revision,
        bullet=draft(entry, words_in(Language.ENGLISH)),
        has_story=annotation.has_story,
    )


def _moments(entry: Entry, zone: tzinfo) -> Iterator[Moment]:
    """When it began and ended, oldest first; for a review, when it was given."""
    if entry.is_by_hand:
        yield Moment("On", entry.occurred_at)
    elif entry.form in _ONE_MOMENT:
        yield Moment(_ONE_MOMENT[Form(entry.form)], entry.occurred_at)
    elif entry.form == Form.ANSWER:
        yield Moment("Given", entry.opened_at)
        yield from _answered(entry, "Accepted")
    elif entry.form == Form.COMMIT:
        yield from _written(entry, zone)
    else:
        yield from _lived(entry)


def _lived(entry: Entry) -> Iterator[Moment]:
    """When it was opened, and how it ended."""
    yield Moment("Opened", entry.opened_at)
    yield from _answered(entry, "Answered")
    if entry.landed_at:
        yield Moment("Landed", entry.landed_at)
    elif entry.closed_at:
        yield Moment("Closed", entry.closed_at)


def _written(entry: Entry, zone: tzinfo) -> Iterator[Moment]:
    """When a commit was written, and when it was committed, if that was another day there."""
    yield Moment("Written", entry.opened_at)
    written, committed = (each.astimezone(zone) for each in (entry.opened_at, entry.updated_at))
    if committed.date() != written.date():
        yield Moment("Committed", entry.updated_at)


def _answered(entry: Entry, words: str) -> Iterator[Moment]:
    """When an answer was chosen in a discussion, which is kept as text beside its category."""
    try:
        chosen = datetime.fromisoformat(str(entry.parent["answered_at"]))
    except (KeyError, ValueError):
        return
    if chosen.tzinfo is not None:
        yield Moment(words, chosen)


def _state(entry: Entry) -> str:
    if entry.is_draft and entry.state == State.OPEN:
        return "Draft"
    if not entry.state:
        return f"Hidden as {entry.state_reason}" if entry.state_reason else ""
    if entry.is_turned_down:
        return "Closed as not planned"
    return State(entry.state).label
