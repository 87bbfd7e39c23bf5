"""GitHub's JSON about discussions into the log's records: pure, as `tracker.github.normalise` is.

Raises UnexpectedShapeError and nothing else.
"""

from __future__ import annotations

from tracker.github.normalise import NAME_CAP, WORD_CAP, login_of, repository_ref
from tracker.github.reading import Reader
from tracker.records import ContributionRecord, Form, State


def discussion(value: object) -> ContributionRecord:
    """One discussion that the user started, from 50_discussions."""
    node = Reader(value, "discussion")
    comments = node.child("comments")
    return ContributionRecord(
        form=Form.DISCUSSION,
        node_id=node.node_id(),
        database_id=node.big_id("databaseId"),
        repository=repository_ref(node.part("repository")),
        number=node.number("number"),
        title=node.line("title"),
        url=node.url(),
        body=node.text("body"),
        state=_standing(node),
        state_reason=node.line("stateReason", WORD_CAP).lower(),
        opened_at=node.instant("createdAt"),
        updated_at=node.instant("updatedAt"),
        closed_at=node.instant_or_none("closedAt"),
        comment_count=comments.count("totalCount") if comments else None,
        parent=_category(node) | _answered_at(node),
    )


def comment(value: object, user_id: str) -> ContributionRecord | None:
    """One comment in a discussion, from 51_discussion_comments.

    None for one in a discussion of the user's own, which is part of that, and for one that was
    deleted and only keeps its place in the thread.
    """
    node = Reader(value, "discussion comment")
    parent = node.part("discussion")
    if node.instant_or_none("deletedAt") is not None or _author_id(parent) == user_id:
        return None
    is_answer = node.flag("isAnswer")
    return ContributionRecord(
        form=Form.ANSWER,
        node_id=node.node_id(),
        database_id=node.big_id("databaseId"),
        repository=repository_ref(parent.part("repository")),
        number=parent.number("number"),
        title=parent.line("title"),
        url=node.url(),
        body=node.text("body"),
        state=State.ACCEPTED if is_answer else State.COMMENTED,
        opened_at=node.instant("createdAt"),
        updated_at=node.instant("updatedAt"),
        author_association=node.line("authorAssociation", WORD_CAP),
        parent=_commented(node, parent) | (_answered_at(parent) if is_answer else {}),
    )


def _standing(node: Reader) -> State:
    if node.flag("isAnswered"):
        return State.ANSWERED
    return State.CLOSED if node.flag("closed") else State.OPEN


def _commented(node: Reader, parent: Reader) -> dict[str, object]:
    """The discussion that a comment is in, and whether it replies to another comment."""
    return _category(parent) | {
        "node_id": parent.node_id(),
        "number": parent.number("number"),
        "title": parent.line("title"),
        "url": parent.url(),
        "state": _standing(parent).value,
        "author": login_of(parent, "author"),
        "is_reply": node.child("replyTo") is not None,
        "is_minimized": node.flag("isMinimized"),
    }


def _category(node: Reader) -> dict[str, object]:
    category = node.part("category")
    return {
        "category": category.line("name", NAME_CAP),
        "is_answerable": category.flag("isAnswerable"),
    }


def _answered_at(node: Reader) -> dict[str, object]:
    """When the answer was chosen, in GitHub's own writing; nothing where there is none."""
    chosen = node.instant_or_none("answerChosenAt")
    return {"answered_at": chosen.isoformat()} if chosen else {}


def _author_id(parent: Reader) -> str:
    author = parent.child("author")
    return author.opaque("id", NAME_CAP) if author else ""
