"""What one request gives: a page of a list, or what tells where to look for one.

What is asked for by id comes in `tracker.github.batches`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from tracker.github.answer import Answer
from tracker.records import (
    ContributionRecord,
    Credit,
    Form,
    LandingEvidence,
    Skipped,
)


@dataclass(frozen=True, slots=True)
class Window:
    """A span of time, both ends included, aware UTC; GitHub takes at most one year."""

    start: datetime
    end: datetime


class Order(Enum):
    """The order of a list; one by last change moves while it is walked, and loses rows.

    The values are a field and a direction of GitHub's IssueOrder.
    """

    NEWEST_FIRST = ("CREATED_AT", "DESC")
    OLDEST_FIRST = ("CREATED_AT", "ASC")  # the way round an item that nothing gets past
    LAST_CHANGED_FIRST = ("UPDATED_AT", "DESC")
    LAST_CHANGED_LAST = ("UPDATED_AT", "ASC")

    @property
    def asked(self) -> Mapping[str, str]:
        """As GitHub takes it."""
        field, direction = self.value
        return {"field": field, "direction": direction}


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a list. An empty `cursor` means: keep the one you have."""

    records: tuple[ContributionRecord, ...]
    skipped: tuple[Skipped, ...]
    cursor: str
    has_more: bool
    total: int | None
    answer: Answer
    gone: tuple[str, ...] = ()  # node ids of what GitHub itself says was deleted


@dataclass(frozen=True, slots=True)
class HelpPage:
    """One page of comments in discussions, and how many answers there are in the whole list."""

    page: Page
    answers: int | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class Viewer:
    """Whose token it is. `years` are the years with any activity, newest first."""

    node_id: str
    github_id: int
    login: str
    name: str
    created_at: datetime
    years: tuple[int, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Counts:
    """What GitHub counts where it offers no order by last change; None where it did not tell.

    `reviewed` (pull requests) and `committed` (commits) are counted since the instants asked for,
    the others over a lifetime.
    """

    reviewed: int | None = None
    committed: int | None = None
    discussion_comments: int | None = None
    answers: int | None = None
    sponsorships: int | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """What may have moved: one request that tells whether a sync has anything to do.

    `viewer_id` and `login` are read afresh. `heads` gives the newest `updatedAt` of each list,
    None for an empty one; a list whose head GitHub did not show is missing.
    """

    viewer_id: str
    login: str
    heads: Mapping[Form, datetime | None]
    counts: Counts
    answer: Answer


@dataclass(frozen=True, slots=True)
class Discovery:
    """Pull requests that the user reviewed within a window; their reviews are read by id."""

    pull_request_ids: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    cursor: str
    has_more: bool
    answer: Answer


@dataclass(frozen=True, slots=True)
class Person:
    """Whose reviews are wanted: GitHub filters by login, and the node id proves the person."""

    node_id: str
    login: str


@dataclass(frozen=True, slots=True)
class Overflow:
    """A pull request with more reviews than fitted: walk on with `more_reviews` from `cursor`."""

    pull_request_id: str
    cursor: str


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The user's reviews on a batch of pull requests.

    `login` is who the token belongs to now: the reviews of a renamed person are found under it.
    """

    login: str

    records: tuple[ContributionRecord, ...]
    skipped: tuple[Skipped, ...]
    overflow: tuple[Overflow, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class GivenPage:
    """Pull requests that the user reviewed within a window, and the reviews on them."""

    pull_request_ids: tuple[str, ...]
    reviews: ReviewPage
    cursor: str
    has_more: bool

    @property
    def login(self) -> str:
        """Who the token belongs to now."""
        return self.reviews.login

    @property
    def answer(self) -> Answer:
        """GitHub's answer."""
        return self.reviews.answer


@dataclass(frozen=True, slots=True)
class MaintainedPage:
    """Repositories with releases that the user owns or collaborates on."""

    repository_ids: tuple[str, ...]
    skipped: tuple[Skipped, ...]
    cursor: str
    has_more: bool
    answer: Answer


@dataclass(frozen=True, slots=True)
class ReleasePage:
    """The user's releases in a batch of repositories.

    `overflow` gives, for each repository with more releases, where its next page begins; `theirs`
    names those of them in which this page held any of the user's.
    """

    records: tuple[ContributionRecord, ...]
    skipped: tuple[Skipped, ...]
    overflow: Mapping[str, str]
    theirs: frozenset[str]
    answer: Answer


@dataclass(frozen=True, slots=True)
class CitationPage:
    """Landing evidence by pull request number, from one page of a repository's history."""

    by_number: Mapping[int, LandingEvidence]
    skipped: tuple[Skipped, ...]
    cursor: str
    has_more: bool
    total: int | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class CommitPlace:
    """A repository with commits by the person: how many, and how many on each of the last 100 days.

    For GitHub a person's day is named by an instant within it.
    """

    repository_id: str
    is_private: bool
    counted: int
    days: Mapping[date, int]


@dataclass(frozen=True, slots=True)
class CommitPlaces:
    """Where the person committed within a window.

    GitHub names at most 100 repositories and has no second page: `total` says how many there are.
    `counted` are the commits in all of them, those that came by a pull request included.
    """

    places: tuple[CommitPlace, ...]
    total: int
    counted: int | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class OwnCommit:
    """A commit that no pull request brought, and the numbers that its message claims to land."""

    record: ContributionRecord
    cites: frozenset[int]


@dataclass(frozen=True, slots=True)
class CommitPage:
    """One page of a repository's default branch.

    `written_on` are the days (UTC) of all its commits by the person, those that came by a pull
    request included.
    """

    commits: tuple[OwnCommit, ...]
    written_on: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    cursor: str
    has_more: bool
    answer: Answer


@dataclass(frozen=True, slots=True)
class Claimant:
    """Who says that something is also theirs: by both ids, for either may prove it."""

    node_id: str
    github_id: int


@dataclass(frozen=True, slots=True)
class Claimed:
    """What somebody claims; `credit` is None where nothing links it to them.

    `evidence` is a mapping with `what` (a sentence) and `url`; `is_own` where they opened it.
    """

    record: ContributionRecord
    credit: Credit | None
    evidence: Mapping[str, str]
    is_own: bool
    answer: Answer
