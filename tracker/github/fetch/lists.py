"""The lists that a person has by authorship, each in an order that can be asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from tracker.github import comments as conversations
from tracker.github import discussions as forum
from tracker.github import normalise
from tracker.github.answer import Answer
from tracker.github.client import GitHubClient
from tracker.github.fetch.walk import connection_at, page_of, read_nodes
from tracker.github.pages import Order, Page
from tracker.records import ContributionRecord


def pull_requests(
    client: GitHubClient,
    user_id: str,
    *,
    size: int,
    cursor: str = "",
    order: Order = Order.NEWEST_FIRST,
) -> Page:
    """A page of pull requests; walk a whole history by creation only (see Order)."""
    variables = _variables(user_id, size, cursor, order)
    answer = client.query("10_pull_requests", variables)
    return _page(answer, "pullRequests", cursor, normalise.pull_request)


def issues(
    client: GitHubClient,
    user_id: str,
    *,
    size: int,
    cursor: str = "",
    order: Order = Order.NEWEST_FIRST,
) -> Page:
    """A page of issues; walk a whole history by creation only (see Order)."""
    return _issues(client, cursor, _variables(user_id, size, cursor, order) | {"filterBy": None})


def changed_issues(
    client: GitHubClient, user_id: str, *, since: datetime, size: int, cursor: str = ""
) -> Page:
    """A page of the issues that changed at `since` or after it, the last changed last."""
    variables = _variables(user_id, size, cursor, Order.LAST_CHANGED_LAST)
    return _issues(client, cursor, variables | {"filterBy": {"since": since}})


def comments(
    client: GitHubClient,
    user_id: str,
    *,
    size: int,
    cursor: str = "",
    order: Order = Order.NEWEST_FIRST,
) -> Page:
    """A page of comments by id, from either end, or by last change (see Order).

    GitHub orders comments by last change or, unasked, by id, which grows with time and never moves.
    """
    is_from_the_end = order is Order.NEWEST_FIRST
    variables: dict[str, object] = {"userId": user_id}
    variables |= {"last" if is_from_the_end else "first": size}
    if cursor:
        variables |= {"before" if is_from_the_end else "after": cursor}
    if order is Order.LAST_CHANGED_FIRST:
        variables |= {"orderBy": order.asked}
    return _page(
        client.query("40_issue_comments", variables),
        "issueComments",
        cursor,
        lambda node: conversations.comment(node, user_id),
        is_from_the_end=is_from_the_end,
    )


def discussions(
    client: GitHubClient,
    user_id: str,
    *,
    size: int,
    cursor: str = "",
    order: Order = Order.NEWEST_FIRST,
) -> Page:
    """A page of the discussions that the user started; walk a whole history by creation only."""
    answer = client.query("50_discussions", _variables(user_id, size, cursor, order))
    return _page(answer, "repositoryDiscussions", cursor, forum.discussion)


def _variables(user_id: str, size: int, cursor: str, order: Order) -> dict[str, object]:
    return {"userId": user_id, "first": size, "after": cursor or None, "orderBy": order.asked}


def _issues(client: GitHubClient, cursor: str, variables: Mapping[str, object]) -> Page:
    return _page(client.query("20_issues", variables), "issues", cursor, normalise.issue)


def _page(
    answer: Answer,
    name: str,
    cursor: str,
    read: Callable[[object], ContributionRecord],
    *,
    is_from_the_end: bool = False,
) -> Page:
    connection = connection_at(answer, "node", name, after=cursor, is_from_the_end=is_from_the_end)
    harvest = read_nodes(connection.nodes, answer, lambda node: read(node.value))
    return page_of(connection, harvest, answer)
