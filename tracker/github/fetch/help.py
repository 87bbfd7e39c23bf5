"""Comments in discussions: the one list of a person's that has no order to ask for."""

from __future__ import annotations

from dataclasses import replace

from tracker.github import discussions
from tracker.github.answer import Answer
from tracker.github.client import GitHubClient
from tracker.github.fetch.walk import checked, connection_at, page_of, read_nodes, reader_at
from tracker.github.pages import HelpPage, Order, Page
from tracker.github.reading import Reader


def discussion_comments(
    client: GitHubClient,
    user_id: str,
    *,
    size: int,
    cursor: str = "",
    order: Order = Order.NEWEST_FIRST,
) -> HelpPage:
    """A page of the list in GitHub's own order, which is by id: from its end, or its beginning."""
    is_from_the_end = order is Order.NEWEST_FIRST
    names = ("last", "before") if is_from_the_end else ("first", "after")
    place: dict[str, object] = dict(zip(names, (size, cursor or None), strict=True))
    answer = client.query("51_discussion_comments", {"userId": user_id} | place)
    answers = checked(lambda: reader_at(answer, "node", "answers").count("totalCount"))
    return HelpPage(
        _page(answer, user_id, cursor, is_from_the_end=is_from_the_end), answers, answer
    )


def _page(answer: Answer, user_id: str, cursor: str, *, is_from_the_end: bool) -> Page:
    path = ("node", "repositoryDiscussionComments")
    connection = connection_at(answer, *path, after=cursor, is_from_the_end=is_from_the_end)
    harvest = read_nodes(
        connection.nodes, answer, lambda node: discussions.comment(node.value, user_id)
    )
    deleted = read_nodes(connection.nodes, answer, lambda node: _deleted(node.value))
    return replace(page_of(connection, harvest, answer), gone=deleted.items)


def _deleted(value: object) -> str | None:
    """The node id of a comment that was deleted, as GitHub itself says."""
    node = Reader(value, "discussion comment")
    return node.node_id() if node.instant_or_none("deletedAt") else None
