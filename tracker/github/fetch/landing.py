"""The evidence that a closed pull request landed: its timeline, or the user's own commits."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.github import landed, normalise, sanitise
from tracker.github.answer import Answer
from tracker.github.batches import EvidenceBatch
from tracker.github.client import GitHubClient
from tracker.github.errors import CursorStuckError, ShrinkError, UnavailableError
from tracker.github.fetch.walk import (
    Connection,
    Node,
    connection_at,
    nodes_by_id,
    read_nodes,
    reader_at,
)
from tracker.github.pages import CitationPage, Window
from tracker.github.reading import Reader
from tracker.records import Landing, LandingEvidence, State

COMMITS_PER_PAGE = 100
_HISTORY = ("node", "defaultBranchRef", "target", "history")

Citations = dict[int, LandingEvidence]


def landing_evidence(client: GitHubClient, pull_request_ids: Sequence[str]) -> EvidenceBatch:
    """Whether at most 100 closed pull requests landed, by the end of their timelines."""
    answer = client.query("12_landing_evidence", {"ids": list(pull_request_ids)})
    harvest = read_nodes(nodes_by_id(answer, pull_request_ids), answer, _evidence)
    return EvidenceBatch(dict(harvest.items), harvest.skipped, answer)


def cited_commits(  # noqa: PLR0913 - whose commits, where, when, and which page of them
    client: GitHubClient,
    user_id: str,
    repository_id: str,
    *,
    window: Window,
    size: int = COMMITS_PER_PAGE,
    cursor: str = "",
) -> CitationPage:
    """Pull requests that the user's commits on the default branch cite, newest commit first."""
    answer = client.query(
        "61_commit_history",
        {
            "repositoryId": repository_id,
            "userId": user_id,
            "since": window.start,
            "until": window.end,
            "first": size,
            "after": cursor or None,
        },
    )
    full_name = reader_at(answer, "node").line("nameWithOwner")
    history = history_of(answer, cursor)
    harvest = read_nodes(history.nodes, answer, lambda node: _citations(node, full_name))
    return CitationPage(
        by_number=_oldest_of_each(harvest.items),
        skipped=harvest.skipped,
        cursor=history.cursor,
        has_more=history.has_more,
        total=history.total,
        answer=answer,
    )


def history_of(answer: Answer, cursor: str) -> Connection:
    """The history of the default branch; an empty one for a repository without a branch.

    Raises ShrinkError where GitHub could not put it together.
    """
    repository = reader_at(answer, "node")
    if repository.child("defaultBranchRef") is None:
        return Connection((), "", has_more=False, total=0)
    try:
        return connection_at(answer, *_HISTORY, after=cursor)
    except CursorStuckError:
        raise
    except UnavailableError as error:  # it answered, only not for this repository
        raise ShrinkError(error.detail) from None


def _citations(node: Node, full_name: str) -> Citations:
    commit = Reader(node.value, "commit")
    if _came_by_a_merge(commit):
        return {}
    message = commit.text("message", normalise.MESSAGE_CAP)
    found = LandingEvidence(
        Landing.COMMIT,
        commit.instant("committedDate"),
        detail=sanitise.line(message.split("\n", 1)[0]),
        url=commit.url(),
    )
    return dict.fromkeys(landed.cited_numbers(message, full_name), found)


def _came_by_a_merge(commit: Reader) -> bool:
    """A merged pull request brought it and stands for it; what it cites beside, it replaced."""
    related = commit.nodes("associatedPullRequests")
    return any(pull_request.line("state") == "MERGED" for pull_request in related)


def _oldest_of_each(pages: Sequence[Citations]) -> Citations:
    """One piece of evidence for each number; the history comes newest first."""
    found: Citations = {}
    for citations in pages:
        found |= citations
    return found


def _evidence(node: Node) -> tuple[str, LandingEvidence]:
    reader = Reader(node.value, "pull request")
    state = normalise.state(reader)
    if state is State.MERGED:
        return node.asked_id, normalise.merged_on_github(reader)
    if state is not State.CLOSED:
        return node.asked_id, LandingEvidence()
    return node.asked_id, landed.evidence(_closed_pull_request(reader))


def _closed_pull_request(reader: Reader) -> landed.ClosedPullRequest:
    events = list(reader.nodes("timelineItems"))
    return landed.ClosedPullRequest(
        number=reader.number("number"),
        title=reader.line("title"),
        author=normalise.login_of(reader, "author"),
        repository_id=reader.part("repository").node_id(),
        labels=tuple(_labelled(e) for e in events if e.line("__typename") == "LabeledEvent"),
        closings=tuple(_closed(e) for e in events if e.line("__typename") == "ClosedEvent"),
    )


def _labelled(event: Reader) -> landed.Labelling:
    label = event.part("label").line("name", normalise.NAME_CAP)
    return landed.Labelling(event.instant("createdAt"), _actor(event), label)


def _closed(event: Reader) -> landed.Closed:
    closer = event.child("closer")
    commit = closer if closer and closer.url() else None
    return landed.Closed(
        at=event.instant("createdAt"),
        by=_actor(event),
        url=event.url(),
        commit=_commit(commit) if commit else None,
    )


def _commit(commit: Reader) -> landed.ClosingCommit:
    author = commit.child("author")
    login = normalise.login_of(author, "user") if author else ""
    message = commit.text("message", normalise.MESSAGE_CAP)
    return landed.ClosingCommit(
        url=commit.url(),
        headline=sanitise.line(message.split("\n", 1)[0]),
        authors=landed.co_authors(message) | ({login.lower()} if login else set()),
        repository_id=commit.part("repository").node_id(),
    )


def _actor(event: Reader) -> landed.Actor:
    actor = event.child("actor")
    if actor is None:
        return landed.GHOST
    login = actor.line("login", normalise.LOGIN_CAP)
    return landed.Actor(login, is_app=actor.line("__typename") == "Bot")
