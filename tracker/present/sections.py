"""The projects of a résumé, each with its lines."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple
from urllib.parse import urlsplit

from django.db.models import Max, Min, Q

from accounts.models import User
from tracker.models import Entry
from tracker.present.document import Bullet, Group, Link
from tracker.present.level import level_of
from tracker.present.line import ref
from tracker.present.story import achievement, annotation_of
from tracker.present.words import period, words_in
from tracker.records import Form, State
from tracker.resume_content.content import Language
from tracker.resume_content.dates import PartialDate

# After the last contribution to a repository, for which its end still reads "Present".
STILL_GOING = timedelta(days=90)
PLACELESS = "Community work"


class ProjectKey(NamedTuple):
    """What entries of one project have in common: a repository, or the place an owner named."""

    repository_id: int | None
    place: str


class Span(NamedTuple):
    """The days of the first and the last contribution, as the owner's calendar has them."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class ResumeLine:
    """One bullet, and the entry that it was made from."""

    entry: Entry
    bullet: Bullet

    @property
    def has_story(self) -> bool:
        """Whether its owner has told it."""
        return annotation_of(self.entry).has_story


@dataclass(frozen=True, slots=True)
class ProjectSection:
    """One project of the résumé, and its lines as they are printed."""

    project: Group
    lines: tuple[ResumeLine, ...]

    @property
    def period(self) -> str:
        """From when to when, in English: the language of the pages."""
        return period(self.project.started, self.project.ended, words_in(Language.ENGLISH))


def sections_of(
    user: User, entries: Iterable[Entry], today: date, proofs: Mapping[int, Link]
) -> tuple[ProjectSection, ...]:
    """Group `entries` of `user` by project, both in the order in which they come.

    `proofs` are the verify pages' links, by entry.

    A project's dates run over all of the person's visible work in it, not these entries alone.
    """
    groups: dict[ProjectKey, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(_key(entry), []).append(entry)
    spans = _spans(user, groups)
    # A project without a span turned private a moment ago, so it is left out.
    return tuple(
        _section(_lines(group, proofs), spans[key], today)
        for key, group in groups.items()
        if key in spans
    )


def _lines(entries: Iterable[Entry], proofs: Mapping[int, Link]) -> tuple[ResumeLine, ...]:
    return tuple(ResumeLine(entry, bullet_for(entry, proofs.get(entry.pk))) for entry in entries)


def _key(entry: Entry) -> ProjectKey:
    return ProjectKey(entry.repository_id, "" if entry.repository_id else entry.place)


def _spans(user: User, keys: Iterable[ProjectKey]) -> dict[ProjectKey, Span]:
    """Return when the person's visible work on each project began and last went on."""
    repositories = {key.repository_id for key in keys if key.repository_id}
    rows = (
        Entry.objects.filter(Q(repository__in=repositories) | Q(repository=None), user=user)
        .public()
        .values_list("repository_id", "place")
        .annotate(Min("occurred_at"), Max("occurred_at"))
    )
    spans: dict[ProjectKey, Span] = {}
    for repository_id, place, first, last in rows:
        key = ProjectKey(repository_id, "" if repository_id else place)
        days = [moment.astimezone(user.zone).date() for moment in (first, last)]
        known = spans.get(key, Span(days[0], days[1]))
        spans[key] = Span(min(known.first, days[0]), max(known.last, days[1]))
    return spans


def _section(lines: tuple[ResumeLine, ...], span: Span, today: date) -> ProjectSection:
    first = lines[0].entry
    repository = first.repository
    is_going_on = _is_going_on(first, span, today)
    project = Group(
        name=first.project or PLACELESS,
        url=repository.url if repository else "",
        description=repository.description if repository else "",
        language=repository.language if repository else "",
        started=PartialDate.of(span.first),
        ended=None if is_going_on else PartialDate.of(span.last),
        bullets=tuple(line.bullet for line in lines),
    )
    return ProjectSection(project, lines)


def _is_going_on(entry: Entry, span: Span, today: date) -> bool:
    """Whether the end still reads "Present": lately worked on, or sponsored to this day."""
    lately = entry.repository is not None and today - span.last <= STILL_GOING
    return lately or entry.state == State.ACTIVE


def bullet_for(entry: Entry, proof: Link | None = None) -> Bullet:
    """Return `entry` as a line of a résumé, with the place where it can be checked."""
    evidence = (Link(_evidence_label(entry), entry.url),) if entry.url else ()
    return Bullet(achievement(entry), evidence, level_of(entry), proof)


def _evidence_label(entry: Entry) -> str:
    """Return "#4812" for what has a number at GitHub, else the host that the link leads to."""
    host = urlsplit(entry.url).hostname or ""
    return ref(entry) or host.removeprefix("www.") or Form(entry.form).label
