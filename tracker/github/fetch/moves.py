"""Open pull requests: whose move it is on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tracker.github import normalise
from tracker.github.batches import MoveBatch
from tracker.github.client import GitHubClient
from tracker.github.fetch.walk import Node, nodes_by_id, read_nodes
from tracker.github.reading import Reader
from tracker.github.whose_move import Act, OpenPullRequest, whose_move
from tracker.records import Move

_TIMES = {"PullRequestReview": "submittedAt"}  # elsewhere it is createdAt


def next_moves(client: GitHubClient, pull_request_ids: Sequence[str]) -> MoveBatch:
    """Whose move it is on at most 50 open pull requests."""
    answer = client.query("14_next_moves", {"ids": list(pull_request_ids)})
    harvest = read_nodes(nodes_by_id(answer, pull_request_ids), answer, _move)
    return MoveBatch(dict(harvest.items), harvest.skipped, answer)


def _move(node: Node) -> tuple[str, Move]:
    reader = Reader(node.value, "pull request")
    if reader.line("state", normalise.WORD_CAP) != "OPEN":
        return node.asked_id, Move()
    return node.asked_id, whose_move(
        OpenPullRequest(
            opened_at=reader.instant("createdAt"),
            is_draft=reader.flag("isDraft"),
            has_conflicts=reader.line("mergeable", normalise.WORD_CAP) == "CONFLICTING",
            is_approved=reader.line("reviewDecision", normalise.WORD_CAP) == "APPROVED",
            acts=tuple(_acts(reader, normalise.login_of(reader, "author"))),
        )
    )


def _acts(pull_request: Reader, author: str) -> Iterator[Act]:
    for item in pull_request.nodes("timelineItems"):
        actor = item.child("author")
        is_by_bot = actor is not None and actor.line("__typename") == "Bot"
        if not is_by_bot and item.line("reviewState") != "PENDING":
            yield _act(item, author)


def _act(item: Reader, author: str) -> Act:
    """What has an author may be anybody's; the other events are taken for the author's own."""
    kind = item.line("__typename")
    commit = item.child("commit")
    if commit is not None:
        return Act(commit.instant("committedDate"), author, is_by_author=True)
    has_speaker = kind in {"PullRequestReview", "IssueComment"}
    by = normalise.login_of(item, "author") if has_speaker else author
    return Act(
        at=item.instant(_TIMES.get(kind, "createdAt")),
        by=by,
        is_by_author=by == author,
        verdict=normalise.known_state(item.line("reviewState", normalise.WORD_CAP)),
    )
