"""Comments under issues and pull requests, into the log's records: as pure as `normalise`."""

from __future__ import annotations

from collections.abc import Mapping

from tracker.github.normalise import (
    WORD_CAP,
    labels_of,
    login_of,
    repository_ref,
    shown_title,
    state,
)
from tracker.github.reading import Reader
from tracker.records import ContributionRecord, Form, State

MINIMIZED = "minimized"  # where GitHub does not say why


def comment(value: object, user_id: str) -> ContributionRecord:
    """One comment of the user, from 40_issue_comments; a pull request's has its issue side too."""
    node = Reader(value, "comment")
    pull_request, issue = node.child("pullRequest"), node.part("issue")
    thread = pull_request or issue
    return ContributionRecord(
        form=Form.COMMENT,
        node_id=node.node_id(),
        database_id=node.big_id("fullDatabaseId"),
        repository=repository_ref(node.part("repository")),
        number=thread.number("number"),
        title=shown_title(thread),
        url=node.url(),
        body=node.text("body"),
        state=State.NONE,
        state_reason=_why_minimized(node),
        opened_at=node.instant("createdAt"),
        updated_at=node.instant("updatedAt"),
        labels=labels_of(issue),
        author_association=node.line("authorAssociation", WORD_CAP),
        parent=_thread(thread, Form.PULL_REQUEST if pull_request else Form.ISSUE),
        is_on_own_thread=_is_by(thread, user_id),
    )


def _thread(thread: Reader, form: Form) -> Mapping[str, object]:
    return {
        "node_id": thread.node_id(),
        "number": thread.number("number"),
        "title": shown_title(thread),
        "url": thread.url(),
        "state": state(thread).value,
        "author": login_of(thread, "author"),
        "form": form.value,
    }


def _is_by(thread: Reader, user_id: str) -> bool:
    """Whether the user began the thread; a bot or a ghost has no user's id."""
    author = thread.child("author")
    return author is not None and author.opaque("id", len(user_id)) == user_id


def _why_minimized(node: Reader) -> str:
    """What those who hid the comment from view said: GitHub's word in lower case, or ""."""
    if not node.flag("isMinimized"):
        return ""
    return node.line("minimizedReason", WORD_CAP).lower() or MINIMIZED
