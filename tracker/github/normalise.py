"""GitHub's JSON into the log's records: pure, and closed to whatever GitHub may send.

Raises UnexpectedShapeError and nothing else. Field names and what may be null follow GitHub's
public schema, https://docs.github.com/en/graphql/overview/public-schema
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tracker.github import sanitise
from tracker.github.reading import Reader, UnexpectedShapeError
from tracker.records import (
    ContributionRecord,
    Form,
    Landing,
    LandingEvidence,
    RepositoryFacts,
    RepositoryRef,
    State,
)

NAME_CAP = 255  # labels, branches, milestones, owner/name
LOGIN_CAP = 100
WORD_CAP = 30  # a value of one of GitHub's enumerations
OID_CAP = 64
MESSAGE_CAP = 65_536  # of a commit: its trailers stand at the end
REPOSITORY_CAP = 500  # its address, its description
LANGUAGE_CAP = 60
BORS_TITLE = re.compile(r"^\[merged by bors\]\s*-?\s*", re.IGNORECASE)

_STATES: Mapping[str, State] = {
    "OPEN": State.OPEN,
    "CLOSED": State.CLOSED,
    "MERGED": State.MERGED,
    "APPROVED": State.APPROVED,
    "CHANGES_REQUESTED": State.CHANGES_REQUESTED,
    "COMMENTED": State.COMMENTED,
    "DISMISSED": State.DISMISSED,
}
_PENDING = "PENDING"


def pull_request(value: object) -> ContributionRecord:
    """One pull request of the user, from 10_pull_requests."""
    node = Reader(value, "pull request")
    merge_commit = node.child("mergeCommit")
    milestone = node.child("milestone")
    return ContributionRecord(
        form=Form.PULL_REQUEST,
        node_id=node.node_id(),
        database_id=node.big_id("fullDatabaseId"),
        repository=repository_ref(node.part("repository")),
        number=node.number("number"),
        title=shown_title(node),
        url=node.url(),
        body=node.text("body"),
        state=state(node),
        opened_at=node.instant("createdAt"),
        updated_at=node.instant("updatedAt"),
        closed_at=node.instant_or_none("closedAt"),
        merged_at=node.instant_or_none("mergedAt"),
        is_draft=node.flag("isDraft"),
        additions=node.count("additions"),
        deletions=node.count("deletions"),
        changed_files=node.count("changedFiles"),
        labels=labels_of(node),
        author_association=node.line("authorAssociation", WORD_CAP),
        base_ref=node.line("baseRefName", NAME_CAP),
        head_ref=node.line("headRefName", NAME_CAP),
        milestone=milestone.line("title", NAME_CAP) if milestone else "",
        merge_commit_oid=merge_commit.line("oid", OID_CAP) if merge_commit else "",
        merged_by=login_of(node, "mergedBy"),
        comment_count=_comment_count(node),
        landing=merged_on_github(node),
    )


def issue(value: object) -> ContributionRecord:
    """One issue of the user, from 20_issues."""
    node = Reader(value, "issue")
    return ContributionRecord(
        form=Form.ISSUE,
        node_id=node.node_id(),
        database_id=node.big_id("fullDatabaseId"),
        repository=repository_ref(node.part("repository")),
        number=node.number("number"),
        title=node.line("title"),
        url=node.url(),
        body=node.text("body"),
        state=state(node),
        state_reason=node.line("stateReason", WORD_CAP).lower(),
        opened_at=node.instant("createdAt"),
        updated_at=node.instant("updatedAt"),
        closed_at=node.instant_or_none("closedAt"),
        labels=labels_of(node),
        author_association=node.line("authorAssociation", WORD_CAP),
        comment_count=_comment_count(node),
    )


def review(value: object, parent: Reader) -> ContributionRecord | None:
    """One review, from 31_reviews_by_pr; None for a draft that its author has not sent."""
    node = Reader(value, "review")
    if node.line("state", WORD_CAP) == _PENDING:
        return None
    created_at = node.instant("createdAt")
    return ContributionRecord(
        form=Form.REVIEW,
        node_id=node.node_id(),
        database_id=node.big_id("fullDatabaseId"),
        repository=repository_ref(parent.part("repository")),
        number=parent.number("number"),
        title=shown_title(parent),
        url=node.url(),
        body=node.text("body"),
        state=state(node),
        opened_at=created_at,
        updated_at=node.instant("updatedAt"),
        submitted_at=node.instant_or_none("submittedAt") or created_at,
        additions=parent.count("additions"),
        deletions=parent.count("deletions"),
        changed_files=parent.count("changedFiles"),
        author_association=node.line("authorAssociation", WORD_CAP),
        parent=_reviewed(parent),
    )


def commit(node: Reader, home: Reader, user_id: str) -> ContributionRecord:
    """One commit of the user, from 62_commits, in the repository `home`."""
    headline, _, rest = node.text("message", MESSAGE_CAP).partition("\n")
    return ContributionRecord(
        form=Form.COMMIT,
        node_id=node.node_id(),
        database_id=None,
        repository=repository_ref(home),
        number=None,
        title=sanitise.line(headline),
        url=node.url(),
        body=sanitise.text(rest.strip()),
        state=State.NONE,
        opened_at=node.instant("authoredDate"),
        updated_at=node.instant("committedDate"),
        additions=node.count("additions"),
        deletions=node.count("deletions"),
        changed_files=node.count("changedFilesIfAvailable"),
        merge_commit_oid=node.line("oid", OID_CAP),
        co_authors=tuple(_other_authors(node, user_id)),
        is_co_author=is_co_author(node, user_id),
    )


def is_co_author(node: Reader, user_id: str) -> bool:
    """Whether a commit that somebody else wrote names the user; its author comes first."""
    accounts = [author.child("user") for author in node.nodes("authors")]
    ids = [account.node_id() if account else "" for account in accounts]
    return user_id in ids[1:] and ids[0] != user_id


def repository(value: object) -> RepositoryFacts:
    """One repository, from 90_repositories."""
    node = Reader(value, "repository")
    language = node.child("primaryLanguage")
    topics = (topic.child("topic") for topic in node.nodes("repositoryTopics"))
    return RepositoryFacts(
        ref=repository_ref(node),
        url=node.url(cap=REPOSITORY_CAP),
        description=node.line("description", REPOSITORY_CAP),
        stars=node.count("stargazerCount") or 0,
        language=language.line("name", LANGUAGE_CAP) if language else "",
        topics=tuple(topic.line("name", NAME_CAP) for topic in topics if topic),
        is_fork=node.flag("isFork"),
        is_archived=node.flag("isArchived"),
    )


def closing_issue(node: Reader) -> Mapping[str, object]:
    """An issue that a pull request closes."""
    home = node.child("repository")
    return {
        "node_id": node.node_id(),
        "number": node.number("number"),
        "title": node.line("title"),
        "url": node.url(),
        "repository": home.line("nameWithOwner", NAME_CAP) if home else "",
        "labels": list(labels_of(node)),
    }


def repository_ref(node: Reader) -> RepositoryRef:
    """What every list tells of a repository; unsure about its privacy counts as private."""
    full_name = node.line("nameWithOwner", NAME_CAP)
    if "/" not in full_name:
        raise UnexpectedShapeError("repository.nameWithOwner is not owner/name")
    return RepositoryRef(node.node_id(), full_name, is_private=not node.says_no("isPrivate"))


def login_of(node: Reader, key: str) -> str:
    """The login of an actor; "" for a ghost, whose account is gone."""
    actor = node.child(key)
    return actor.line("login", LOGIN_CAP) if actor else ""


def state(node: Reader) -> State:
    """The state that GitHub names; an unknown one raises."""
    written = node.line("state", WORD_CAP)
    if written not in _STATES:
        raise UnexpectedShapeError(f"state {written!r} is not known")
    return _STATES[written]


def known_state(written: str) -> State | None:
    """The state that GitHub names, where it is one of ours."""
    return _STATES.get(written)


def shown_title(node: Reader) -> str:
    """A pull request's title without the mark that Bors puts before it when it merges."""
    title = node.line("title")
    return BORS_TITLE.sub("", title) or title


