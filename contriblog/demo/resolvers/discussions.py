"""Discussions and the comments in them."""

from typing import Any

from contriblog.demo.context import Info, asking
from contriblog.demo.cursors import Key
from contriblog.demo.pagination import Order, Page, connect, connect_list, descends
from contriblog.demo.world.model import Actor, Discussion, DiscussionComment

LARGEST_INT = 2_000_000_000


def started(user: Actor, info: Info, **args: Any) -> Page:
    """Return the discussions that the user started and the token may see."""
    history = asking(info).world.history(user)
    rows = [row for row in history.discussions if asking(info).sees(row.repository)]
    order = args.get("orderBy")
    if order is None:
        return connect(rows, Order(_id, 1), info, args)
    key = _created if order["field"] == "CREATED_AT" else _touched
    return connect(rows, Order(key, 2, descends(order)), info, args)


def helped(user: Actor, info: Info, **args: Any) -> Page:
    """Return the user's comments in discussions, by id; GitHub offers no other order."""
    history = asking(info).world.history(user)
    rows = [
        row
        for row in history.discussion_comments
        if asking(info).sees(row.repository) and (row.is_answer or not args.get("onlyAnswers"))
    ]
    return connect(rows, Order(_id, 1), info, args)


def database_id(row: Discussion | DiscussionComment, _info: Info) -> int:
    """Return the id in the database, which has to fit into GraphQL's Int."""
    return row.full_database_id % LARGEST_INT


def url(row: Discussion, info: Info) -> str:
    """Return the address of a discussion."""
    return f"{asking(info).root_url}{path(row)}"


def path(row: Discussion) -> str:
    """Return the path of a discussion's page."""
    return f"/{row.repository.name_with_owner}/discussions/{row.number}"


def comment_url(row: DiscussionComment, info: Info) -> str:
    """Return the address of a comment on its discussion's page."""
    return f"{url(row.discussion, info)}#discussioncomment-{row.full_database_id}"


def comments(row: Discussion, info: Info, **args: Any) -> Page:
    """Return the comments that answer the discussion itself; replies hang on those."""
    rows = [comment for comment in row.comment_list if comment.reply_to is None]
    return connect_list(rows, info, args)


def _id(row: Discussion | DiscussionComment) -> Key:
    return (row.full_database_id,)


def _created(row: Discussion) -> Key:
    return (row.created_at, row.full_database_id)


def _touched(row: Discussion) -> Key:
    return (row.updated_at, row.full_database_id)


RESOLVERS = {
    "User.repositoryDiscussions": started,
    "User.repositoryDiscussionComments": helped,
    "Discussion.databaseId": database_id,
    "Discussion.url": url,
    "Discussion.comments": comments,
    "DiscussionComment.databaseId": database_id,
    "DiscussionComment.url": comment_url,
}
