"""What GitHub sends for one thing, in the shape of its schema; any field can be replaced."""

from __future__ import annotations

Json = dict[str, object]


def repository(**changes: object) -> Json:
    """A public repository, as lists tell of it."""
    return {"id": "R_1", "nameWithOwner": "acme/rocket", "isPrivate": False} | changes


def pull_request(**changes: object) -> Json:
    """A merged pull request with every field of 10_pull_requests."""
    return {
        "id": "PR_1",
        "fullDatabaseId": "4000000001",
        "number": 7,
        "url": "https://github.com/acme/rocket/pull/7",
        "title": "Fix the fuse",
        "body": "It fizzled.",
        "state": "MERGED",
        "isDraft": False,
        "createdAt": "2024-02-28T10:00:00Z",
        "updatedAt": "2024-03-01T12:00:00Z",
        "closedAt": "2024-03-01T12:00:00Z",
        "mergedAt": "2024-03-01T12:00:00Z",
        "additions": 12,
        "deletions": 3,
        "changedFiles": 2,
        "authorAssociation": "CONTRIBUTOR",
        "baseRefName": "main",
        "headRefName": "fuse",
        "mergeCommit": {"oid": "a" * 40},
        "mergedBy": {"login": "hubot"},
        "milestone": {"title": "1.0"},
        "labels": {"nodes": [{"name": "bug"}]},
        "comments": {"totalCount": 9},
        "repository": repository(),
    } | changes


def discussion(**changes: object) -> Json:
    """An answered discussion with every field of 50_discussions."""
    return {
        "id": "D_1",
        "databaseId": 71,
        "number": 8,
        "url": "https://github.com/acme/rocket/discussions/8",
        "title": "Which fuse?",
        "body": "There are three.",
        "createdAt": "2024-02-20T10:00:00Z",
        "updatedAt": "2024-03-01T12:00:00Z",
        "closed": False,
        "closedAt": None,
        "stateReason": None,
        "isAnswered": True,
        "answerChosenAt": "2024-03-01T12:00:00Z",
        "category": {"name": "Q&A", "isAnswerable": True},
        "comments": {"totalCount": 4},
        "repository": repository(),
    } | changes


def discussion_comment(**changes: object) -> Json:
    """An accepted answer in grace's discussion, with every field of 51_discussion_comments."""
    return {
        "id": "DC_1",
        "databaseId": 72,
        "url": "https://github.com/acme/rocket/discussions/8#discussioncomment-72",
        "body": "The short one.",
        "createdAt": "2024-02-21T10:00:00Z",
        "updatedAt": "2024-02-21T10:00:00Z",
        "isAnswer": True,
        "deletedAt": None,
        "isMinimized": False,
        "authorAssociation": "NONE",
        "replyTo": None,
        "discussion": discussion(author={"login": "grace", "id": "U_grace"}),
    } | changes


def issue(**changes: object) -> Json:
    """A closed issue with every field of 20_issues."""
    return {
        "id": "I_1",
        "fullDatabaseId": "4000000002",
        "number": 6,
        "url": "https://github.com/acme/rocket/issues/6",
        "title": "Fuse fizzles",
        "body": "Every time.",
        "state": "CLOSED",
        "stateReason": "COMPLETED",
        "createdAt": "2024-02-20T10:00:00Z",
        "updatedAt": "2024-03-01T12:00:00Z",
        "closedAt": "2024-03-01T12:00:00Z",
        "authorAssociation": "NONE",
        "labels": {"nodes": [{"name": "bug"}]},
        "comments": {"totalCount": 4},
        "repository": repository(),
    } | changes


def review(**changes: object) -> Json:
    """An approving review with every field of 31_reviews_by_pr."""
    return {
        "id": "PRR_1",
        "fullDatabaseId": "4000000003",
        "url": "https://github.com/acme/rocket/pull/9#pullrequestreview-1",
        "state": "APPROVED",
        "body": "Looks right.",
        "createdAt": "2024-04-01T10:00:00Z",
        "submittedAt": "2024-04-01T10:05:00Z",
        "updatedAt": "2024-04-01T10:05:00Z",
        "authorAssociation": "MEMBER",
        "author": {"id": "U_1"},
    } | changes


def reviewed(*reviews: object, **changes: object) -> Json:
    """A pull request by somebody else, with reviews on it."""
    return {
        "id": "PR_9",
        "number": 9,
        "url": "https://github.com/acme/rocket/pull/9",
        "title": "Add a nozzle",
        "state": "OPEN",
        "additions": 40,
        "deletions": 0,
        "changedFiles": 1,
        "author": {"login": "wernher"},
        "repository": repository(),
        "reviews": connection(*reviews),
    } | changes


def thread(**changes: object) -> Json:
    """An issue by somebody else, as a comment tells of it."""
    return {
        "id": "I_8",
        "number": 8,
        "title": "Nozzle leaks",
        "url": "https://github.com/acme/rocket/issues/8",
        "state": "OPEN",
        "author": {"login": "wernher", "id": "U_9"},
        "labels": {"nodes": [{"name": "question"}]},
    } | changes


def comment(**changes: object) -> Json:
    """A comment by U_1 with every field of 40_issue_comments."""
    return {
        "id": "IC_1",
        "fullDatabaseId": "4000000004",
        "url": "https://github.com/acme/rocket/issues/8#issuecomment-4000000004",
        "body": "Which version?",
        "createdAt": "2024-04-02T10:00:00Z",
        "updatedAt": "2024-04-02T11:00:00Z",
        "authorAssociation": "NONE",
        "isMinimized": False,
        "minimizedReason": None,
        "issue": thread(),
        "pullRequest": None,
        "repository": repository(),
    } | changes


def connection(*nodes: object, end: str | None = "end", more: bool = False) -> Json:
    """One page of a connection."""
    page = {"hasNextPage": more, "endCursor": end}
    return {"totalCount": len(nodes), "pageInfo": page, "nodes": list(nodes)}


def of_user(**connections: object) -> Json:
    """The data of a query for one user's connections."""
    return {"node": dict(connections)}
