"""The person's own commits on default branches, and the pull requests that they cite.

The stream of commits meets most of them anyway: what was closed before its first walk began is not
asked about again. Forks are, for GitHub counts no commits there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max, Min
from django.db.models.functions import Coalesce

from tracker.github import fetch
from tracker.github.errors import ForbiddenError, ShrinkError
from tracker.github.fetch.landing import COMMITS_PER_PAGE
from tracker.github.pages import CitationPage, Window
from tracker.ingest.blame import ask_again
from tracker.ingest.sizes import shrinking
from tracker.ingest.visit import Visit
from tracker.models import Entry, Phase, Repository, SyncStream
from tracker.models.entry import EntryQuerySet
from tracker.records import Form, LandingEvidence, Skipped

AFTERWARDS = timedelta(days=30)  # how long after closing the commit may still come
MOST_PAGES = 10  # of commits in one repository
UNSHOWN = "GitHub did not show the commits of its repository"


@dataclass(frozen=True, slots=True)
class Cited:
    """Evidence by the entry's primary key, and the entries for which nobody can tell."""

    found: dict[int, LandingEvidence]
    skipped: tuple[Skipped, ...]


class Citations:
    """Asks each repository once a visit, over the time of all the closed ones that wait there."""

    def __init__(self, visit: Visit, waiting: EntryQuerySet) -> None:
        self._visit = visit
        self._waiting = waiting
        self._known: dict[int, dict[int, LandingEvidence] | None] = {}
        self._spans: dict[int, Window] = {}
        self._known_to = _known_to(visit.streams[Form.COMMIT])

    def of(self, entries: Sequence[Entry]) -> Cited:
        """What commits tell of the entries, beyond what the stream of commits has put by."""
        entries = [entry for entry in entries if not self._is_told(entry)]
        self._measure({entry.repository_id for entry in entries} - self._known.keys())
        found: dict[int, LandingEvidence] = {}
        skipped: list[Skipped] = []
        for entry in entries:
            cited = self._cited_in(entry.repository)
            if cited is None:
                skipped.append(Skipped(entry.node_id, UNSHOWN))
            elif entry.number in cited:
                found[entry.pk] = cited[entry.number]
        return Cited(found, tuple(skipped))

    def _is_told(self, entry: Entry) -> bool:
        """Whether its closing was known as the stream of commits read its repository."""
        is_fork = entry.repository is None or entry.repository.is_fork
        if is_fork or self._known_to is None or entry.closed_at is None:
            return False
        return entry.closed_at < self._known_to

    def _cited_in(self, place: Repository | None) -> dict[int, LandingEvidence] | None:
        if place is None:
            return {}
        if place.pk not in self._known:
            self._known[place.pk] = self._shown(place)
        return self._known[place.pk]

    def _shown(self, place: Repository) -> dict[int, LandingEvidence] | None:
        """What is cited in a repository; None where GitHub does not show it, proving nothing."""
        try:
            return self._read(place)
        except ForbiddenError:
            return None
        except ShrinkError:
            return ask_again(self._visit, self._read, place, ())

    def _read(self, place: Repository) -> dict[int, LandingEvidence]:
        window = self._spans[place.pk]
        found: dict[int, LandingEvidence] = {}
        cursor = ""
        for _ in range(MOST_PAGES):
            page = self._page(place.node_id, window, cursor)
            found |= page.by_number
            if not page.has_more:
                break
            cursor = page.cursor
        return found

    def _page(self, repository_id: str, window: Window, cursor: str) -> CitationPage:
        def page(size: int) -> CitationPage:
            return self._visit.ask(
                fetch.cited_commits,
                self._visit.user_id,
                repository_id,
                window=window,
                size=size,
                cursor=cursor,
            )

        return shrinking(COMMITS_PER_PAGE, page)

    def _measure(self, places: set[int | None]) -> None:
        """Note from the first opening in each repository to well past the last closing there."""
        there = self._waiting.filter(repository__in=places - {None}).order_by()
        spans = there.values_list("repository").annotate(
            first=Min("opened_at"), last=Max(Coalesce("closed_at", "opened_at"))
        )
        for place, first, last in spans if places else ():
            self._spans[place] = Window(first, last + AFTERWARDS)


def _known_to(commits: SyncStream) -> datetime | None:
    """Until when the stream of commits has read all that may cite something; None with gaps."""
    is_whole = commits.phase == Phase.INCREMENTAL and not commits.skips.exists()
    return commits.citations_known_to if is_whole else None
