"""What the invented world is made of. Instants are seconds since the epoch, UTC.

Attribute names are GitHub's field names in snake case, so the default resolver finds them.
Objects are mutable because the control plane changes them; identity is the object itself.
"""

from dataclasses import dataclass, field
from typing import ClassVar

from contriblog.demo.clock import YEAR


@dataclass(slots=True, eq=False)
class Actor:
    """Somebody who acts: a User, a Bot or an Organization."""

    id: str
    database_id: int
    login: str
    name: str | None
    created_at: int
    typename: str = "User"
    bio: str | None = None
    description: str | None = None
    company: str | None = None
    location: str | None = None
    has_sponsors_listing: bool = False


@dataclass(slots=True, eq=False)
class Language:
    """A programming language and GitHub's colour for it."""

    typename: ClassVar[str] = "Language"
    id: str
    name: str
    color: str


@dataclass(slots=True, eq=False)
class Label:
    """A label of one repository."""

    typename: ClassVar[str] = "Label"
    id: str
    name: str
    color: str
    description: str | None = None


@dataclass(slots=True, eq=False)
class DiscussionCategory:
    """A section of a repository's discussions; in an answerable one a comment can be the answer."""

    typename: ClassVar[str] = "DiscussionCategory"
    id: str
    name: str
    is_answerable: bool


@dataclass(slots=True, eq=False)
class Repository:
    """A project's repository; `domain` names the words that are used in it."""

    typename: ClassVar[str] = "Repository"
    id: str
    database_id: int
    owner: Actor
    name: str
    description: str
    language: Language
    topics: tuple[str, ...]
    stargazer_count: int
    fork_count: int
    created_at: int
    pushed_at: int
    license: str
    homepage_url: str | None = None
    is_private: bool = False
    is_archived: bool = False
    is_fork: bool = False
    default_branch: str = "main"
    domain: str = "queue"
    members: frozenset[str] = frozenset()
    former_names: tuple[str, ...] = ()
    labels_by_name: dict[str, Label] = field(default_factory=dict)
    categories: tuple[DiscussionCategory, ...] = ()
    release_list: list["Release"] = field(default_factory=list)

    @property
    def name_with_owner(self) -> str:
        """`owner/name`, as of now."""
        return f"{self.owner.login}/{self.name}"


@dataclass(slots=True, eq=False)
class Thread:
    """What an issue and a pull request have in common."""

    id: str
    full_database_id: int
    number: int
    title: str
    body: str
    state: str
    created_at: int
    updated_at: int
    closed_at: int | None
    author: Actor | None
    author_association: str
    repository: Repository
    label_list: tuple[Label, ...] = ()
    comment_count: int = 0
    talk: list["Comment"] = field(default_factory=list)
    events: tuple["Event", ...] = ()


@dataclass(slots=True, eq=False)
class Issue(Thread):
    """An issue, OPEN or CLOSED."""

    typename: ClassVar[str] = "Issue"
    state_reason: str | None = None


@dataclass(slots=True, eq=False)
class PullRequest(Thread):
    """A pull request, OPEN, MERGED or CLOSED."""

    typename: ClassVar[str] = "PullRequest"
    additions: int = 0
    deletions: int = 0
    changed_files: int = 1
    kind: str = "fix"
    head_ref_name: str = "patch-1"
    is_draft: bool = False
    mergeable: str = "MERGEABLE"
    is_cross_repository: bool = True
    merged_at: int | None = None
    merged_by: Actor | None = None
    merge_oid: str | None = None
    milestone_title: str | None = None
    closing_issues: tuple[Issue, ...] = ()
    review_list: list["Review"] = field(default_factory=list)
    assignee_list: tuple[Actor, ...] = ()
    commit_list: tuple["Commit", ...] = ()


@dataclass(slots=True, eq=False)
class Review:
    """One submitted review of a pull request."""

    typename: ClassVar[str] = "PullRequestReview"
    id: str
    full_database_id: int
    pull_request: PullRequest
    author: Actor | None
    author_association: str
    state: str
    body: str
    submitted_at: int
    updated_at: int
    inline_comments: int = 0

    @property
    def created_at(self) -> int:
        """A review is begun when it is submitted, in this world."""
        return self.submitted_at

    @property
    def repository(self) -> Repository:
        """Where the pull request is."""
        return self.pull_request.repository


@dataclass(slots=True, eq=False)
class Comment:
    """A comment in the conversation of an issue or a pull request."""

    typename: ClassVar[str] = "IssueComment"
    id: str
    full_database_id: int
    thread: Issue | PullRequest
    author: Actor | None
    author_association: str
    body: str
    created_at: int
    updated_at: int
    minimized_reason: str | None = None
    reaction_count: int = 0

    @property
    def is_minimized(self) -> bool:
        """Whether somebody hid it from view."""
        return self.minimized_reason is not None

    @property
    def repository(self) -> Repository:
        """Where the conversation is."""
        return self.thread.repository


