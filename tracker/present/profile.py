"""The public profile: what a stranger may know of a person's work.

Everything here is read through one door, `Entry.objects.public()`.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from accounts.models import GitHubConnection, User
from tracker.models import Annotation, Entry, RunState, SyncRun
from tracker.models.entry import EntryQuerySet
from tracker.present.firsts import First, firsts
from tracker.present.line import effective_kind, ref
from tracker.present.rhythm import Rhythm, rhythm
from tracker.present.shares import per_mark
from tracker.present.story import annotation_of
from tracker.present.tallies import ProjectTally, tallies_of
from tracker.present.titles import clean_title
from tracker.present.units import rule
from tracker.records import Family, Form, Kind

MONTHS = 24
MAX_HIGHLIGHTS = 12
MAX_STORIES = 3  # shown while nothing is highlighted
MAX_PROJECTS = 12
MAX_RECENT = 5
STROKES = 30  # of a tally, at most


@dataclass(frozen=True, slots=True)
class Card:
    """One entry as a stranger reads it."""

    entry: Entry
    title: str
    reference: str
    kind: Kind
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class Profile:
    """All that the public page says, without the words around it."""

    user: User
    github: GitHubConnection | None
    total: int
    mix: Mapping[Family, int]
    since: datetime | None
    rhythm: Rhythm
    cards: tuple[Card, ...]
    highlight_count: int
    projects: tuple[ProjectTally, ...]
    project_count: int
    elsewhere: tuple[ProjectTally, ...]
    per_stroke: int  # contributions that one stroke of a tally stands for
    firsts: tuple[First, ...]
    recent: tuple[Card, ...]
    checked_at: datetime | None
    rule: str  # by which comments are counted; empty where there are none

    @property
    def website_label(self) -> str:
        """The website's address as people write it."""
        parts = urlsplit(self.user.website)
        return f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/")

    @property
    def where(self) -> str:
        """To what was contributed: "7 projects and 1 other place"."""
        projects = _counted(self.project_count, "project")
        if not self.elsewhere:
            return projects
        if not self.projects:
            return _counted(len(self.elsewhere), "place")
        return f"{projects} and {_counted(len(self.elsewhere), 'other place')}"

    @property
    def stories(self) -> tuple[Card, ...]:
        """The cards that tell one."""
        return tuple(card for card in self.cards if card.annotation.has_story)

    @property
    def untold(self) -> tuple[Card, ...]:
        """The highlights that have no story yet."""
        return tuple(card for card in self.cards if not card.annotation.has_story)

    @property
    def more_highlights(self) -> int:
        """How many highlights the page has no room for."""
        return max(0, self.highlight_count - MAX_HIGHLIGHTS)

    @property
    def more_projects(self) -> int:
        """How many projects the page has no room for."""
        return self.project_count - len(self.projects)


def _counted(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'' if number == 1 else 's'}"


def profile_of(user: User) -> Profile:
    """Return what a stranger may know of `user`; whether a stranger may look is not asked here."""
    entries = Entry.objects.filter(user=user).public()
    places = tallies_of(entries)
    projects = [place for place in places if place.is_repository]
    elsewhere = [place for place in places if not place.is_repository]
    mix = sum((place.counts for place in places), Counter[Family]())
    return Profile(
        user=user,
        github=GitHubConnection.objects.filter(user=user).first(),
        total=mix.total(),
        mix=dict(mix.most_common()),
        since=min((place.first_at for place in places), default=None),
        rhythm=rhythm(entries, user.zone, months=MONTHS),
        cards=cards(_worth_reading(entries)),
        highlight_count=entries.highlighted().count(),
        projects=tuple(projects[:MAX_PROJECTS]),
        project_count=len(projects),
        elsewhere=tuple(elsewhere),
        per_stroke=per_mark(max((place.total for place in places), default=0), STROKES),
        firsts=firsts(entries),
        recent=cards(entries.exclude(form=Form.COMMENT).newest_first()[:MAX_RECENT]),
        checked_at=_checked_at(user),
        rule=rule(entries),
    )


def _checked_at(user: User) -> datetime | None:
    """Return when a sync last ended well."""
    done = SyncRun.objects.filter(user=user, state=RunState.DONE)
    latest = done.order_by("-finished_at").first()
    return latest.finished_at if latest else None


def _worth_reading(entries: EntryQuerySet) -> EntryQuerySet:
    """Return the highlights or, with none, the latest entries that have a whole story."""
    highlighted = entries.highlighted()
    if highlighted.exists():
        return highlighted.newest_first()[:MAX_HIGHLIGHTS]
    whole = entries.told().exclude(annotation__fix="").exclude(annotation__impact="")
    return whole.newest_first()[:MAX_STORIES]


def cards(entries: EntryQuerySet) -> tuple[Card, ...]:
    """Return `entries`, in their order, as a stranger reads them."""
    return tuple(map(_card, entries.for_lines()))


def _card(entry: Entry) -> Card:
    return Card(
        entry=entry,
        title=clean_title(entry.title),
        reference=f"{entry.project} {ref(entry)}".strip(),
        kind=effective_kind(entry),
        annotation=annotation_of(entry),
    )
