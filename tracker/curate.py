"""The owner's own writes: stories, highlights, and what GitHub cannot see.

Facts from GitHub are never touched here; they belong to the sync.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from tracker.models import Annotation, Claim, Entry, Verdict
from tracker.records import Form, Kind, Source

MOST_WAITING = 20  # claims of one person that nobody has checked yet
_NOON = time(12)  # keeps the day when its owner moves to a zone some hours away
_FORM_OF = {
    Kind.TALK: Form.TALK,
    Kind.WRITING: Form.POST,
    Kind.PAPER: Form.POST,
    Kind.TUTORIAL: Form.POST,
    Kind.TRANSLATION: Form.TRANSLATION,
    Kind.DOCS: Form.PAGE,
    Kind.SUPPORT: Form.SUPPORT,
    Kind.SPONSORSHIP: Form.SUPPORT,
}


@dataclass(frozen=True, slots=True)
class StoryText:
    """The three parts of a story, as typed."""

    problem: str
    fix: str
    impact: str


@dataclass(frozen=True, slots=True)
class Saved:
    """The story is stored; the next save names this revision."""

    revision: int


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved in between: what is stored now, and its revision. Nothing was written."""

    stored: StoryText
    revision: int


@dataclass(frozen=True, slots=True)
class ManualEntry:
    """What an owner says of a contribution that GitHub cannot see."""

    title: str
    place: str
    url: str  # http or https, or empty; never fetched
    on: date  # in the owner's zone
    kind: Kind


@dataclass(frozen=True, slots=True)
class ClaimedAddress:
    """Where something is that somebody claims: as our GitHub writes it, and in which repository."""

    url: str
    place: str  # owner/name


@transaction.atomic
def save_story(entry: Entry, text: StoryText, revision: int) -> Saved | Conflict:
    """Store a story that was written on top of `revision`; refuse it on top of an older one.

    Text that equals what is stored is saved whatever its revision: a retry of a save whose answer
    got lost is not a conflict.
    """
    annotation = _locked(entry)
    stored = StoryText(annotation.problem, annotation.fix, annotation.impact)
    if text == stored:
        return Saved(annotation.revision)
    if revision != annotation.revision:
        return Conflict(stored, annotation.revision)
    for part, words in asdict(text).items():
        setattr(annotation, part, words)
    annotation.revision += 1
    annotation.save(update_fields=["problem", "fix", "impact", "revision", "updated_at"])
    return Saved(annotation.revision)


@transaction.atomic
def set_highlight(entry: Entry, *, on: bool) -> None:
    """Highlight an entry or no longer do so; a highlighted one is not hidden."""
    annotation = _locked(entry)
    annotation.is_highlighted = on
    annotation.is_hidden = annotation.is_hidden and not on
    annotation.save(update_fields=["is_highlighted", "is_hidden", "updated_at"])


@transaction.atomic
def set_hidden(entry: Entry, *, on: bool) -> None:
    """Hide an entry or show it again; a hidden one is no highlight."""
    annotation = _locked(entry)
    annotation.is_hidden = on
    annotation.is_highlighted = annotation.is_highlighted and not on
    annotation.save(update_fields=["is_highlighted", "is_hidden", "updated_at"])


@transaction.atomic
def set_kind(entry: Entry, kind: Kind | None) -> None:
    """Say what sort an entry is; None goes back to the derived kind."""
    annotation = _locked(entry)
    annotation.kind_override = kind or ""
    annotation.save(update_fields=["kind_override", "updated_at"])


def add_entry(owner: User, said: ManualEntry, *, draft: UUID) -> Entry:
    """Put an entry into the log by hand; the same words twice from one draft are one entry.

    Other words are another one, for somebody may go back in the browser to log the next.
    """
    entry, _ = Entry.objects.get_or_create(
        user=owner,
        source=Source.MANUAL,
        node_id=f"manual-{uuid5(draft, repr(said))}",
        defaults=_facts(owner, said),
    )
    return entry


@transaction.atomic
def edit_entry(entry: Entry, owner: User, said: ManualEntry) -> Entry:
    """Change an entry that was added by hand; a kind said before gives way to the new one."""
    _only_by_hand(entry)
    Annotation.objects.filter(entry=entry).update(kind_override="")
    for name, fact in _facts(owner, said).items():
        setattr(entry, name, fact)
    entry.save()
    return entry


@transaction.atomic
def delete_entry(entry: Entry) -> None:
    """Take out of the log, with its story, what is there because its owner said so.

    Waits for a résumé that is giving it a code, so that the code goes too.
    """
    if not entry.is_removable:
        raise ValueError("Only what its owner added or claimed can be taken out.")
    if Entry.objects.select_for_update().filter(pk=entry.pk).first():
        entry.delete()


def add_claim(owner: User, address: ClaimedAddress) -> Claim | None:
    """Note that something is also theirs, for a sync to check; the same twice is one claim.

    None where too many wait already.
    """
    waiting = Claim.objects.filter(user=owner, verdict=Verdict.PENDING)
    if waiting.exclude(url=address.url).count() >= MOST_WAITING:
        return None
    claim, _ = Claim.objects.get_or_create(
        user=owner, url=address.url, verdict=Verdict.PENDING, defaults={"place": address.place}
    )
    return claim


def _locked(entry: Entry) -> Annotation:
    """The entry's annotation, made where there is none, with its row locked."""
    annotation, _ = Annotation.objects.select_for_update().get_or_create(entry=entry)
    return annotation


def _facts(owner: User, said: ManualEntry) -> dict[str, object]:
    moment = datetime.combine(said.on, _NOON, tzinfo=owner.zone)
    return {
        "title": said.title,
        "place": said.place,
        "url": said.url,
        "kind": said.kind,
        "form": _FORM_OF.get(said.kind, Form.OTHER),
        "occurred_at": moment,
        "opened_at": moment,
        "updated_at": timezone.now(),
    }


def _only_by_hand(entry: Entry) -> None:
    if not entry.is_by_hand:
        raise ValueError("Only an entry that was added by hand can be changed or deleted.")
