"""`contributionsCollection`: what GitHub counts as contributions within at most one year."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from contriblog.demo.clock import DAY, YEAR
from contriblog.demo.context import Asking, Info, asking
from contriblog.demo.errors import GitHubError
from contriblog.demo.pagination import Order, Page, connect, connect_list
from contriblog.demo.world.commits import commits_of
from contriblog.demo.world.model import (
    Actor,
    Commit,
    Issue,
    PullRequest,
    Repository,
    Review,
)

LONGEST_WINDOW = YEAR + DAY  # a leap year is one year too
MOST_REPOSITORIES = 100


@dataclass(frozen=True, slots=True)
class ReviewContribution:
    """One reviewed pull request: the most recently submitted review within the window."""

    pull_request_review: Review
    user: Actor

    @property
    def occurred_at(self) -> int:
        """When the review was submitted."""
        return self.pull_request_review.submitted_at

    @property
    def pull_request(self) -> PullRequest:
        """What was reviewed."""
        return self.pull_request_review.pull_request

    @property
    def is_restricted(self) -> bool:
        """Restricted contributions are counted, never listed."""
        return False


@dataclass(frozen=True, slots=True)
class CommitDay:
    """The commits of one day in one repository."""

    occurred_at: int
    commit_count: int


@dataclass(frozen=True, slots=True)
class RepositoryCommits:
    """The commits of the window in one repository."""

    repository: Repository
    commits: list[Commit]


@dataclass(frozen=True, slots=True)
class Collection:
    """One person's contributions from `started_at` to `ended_at`, as the token may see them."""

    user: Actor
    started_at: int
    ended_at: int
    request: Asking

    @property
    def pull_requests(self) -> list[PullRequest]:
        """Pull requests opened in the window."""
        return self._within(self._history.pull_requests, lambda row: row.created_at)

    @property
    def issues(self) -> list[Issue]:
        """Issues opened in the window."""
        return self._within(self._history.issues, lambda row: row.created_at)

    @property
    def reviewed(self) -> list[ReviewContribution]:
        """ONE review per pull request: the most recently submitted (GitHub's schema text)."""
        latest: dict[PullRequest, Review] = {}
        submitted = self._within(self._history.reviews, lambda row: row.submitted_at)
        for review in sorted(submitted, key=lambda row: row.submitted_at):
            latest[review.pull_request] = review
        return [ReviewContribution(review, self.user) for review in latest.values()]

    @property
    def commits(self) -> list[Commit]:
        """Commits on default branches in the window, written or co-written; never in a fork."""
        written = self._within(commits_of(self._history), lambda row: row.authored_date)
        return [row for row in written if not row.repository.is_fork]

    @property
    def restricted(self) -> int:
        """Private contributions that the token may not see, told only with read:user."""
        if "read:user" not in self.request.scopes:
            return 0
        history = self._history
        instants = [
            *((row.repository, row.created_at) for row in history.pull_requests),
            *((row.repository, row.created_at) for row in history.issues),
            *((row.repository, row.submitted_at) for row in history.reviews),
        ]
        return sum(
            self.started_at <= instant <= self.ended_at and not self.request.sees(repository)
            for repository, instant in instants
        )

    @property
    def total(self) -> int:
        """Everything countable in the window."""
        threads = len(self.pull_requests) + len(self.issues)
        return threads + len(self.reviewed) + len(self.commits)

    @property
    def years(self) -> list[int]:
        """The years with contributions, newest first, whatever the window."""
        first = _year(self._history.first_active(self.request.now))
        whole = Collection(self.user, 0, self.request.now, self.request)
        rows = [*whole.pull_requests, *whole.issues]
        active = {_year(row.created_at) for row in rows}
        active |= {_year(row.occurred_at) for row in whole.reviewed}
        active |= {_year(row.authored_date) for row in whole.commits}
        return sorted((year for year in active if year >= first), reverse=True)

    @property
    def _history(self) -> Any:
        return self.request.world.history(self.user)

    def _within(self, rows: list[Any], instant: Callable[[Any], int]) -> list[Any]:
        return [
            row
            for row in rows
            if self.started_at <= instant(row) <= self.ended_at
            and self.request.sees(row.repository)
        ]


