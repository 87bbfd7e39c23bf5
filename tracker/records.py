"""What passes between the rooms: the words of the log, and the facts read from GitHub.

Standard library only, so that every room may import it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Labelled(StrEnum):
    """A stored value with the words that a person reads: `Form.REVIEW.label` is "Review"."""

    label: str

    def __new__(cls, value: str, label: str = "") -> Labelled:
        """Make a member; without a label, the value itself is turned into words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label or value.replace("_", " ").capitalize()
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of each member, as Django's fields and forms take them."""
        return [(member.value, member.label) for member in cls]


class Source(Labelled):
    """Who says so: GitHub, or the owner of the log."""

    GITHUB = "github", "GitHub"
    MANUAL = "manual", "Added by hand"


class Form(Labelled):
    """What an entry is where it happened."""

    PULL_REQUEST = "pull_request"
    ISSUE = "issue"
    REVIEW = "review"
    COMMENT = "comment"
    DISCUSSION = "discussion"
    ANSWER = "answer"
    COMMIT = "commit"
    RELEASE = "release"
    SPONSORSHIP = "sponsorship"
    TALK = "talk"
    POST = "post"
    PAGE = "page", "Documentation page"
    TRANSLATION = "translation"
    SUPPORT = "support"
    OTHER = "other", "Something else"

    @property
    def plural(self) -> str:
        """Several of them: "Pull requests"."""
        return f"{self.label}s"


class State(Labelled):
    """How it stands at its source; for a review, what it said."""

    OPEN = "open"
    CLOSED = "closed"
    MERGED = "merged"
    APPROVED = "approved"
    CHANGES_REQUESTED = "changes_requested"
    COMMENTED = "commented"
    DISMISSED = "dismissed"
    ANSWERED = "answered"
    ACCEPTED = "accepted", "Accepted answer"
    PUBLISHED = "published"
    PRERELEASE = "prerelease", "Pre-release"
    ACTIVE = "active"
    ENDED = "ended"
    NONE = "", "No state"


class StateReason(Labelled):
    """Why an issue stands as it does: GitHub's IssueStateReason, in lower case."""

    COMPLETED = "completed"
    NOT_PLANNED = "not_planned"
    DUPLICATE = "duplicate"
    REOPENED = "reopened"


class Landing(Labelled):
    """How we know that a pull request is in the code."""

    NOT = "", "Not landed"
    MERGED = "merged", "Merged on GitHub"
    BOT_LABEL = "bot_label", "Labelled and closed by the same bot"
    BORS = "bors", "Merged by Bors"
    COMMIT = "commit", "Committed to the default branch"


class NextMove(Labelled):
    """Who has to act on an open pull request."""

    YOU = "you", "Your move"
    MAINTAINERS = "maintainers", "Their move"
    NOBODY = "", "Nobody's move"


class Credit(Labelled):
    """Why something that GitHub credits to somebody else is also in a log."""

    NOT = "", "It is credited to the person"
    COMMIT_AUTHOR = "commit_author", "Wrote a commit of it"
    CO_AUTHOR = "co_author", "Is a co-author of a commit of it"
    ASSIGNEE = "assignee", "A bot opened it on their behalf"
    TRAILER = "trailer", "Its description names them as a co-author"


class Family(Labelled):
    """The eight colours of the log."""

    CODE = "code"
    DOCS = "docs"
    REVIEW = "review"
    TRIAGE = "triage"
    TALK = "talk"
    WRITING = "writing"
    TRANSLATION = "translation"
    SUPPORT = "support"


class Kind(Labelled):
    """What sort of contribution an entry is."""

    BUG_FIX = "bug_fix"
    FEATURE = "feature"
    PERFORMANCE = "performance"
    REFACTORING = "refactoring"
    DOCS = "docs", "Documentation"
    ERROR_MESSAGE = "error_message"
    TEST = "test", "Tests"
    EXAMPLE = "example"
    TUTORIAL = "tutorial"
    TRANSLATION = "translation"
    INFRASTRUCTURE = "infrastructure"
    RELEASE = "release"
    REPORT = "report", "Bug report"
    IDEA = "idea"
    TRIAGE = "triage"
    REVIEW = "review"
    SUPPORT = "support"
    TALK = "talk"
    WRITING = "writing"
    SPONSORSHIP = "sponsorship"
    MODEL = "model"
    DATASET = "dataset"
    PAPER = "paper"

    @property
    def family(self) -> Family:
        """The family whose colour and icon the kind wears."""
        return FAMILY_OF.get(self, Family.CODE)