@dataclass(slots=True, eq=False)
class Discussion:
    """A discussion in a repository; `answer` is the comment that was marked as the answer."""

    typename: ClassVar[str] = "Discussion"
    id: str
    full_database_id: int
    number: int
    title: str
    body: str
    created_at: int
    updated_at: int
    author: Actor | None
    repository: Repository
    category: DiscussionCategory
    closed_at: int | None = None
    state_reason: str | None = None
    answer: "DiscussionComment | None" = None
    answer_chosen_at: int | None = None
    upvote_count: int = 1
    comment_list: list["DiscussionComment"] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether it is closed, for whatever reason."""
        return self.closed_at is not None

    @property
    def is_answered(self) -> bool | None:
        """Whether it has an answer; null where there can be none."""
        return self.answer is not None if self.category.is_answerable else None


@dataclass(slots=True, eq=False)
class DiscussionComment:
    """A comment in a discussion, or a reply to one."""

    typename: ClassVar[str] = "DiscussionComment"
    id: str
    full_database_id: int
    discussion: Discussion
    author: Actor | None
    author_association: str
    body: str
    created_at: int
    updated_at: int
    reply_to: "DiscussionComment | None" = None
    deleted_at: int | None = None
    is_minimized: bool = False
    upvote_count: int = 1

    @property
    def is_answer(self) -> bool:
        """Whether it was marked as the answer."""
        return self.discussion.answer is self

    @property
    def repository(self) -> Repository:
        """Where the discussion is."""
        return self.discussion.repository


@dataclass(slots=True, eq=False)
class Commit:
    """A commit on a default branch."""

    typename: ClassVar[str] = "Commit"
    id: str
    oid: str
    message: str
    committed_date: int
    additions: int
    deletions: int
    changed_files_if_available: int
    user: Actor | None
    repository: Repository
    pull_request: PullRequest | None = None
    written_date: int | None = None
    co_authors: tuple[Actor, ...] = ()

    @property
    def authored_date(self) -> int:
        """When it was written, which may be long before it was committed."""
        return self.committed_date if self.written_date is None else self.written_date

    @property
    def author_list(self) -> list[Actor | None]:
        """Its author, then its co-authors."""
        return [self.user, *self.co_authors]


@dataclass(slots=True, eq=False)
class Release:
    """A release of a repository, published or still a draft."""

    typename: ClassVar[str] = "Release"
    id: str
    database_id: int
    repository: Repository
    author: Actor | None
    tag_name: str
    name: str | None
    description: str
    created_at: int
    published_at: int | None
    updated_at: int
    is_prerelease: bool = False

    @property
    def is_draft(self) -> bool:
        """Whether it has not been published."""
        return self.published_at is None


@dataclass(slots=True, eq=False)
class Sponsorship:
    """Somebody's support of a person or an organization; amounts are no part of this world."""

    typename: ClassVar[str] = "Sponsorship"
    id: str
    database_id: int
    sponsor: Actor
    sponsorable: Actor
    created_at: int
    is_active: bool = True
    is_one_time_payment: bool = False
    privacy_level: str = "PUBLIC"

    @property
    def tier_selected_at(self) -> int:
        """The tier was chosen when it began."""
        return self.created_at


@dataclass(slots=True, eq=False)
class Event:
    """One item of a thread's timeline; `typename` says which of GitHub's events it is."""

    typename: str
    id: str
    created_at: int
    actor: Actor | None
    thread: Issue | PullRequest | None = None
    label: Label | None = None
    commit: Commit | None = None
    closer: Commit | PullRequest | None = None
    state_reason: str | None = None
    canonical: Issue | PullRequest | None = None


@dataclass(slots=True, eq=False)
class History:
    """Everything one person did, in no particular order."""

    owner: Actor
    pull_requests: list[PullRequest] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    discussions: list[Discussion] = field(default_factory=list)
    discussion_comments: list[DiscussionComment] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    sponsorships: list[Sponsorship] = field(default_factory=list)
    credited_to_others: list[PullRequest | Commit] = field(default_factory=list)

    def first_active(self, now: int) -> int:
        """The instant of the earliest contribution, or a year ago when there is none."""
        instants = [
            *(thread.created_at for thread in self.pull_requests),
            *(thread.created_at for thread in self.issues),
            *(review.submitted_at for review in self.reviews),
            *(commit.authored_date for commit in self.commits),
        ]
        return min(instants, default=now - YEAR)
