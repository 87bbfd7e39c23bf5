"""Every review on the pull requests of one page, or on a batch of them that is known by id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from tracker.github import fetch
from tracker.github.errors import ShrinkError
from tracker.github.pages import GivenPage, Overflow, Person, ReviewPage, Window
from tracker.ingest.blame import ask_again
from tracker.ingest.gaps import TOO_HEAVY
from tracker.ingest.sizes import SIZES, shrinking, sized
from tracker.ingest.visit import Visit
from tracker.models import SyncStream
from tracker.records import ContributionRecord, Skipped

Given = TypeVar("Given", ReviewPage, GivenPage)


@dataclass(frozen=True, slots=True)
class ReviewBatch:
    """All reviews by the person on the pull requests `ids`, and what could not be read."""

    ids: tuple[str, ...] = ()
    records: tuple[ContributionRecord, ...] = ()
    skipped: tuple[Skipped, ...] = ()


NOTHING = ReviewBatch()


def read_batch(visit: Visit, stream: SyncStream) -> ReviewBatch:
    """Read the next pull requests of `pending`; one that GitHub cannot show becomes a gap.

    Raises ShrinkError where it shows no other one either.
    """
    try:
        return sized(visit, stream, lambda size: reviews_on(visit, stream.pending[:size]))
    except ShrinkError:
        first, *others = stream.pending
        late = ask_again(visit, lambda node_id: reviews_on(visit, [node_id]), first, others)
        return late or ReviewBatch((first,), skipped=(Skipped(first, TOO_HEAVY),))


def read_page(
    visit: Visit, window: Window, size: int, cursor: str
) -> tuple[GivenPage, ReviewBatch]:
    """A page of what was reviewed in the window, and every review on it."""

    def page(person: Person) -> GivenPage:
        return visit.ask(fetch.reviews_given, person, window=window, size=size, cursor=cursor)

    given = _by_name(visit, page)
    return given, _whole(visit, given.pull_request_ids, given.reviews)


def reviews_on(visit: Visit, ids: Sequence[str]) -> ReviewBatch:
    """Every review by the person on these pull requests, however many there are on one."""
    page = _by_name(visit, lambda person: visit.ask(fetch.reviews, person, ids))
    return _whole(visit, ids, page)


def _whole(visit: Visit, ids: Sequence[str], page: ReviewPage) -> ReviewBatch:
    """A page of reviews, with those that did not fit on it."""
    records, skipped, overflow = list(page.records), list(page.skipped), list(page.overflow)
    while overflow:
        page = _more(visit, overflow.pop())
        records += page.records
        skipped += page.skipped
        overflow += page.overflow
    return ReviewBatch(tuple(ids), tuple(records), tuple(skipped))


def _more(visit: Visit, overflow: Overflow) -> ReviewPage:
    def page(size: int) -> ReviewPage:
        return _by_name(
            visit, lambda person: visit.ask(fetch.more_reviews, person, overflow, size=size)
        )

    return shrinking(SIZES[0], page)


def _by_name(visit: Visit, ask: Callable[[Person], Given]) -> Given:
    """A page of reviews, asked for again where the person turns out to have another login now."""
    page = ask(visit.person)
    while page.login != visit.person.login:
        visit.know_as(login=page.login)
        page = ask(visit.person)
    return page
