"""Comments under issues and pull requests, and what was done there: as pure as `normalise`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from tracker.github.normalise import (
    NAME_CAP,
    WORD_CAP,
    labels_of,
    login_of,
    repository_ref,
    shown_title,
    state,
)
from tracker.github.reading import Reader
from tracker.records import Act, ContributionRecord, Form, State, TriageAct

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


def acts(value: object, user_id: str) -> tuple[TriageAct, ...]:
    """What the user did about one thread, oldest first, from 41_triage."""
    events = Reader(value, "thread").nodes("timelineItems")
    return tuple(act for event in events if _is_done_by(event, user_id) for act in _act(event))


def _act(event: Reader) -> Iterator[TriageAct]:
    at, label = event.instant("createdAt"), event.child("label")
    match event.line("__typename", NAME_CAP):
        case "LabeledEvent" if label:
            yield TriageAct(Act.LABEL, at, label.line("name", NAME_CAP))
        case "ClosedEvent":
            reason = event.line("stateReason", WORD_CAP).lower()
            yield TriageAct(Act.CLOSE, at, reason, event.url())
        case "MarkedAsDuplicateEvent":
            yield _duplicate(at, event.child("canonical"))


def _duplicate(at: datetime, canonical: Reader | None) -> TriageAct:
    """What is private is not named, for the thread that it is a duplicate of may be public."""
    home = canonical.child("repository") if canonical else None
    if canonical is None or home is None or not home.says_no("isPrivate"):
        return TriageAct(Act.DUPLICATE, at)
    return TriageAct(Act.DUPLICATE, at, f"#{canonical.number('number')}", canonical.url())


def _is_done_by(event: Reader, user_id: str) -> bool:
    actor = event.child("actor")
    return actor is not None and actor.opaque("id", len(user_id)) == user_id


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