FAMILY_OF: Mapping[Kind, Family] = {
    Kind.DOCS: Family.DOCS,
    Kind.EXAMPLE: Family.DOCS,
    Kind.TUTORIAL: Family.DOCS,
    Kind.TRANSLATION: Family.TRANSLATION,
    Kind.REPORT: Family.TRIAGE,
    Kind.IDEA: Family.TRIAGE,
    Kind.TRIAGE: Family.TRIAGE,
    Kind.REVIEW: Family.REVIEW,
    Kind.SUPPORT: Family.SUPPORT,
    Kind.SPONSORSHIP: Family.SUPPORT,
    Kind.TALK: Family.TALK,
    Kind.WRITING: Family.WRITING,
    Kind.PAPER: Family.WRITING,
}


class Paper(Labelled):
    """The sheet that a résumé is set on."""

    A4 = "a4", "A4"
    US_LETTER = "us-letter", "US Letter"


def kinds_of(family: Family) -> list[Kind]:
    """The kinds of one family, in the order in which they are offered."""
    return [kind for kind in Kind if kind.family is family]


@dataclass(frozen=True, slots=True)
class RepositoryRef:
    """What every list tells of a repository; the rest is read once per repository."""

    node_id: str
    full_name: str
    is_private: bool


@dataclass(frozen=True, slots=True)
class RepositoryFacts:
    """A repository as GitHub describes it now."""

    ref: RepositoryRef
    url: str
    description: str
    stars: int
    language: str
    topics: tuple[str, ...]
    is_fork: bool
    is_archived: bool


@dataclass(frozen=True, slots=True)
class LandingEvidence:
    """Why we say that a pull request landed; `NOT` with nothing else when it did not."""

    how: Landing = Landing.NOT
    at: datetime | None = None
    by: str = ""  # login of who merged it, or of the bot
    detail: str = ""  # the label, or the commit's first line
    url: str = ""  # where it can be checked


@dataclass(frozen=True, slots=True)
class Move:
    """Whose move it is on a pull request, why in plain words, and since when if that is known."""

    whose: NextMove = NextMove.NOBODY
    why: str = ""
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class ContributionRecord:
    """One contribution as GitHub tells it; instants are aware, in UTC.

    For a review, `number`, `title` and the sizes are those of the pull request it was given to, and
    `parent` names that pull request (`node_id number title url state author`). For a comment, they
    are those of its thread, whose `form` the parent names too. For one in a discussion, they are
    those of the discussion; its `parent` and that of a discussion also have `category
    is_answerable`, and `answered_at` (ISO 8601) where an answer was chosen. For a commit, `title`
    and `body` are its message, `opened_at` is when it was written and `updated_at` when it was
    committed; `merge_commit_oid` is its own id. A sponsorship has no repository; its `place` is the
    login of who is sponsored. A release's `head_ref` is its tag.
    """

    form: Form
    node_id: str
    database_id: int | None
    repository: RepositoryRef | None
    number: int | None
    title: str
    url: str
    body: str
    state: State
    opened_at: datetime
    updated_at: datetime
    closed_at: datetime | None = None
    merged_at: datetime | None = None
    submitted_at: datetime | None = None
    state_reason: str = ""  # a StateReason, or one that GitHub has added since
    is_draft: bool = False
    additions: int | None = None
    deletions: int | None = None
    changed_files: int | None = None
    labels: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    closing_issues: tuple[Mapping[str, object], ...] = ()
    author_association: str = ""
    base_ref: str = ""
    head_ref: str = ""
    milestone: str = ""
    merge_commit_oid: str = ""
    merged_by: str = ""
    comment_count: int | None = None
    parent: Mapping[str, object] = field(default_factory=dict)
    co_authors: tuple[str, ...] = ()  # of a commit: who else wrote it, its author first
    is_co_author: bool = False  # of a commit: somebody else is its author
    landing: LandingEvidence = LandingEvidence()
    is_on_own_thread: bool = False  # a comment under one's own work: read, and no contribution
    place: str = ""
    is_private_at_source: bool = False


class Act(Labelled):
    """What somebody did about a thread that others began, beside talking."""

    LABEL = "label", "Labelled"
    CLOSE = "close", "Closed"
    DUPLICATE = "duplicate", "Marked as a duplicate"


@dataclass(frozen=True, slots=True)
class TriageAct:
    """One thing done about a thread: `detail` is the label, why it was closed, or "#12".

    `url` is where it can be seen, for a duplicate what it is one of; both are empty where GitHub
    does not say, or says it only to us.
    """

    what: Act
    at: datetime
    detail: str = ""
    url: str = ""


class RestrictionKind(Labelled):
    """What an organisation may put between its work and us."""

    SAML = "saml", "Single sign-on"
    OAUTH_APP = "oauth_app", "Restriction of OAuth apps"
    TOKEN_POLICY = "token_policy", "Policy for personal tokens"


@dataclass(frozen=True, slots=True)
class Restriction:
    """One organisation's restriction; "" for each thing that GitHub does not tell of it."""

    kind: RestrictionKind
    organization: str = ""
    number: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item of a page that could not be read: the page goes on, and the gap is kept."""

    node_id: str  # empty where GitHub named none
    reason: str
