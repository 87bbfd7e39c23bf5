"""Small answers that are derived from the world's objects when a query asks for them."""

from dataclasses import dataclass
from typing import ClassVar

from contriblog.demo.node_ids import node_id
from contriblog.demo.world.model import Commit, PullRequest, Repository, Review


@dataclass(frozen=True, slots=True)
class Counted:
    """A connection of which only the count is known."""

    total_count: int


@dataclass(frozen=True, slots=True)
class Milestone:
    """The milestone of a pull request."""

    id: str
    title: str
    number: int

    @classmethod
    def of(cls, pull: PullRequest) -> "Milestone | None":
        """Derive the milestone from its title: `2.4` is number 24."""
        title = pull.milestone_title
        if title is None:
            return None
        number = int("".join(filter(str.isdigit, title)) or "1") % 10_000
        return cls(node_id("MI", pull.repository.database_id, number), title, number)


@dataclass(frozen=True, slots=True)
class Inline:
    """A review comment on a line of the diff."""

    review: Review
    position: int
    path: str
    review_url: str
    body: str = "See the note in the review."

    @property
    def id(self) -> str:
        """Its node id."""
        return node_id("PRRC", self.review.full_database_id, self.position)

    @property
    def created_at(self) -> int:
        """Inline comments appear when the review is submitted."""
        return self.review.submitted_at

    @property
    def url(self) -> str:
        """Where it stands on the page."""
        return f"{self.review_url}-{self.position}"


@dataclass(frozen=True, slots=True)
class Ref:
    """The default branch of a repository; commits are reached through it."""

    typename: ClassVar[str] = "Ref"
    repository: Repository
    target: Commit
    prefix: str = "refs/heads/"

    @property
    def id(self) -> str:
        """Its node id."""
        return node_id("REF", self.repository.database_id, self.name)

    @property
    def name(self) -> str:
        """The branch's name."""
        return self.repository.default_branch


@dataclass(frozen=True, slots=True)
class License:
    """A licence by its SPDX identifier."""

    spdx_id: str


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic of a repository."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class RepositoryTopic:
    """The link between a repository and a topic."""

    id: str
    topic: Topic


@dataclass(frozen=True, slots=True)
class GitActor:
    """Who a commit names as its author."""

    name: str | None
    email: str | None
    date: int
    user: object
