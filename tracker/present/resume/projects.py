"""The projects of a résumé, each with its lines."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Max, Min, Q

from accounts.models import User
from tracker.models import Entry
from tracker.present.document import Group
from tracker.present.resume.lines import ResumeLine
from tracker.present.words import period, words_in
from tracker.records import State
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
class LineGroup:
    """Lines that stand together: `group` is what is printed of them, `lines` are all of them."""

    group: Group
    lines: tuple[ResumeLine, ...]

    @property
    def period(self) -> str:
        """From when to when, in English: the language of the pages."""
        return period(self.group.started, self.group.ended, words_in(Language.ENGLISH))

    @property
    def entry_ids(self) -> tuple[int, ...]:
        """Its entries in order: the list among which one of them moves."""
        return tuple(line.entry.pk for line in self.lines)


def projects_of(user: User, lines: Iterable[ResumeLine], today: date) -> tuple[LineGroup, ...]:
    """Group `lines` of `user` by project, both in the order in which they come.

    A project's dates run over all of the person's visible work in it, not these entries alone.
    """
    groups: dict[ProjectKey, list[ResumeLine]] = {}
    for line in lines:
        groups.setdefault(_key(line.entry), []).append(line)
    spans = _spans(user, groups) if groups else {}
    return tuple(_project(group, spans.get(key), today) for key, group in groups.items())


def _key(entry: Entry) -> ProjectKey:
    return ProjectKey(entry.repository_id, "" if entry.repository_id else entry.place)


def _spans(user: User, keys: Collection[ProjectKey]) -> dict[ProjectKey, Span]:
    """Return when the person's visible work on each project began and last went on."""
    rows = (
        Entry.objects.filter(_within(keys), user=user)
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


def _within(keys: Collection[ProjectKey]) -> Q:
    """The entries of these projects."""
    repositories = {key.repository_id for key in keys if key.repository_id}
    places = {key.place for key in keys if not key.repository_id}
    within = Q(repository__in=repositories)
    return within | Q(repository=None, place__in=places) if places else within


def _project(lines: list[ResumeLine], span: Span | None, today: date) -> LineGroup:
    """Without a span it turned private a moment ago, so that nothing of it is printed."""
    entry = lines[0].entry
    repository = entry.repository
    group = Group(
        name=entry.project or PLACELESS,
        url=repository.url if repository else "",
        description=repository.description if repository else "",
        language=repository.language if repository else "",
        bullets=tuple(line.bullet for line in lines if line.is_printed and span),
    )
    return LineGroup(_dated(group, entry, span, today) if span else group, tuple(lines))


def _dated(group: Group, entry: Entry, span: Span, today: date) -> Group:
    ended = None if _is_going_on(entry, span, today) else PartialDate.of(span.last)
    return replace(group, started=PartialDate.of(span.first), ended=ended)


def _is_going_on(entry: Entry, span: Span, today: date) -> bool:
    """Whether the end still reads "Present": lately worked on, or sponsored to this day."""
    lately = entry.repository is not None and today - span.last <= STILL_GOING
    return lately or entry.state == State.ACTIVE