def collection(user: Actor, info: Info, **args: Any) -> Collection:
    """Open a window; without `from` and `to` it is the last year. Raises beyond one year."""
    request = asking(info)
    start, end = args.get("from"), args.get("to")
    if start is None:
        start = (end or request.now) - YEAR
    if end is None:
        end = min(request.now, start + YEAR)
    if end - start > LONGEST_WINDOW:
        raise GitHubError(None, "The total time spanned by 'from' and 'to' must not exceed 1 year")
    return Collection(user, start, end, request)


def reviewed(window: Collection, info: Info, **args: Any) -> Page:
    """Return one review contribution per pull request."""
    order = args.get("orderBy") or {"direction": "DESC"}
    newest_first = order["direction"] == "DESC"
    return connect(window.reviewed, Order(_occurred, 2, newest_first), info, args)


def commits_by_repository(window: Collection, _info: Info, **args: Any) -> list[RepositoryCommits]:
    """Return the repositories with the most commits; there is no second page."""
    most = args.get("maxRepositories", 25)
    if most > MOST_REPOSITORIES:
        raise GitHubError(
            "ARGUMENT_LIMIT", f"maxRepositories cannot be larger than {MOST_REPOSITORIES}."
        )
    grouped: dict[Repository, list[Commit]] = defaultdict(list)
    for commit in window.commits:
        grouped[commit.repository].append(commit)
    busiest = sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0].database_id))
    return [RepositoryCommits(repository, commits) for repository, commits in busiest[:most]]


def commit_days(row: RepositoryCommits, info: Info, **args: Any) -> Page:
    """Return the days with commits; totalCount counts commits, not days (schema text)."""
    per_day: dict[int, int] = defaultdict(int)
    for commit in row.commits:
        per_day[commit.authored_date // DAY * DAY] += 1
    days = [CommitDay(day, count) for day, count in sorted(per_day.items(), reverse=True)]
    page = connect_list(days, info, args)
    return Page(page.nodes, len(row.commits), page.page_info, page.cursor_of)


def _counted(of: Callable[[Collection], Any]) -> Callable[..., Any]:
    def resolve(window: Collection, _info: Info) -> Any:
        return of(window)

    return resolve


def _places(rows: list[Any]) -> int:
    return len({row.repository for row in rows})


def _occurred(row: ReviewContribution) -> tuple[int, ...]:
    return (row.occurred_at, row.pull_request_review.full_database_id)


def _year(instant: int) -> int:
    return datetime.fromtimestamp(instant, UTC).year


_OF_A_COLLECTION: dict[str, Callable[..., Any]] = {
    "pullRequestReviewContributions": reviewed,
    "commitContributionsByRepository": commits_by_repository,
    "contributionYears": _counted(lambda window: window.years),
    "restrictedContributionsCount": _counted(lambda window: window.restricted),
    "hasAnyContributions": _counted(lambda window: window.total > 0),
    "totalPullRequestReviewContributions": _counted(lambda window: len(window.reviewed)),
    "totalPullRequestContributions": _counted(lambda window: len(window.pull_requests)),
    "totalIssueContributions": _counted(lambda window: len(window.issues)),
    "totalCommitContributions": _counted(lambda window: len(window.commits)),
    "totalRepositoriesWithContributedCommits": _counted(lambda window: _places(window.commits)),
    "totalRepositoriesWithContributedIssues": _counted(lambda window: _places(window.issues)),
    "totalRepositoriesWithContributedPullRequests": _counted(
        lambda window: _places(window.pull_requests)
    ),
    "totalRepositoriesWithContributedPullRequestReviews": _counted(
        lambda window: _places([row.pull_request for row in window.reviewed])
    ),
}
RESOLVERS: dict[str, Callable[..., Any]] = {
    "User.contributionsCollection": collection,
    "CommitContributionsByRepository.contributions": commit_days,
    **{f"ContributionsCollection.{field}": found for field, found in _OF_A_COLLECTION.items()},
}