def labels_of(node: Reader) -> tuple[str, ...]:
    """The names of its labels, as of now."""
    names = (label.line("name", NAME_CAP) for label in node.nodes("labels"))
    return tuple(name for name in names if name)


def merged_on_github(node: Reader) -> LandingEvidence:
    """GitHub's own word that the pull request was merged, or no evidence."""
    merged_at = node.instant_or_none("mergedAt")
    if merged_at is None:
        return LandingEvidence()
    return LandingEvidence(Landing.MERGED, merged_at, by=login_of(node, "mergedBy"), url=node.url())


def _other_authors(node: Reader, user_id: str) -> Iterator[str]:
    """Everybody else who wrote a commit, by login, or by name where GitHub knows no account."""
    for author in node.nodes("authors"):
        account = author.child("user")
        if account is None:
            yield author.line("name", LOGIN_CAP) or "somebody"
        elif account.node_id() != user_id:
            yield account.line("login", LOGIN_CAP)


def _reviewed(parent: Reader) -> Mapping[str, object]:
    return {
        "node_id": parent.node_id(),
        "number": parent.number("number"),
        "title": shown_title(parent),
        "url": parent.url(),
        "state": state(parent).value,
        "author": login_of(parent, "author"),
    }


def _comment_count(node: Reader) -> int | None:
    comments = node.child("comments")
    return comments.count("totalCount") if comments else None
