"""Reviews: the pull requests reviewed within a window, with every review on each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from tracker.github.pages import Discovery, GivenPage, Overflow, Person, ReviewPage, Window
from tracker.github.reading import Reader, UnexpectedShapeError
from tracker.records import ContributionRecord

_GIVEN = ("node", "contributionsCollection", "pullRequestReviewContributions")


def reviews_given(
    client: GitHubClient, person: Person, *, window: Window, size: int, cursor: str = ""
) -> GivenPage:
    """A page of the pull requests reviewed within the window, at most 100 reviews of each.

    A cursor is good for its own window alone.
    """
    asked = _in_window(person.node_id, window, size, cursor)
    answer = client.query("30_reviews_given", asked | {"login": person.login})
    connection = connection_at(answer, *_GIVEN, after=cursor)
    reviewed = read_nodes(
        map(_reviewed, connection.nodes), answer, lambda node: _reviews_on(node, answer, person, "")
    )
    return GivenPage(
        pull_request_ids=_once(part.pull_request_id for part in reviewed.items),
        reviews=_review_page(answer, reviewed),
        cursor=connection.cursor,
        has_more=connection.has_more,
    )


def reviewed_pull_requests(
    client: GitHubClient, user_id: str, *, window: Window, size: int, cursor: str = ""
) -> Discovery:
    """The same page without its reviews, which are then read by id: far lighter for GitHub."""
    answer = client.query("30_reviews_discover", _in_window(user_id, window, size, cursor))
    connection = connection_at(answer, *_GIVEN, after=cursor)
    harvest = read_nodes(
        map(_reviewed, connection.nodes), answer, lambda node: _reader(node).node_id()
    )
    return Discovery(
        pull_request_ids=_once(harvest.items),
        skipped=harvest.skipped,
        cursor=connection.cursor,
        has_more=connection.has_more,
        answer=answer,
    )


def reviews(
    client: GitHubClient, person: Person, pull_request_ids: Sequence[str], *, size: int = 50
) -> ReviewPage:
    """Every review by the person on at most 100 pull requests, `size` reviews of each."""
    variables = {"ids": list(pull_request_ids), "login": person.login, "first": size}
    answer = client.query("31_reviews_by_pr", variables)
    return _by_id(answer, person, pull_request_ids)


def more_reviews(
    client: GitHubClient, person: Person, overflow: Overflow, *, size: int = 100
) -> ReviewPage:
    """The next page of reviews on one pull request; its own `overflow` says whether to go on."""
    ids = [overflow.pull_request_id]
    variables = {"ids": ids, "login": person.login, "first": size, "after": overflow.cursor}
    answer = client.query("31_reviews_by_pr", variables)
    return _by_id(answer, person, ids, after=overflow.cursor)


def _in_window(user_id: str, window: Window, size: int, cursor: str) -> dict[str, object]:
    return {
        "userId": user_id,
        "from": window.start,
        "to": window.end,
        "first": size,
        "after": cursor or None,
    }


@dataclass(frozen=True, slots=True)
class _Reviews:
    """What was read on one pull request."""

    pull_request_id: str
    harvest: Harvest[ContributionRecord]
    overflow: Overflow | None


def _by_id(answer: Answer, person: Person, ids: Sequence[str], after: str = "") -> ReviewPage:
    nodes = nodes_by_id(answer, ids)
    reviewed = read_nodes(nodes, answer, lambda node: _reviews_on(node, answer, person, after))
    return _review_page(answer, reviewed)


def _review_page(answer: Answer, reviewed: Harvest[_Reviews]) -> ReviewPage:
    parts = reviewed.items
    viewer = reader_at(answer, "viewer")
    return ReviewPage(
        login=checked(lambda: viewer.line("login", normalise.LOGIN_CAP)),
        records=tuple(record for part in parts for record in part.harvest.items),
        skipped=(*reviewed.skipped, *(gap for part in parts for gap in part.harvest.skipped)),
        overflow=tuple(part.overflow for part in parts if part.overflow),
        answer=answer,
    )


def _reviewed(contribution: Node) -> Node:
    """The pull request of a review contribution; a contribution left empty stays as it is."""
    value = contribution.value
    if not isinstance(value, dict):
        return contribution
    return Node(value.get("pullRequest"), (*contribution.path, "pullRequest"))


def _reader(node: Node) -> Reader:
    return Reader(node.value, "pull request")


def _reviews_on(node: Node, answer: Answer, person: Person, after: str) -> _Reviews:
    reviewed = _reader(node)
    connection = connection_of(reviewed.part("reviews"), (*node.path, "reviews"))
    refuse_a_dead_end(connection, answer, after)
    harvest = read_nodes(
        connection.nodes, answer, lambda review: _review(review.value, reviewed, person)
    )
    node_id = reviewed.node_id()
    more = Overflow(node_id, connection.cursor) if connection.has_more else None
    return _Reviews(node_id, harvest, more)


def _review(value: object, reviewed: Reader, person: Person) -> ContributionRecord | None:
    author = Reader(value, "review").part("author")
    if author.node_id() != person.node_id:
        raise UnexpectedShapeError("review.author is somebody else, now under this login")
    return normalise.review(value, reviewed)


def _once(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))
