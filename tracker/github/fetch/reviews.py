"""Reviews, in two steps: which pull requests were reviewed, then every review on each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.github import normalise
from tracker.github.answer import Answer
from tracker.github.client import GitHubClient
from tracker.github.fetch.walk import (
    Harvest,
    Node,
    checked,
    connection_at,
    connection_of,
    nodes_by_id,
    read_nodes,
    reader_at,
    refuse_a_dead_end,
)
from tracker.github.pages import Discovery, Overflow, Person, ReviewPage, Window
from tracker.github.reading import Reader, UnexpectedShapeError
from tracker.records import ContributionRecord


def reviewed_pull_requests(
    client: GitHubClient, user_id: str, *, window: Window, size: int, cursor: str = ""
) -> Discovery:
    """A page of the pull requests reviewed within the window; a cursor is good for it alone."""
    answer = client.query(
        "30_reviews_discover",
        {
            "userId": user_id,
            "from": window.start,
            "to": window.end,
            "first": size,
            "after": cursor or None,
        },
    )
    path = ("node", "contributionsCollection", "pullRequestReviewContributions")
    connection = connection_at(answer, *path, after=cursor)
    harvest = read_nodes(connection.nodes, answer, _reviewed_id)
    return Discovery(
        pull_request_ids=tuple(dict.fromkeys(harvest.items)),
        skipped=harvest.skipped,
        cursor=connection.cursor,
        has_more=connection.has_more,
        total=connection.total,
        answer=answer,
    )


def reviews(
    client: GitHubClient, person: Person, pull_request_ids: Sequence[str], *, size: int = 50
) -> ReviewPage:
    """Every review by the person on at most 100 pull requests, `size` reviews of each."""
    variables = {"ids": list(pull_request_ids), "login": person.login, "first": size}
    answer = client.query("31_reviews_by_pr", variables)
    return _review_page(answer, person, pull_request_ids)


def more_reviews(
    client: GitHubClient, person: Person, overflow: Overflow, *, size: int = 100
) -> ReviewPage:
    """The next page of reviews on one pull request; its own `overflow` says whether to go on."""
    ids = [overflow.pull_request_id]
    variables = {"ids": ids, "login": person.login, "first": size, "after": overflow.cursor}
    answer = client.query("31_reviews_by_pr", variables)
    return _review_page(answer, person, ids, after=overflow.cursor)


def _review_page(answer: Answer, person: Person, ids: Sequence[str], after: str = "") -> ReviewPage:
    nodes = nodes_by_id(answer, ids)
    reviewed = read_nodes(nodes, answer, lambda node: _reviews_on(node, answer, person, after))
    parts = reviewed.items
    viewer = reader_at(answer, "viewer")
    return ReviewPage(
        login=checked(lambda: viewer.line("login", normalise.LOGIN_CAP)),
        records=tuple(record for part in parts for record in part.harvest.items),
        skipped=(*reviewed.skipped, *(gap for part in parts for gap in part.harvest.skipped)),
        overflow=tuple(part.overflow for part in parts if part.overflow),
        answer=answer,
    )


@dataclass(frozen=True, slots=True)
class _Reviews:
    """What was read on one pull request."""

    harvest: Harvest[ContributionRecord]
    overflow: Overflow | None


def _reviews_on(node: Node, answer: Answer, person: Person, after: str) -> _Reviews:
    reviewed = Reader(node.value, "pull request")
    connection = connection_of(reviewed.part("reviews"), (*node.path, "reviews"))
    refuse_a_dead_end(connection, answer, after)
    harvest = read_nodes(
        connection.nodes, answer, lambda review: _review(review.value, reviewed, person)
    )
    more = Overflow(reviewed.node_id(), connection.cursor) if connection.has_more else None
    return _Reviews(harvest, more)


def _review(value: object, reviewed: Reader, person: Person) -> ContributionRecord | None:
    author = Reader(value, "review").part("author")
    if author.node_id() != person.node_id:
        raise UnexpectedShapeError("review.author is somebody else, now under this login")
    return normalise.review(value, reviewed)


def _reviewed_id(node: Node) -> str:
    return Reader(node.value, "review contribution").part("pullRequest").node_id()
