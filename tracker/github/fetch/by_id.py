"""Contributions by their node ids: whether they are still there, and all of some of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tracker.github import normalise
from tracker.github.answer import Answer, Unreadable
from tracker.github.batches import RecordBatch, Sighting, SightingBatch
from tracker.github.client import GitHubClient
from tracker.github.fetch.walk import Node, nodes_by_id, read_nodes
from tracker.github.reading import Reader
from tracker.records import ContributionRecord, State

_STATES = ("prState", "issueState", "reviewState")


def sightings(client: GitHubClient, node_ids: Sequence[str]) -> SightingBatch:
    """How at most 100 contributions stand and where they are, and which are not there."""
    answer = client.query("91_reconcile", {"ids": list(node_ids)})
    nodes = nodes_by_id(answer, node_ids)
    harvest = read_nodes(nodes, answer, _sighting)
    missing = frozenset(node.asked_id for node in nodes if _is_missing(node, answer))
    return SightingBatch(dict(harvest.items), missing, answer)


def pull_requests_by_id(client: GitHubClient, node_ids: Sequence[str]) -> RecordBatch:
    """At most 100 pull requests as their list would tell them."""
    return _records(client, "13_pull_requests_by_id", node_ids, normalise.pull_request)


def issues_by_id(client: GitHubClient, node_ids: Sequence[str]) -> RecordBatch:
    """At most 100 issues as their list would tell them."""
    return _records(client, "21_issues_by_id", node_ids, normalise.issue)


def _records(
    client: GitHubClient,
    document: str,
    node_ids: Sequence[str],
    read: Callable[[object], ContributionRecord],
) -> RecordBatch:
    answer = client.query(document, {"ids": list(node_ids)})
    harvest = read_nodes(nodes_by_id(answer, node_ids), answer, lambda node: read(node.value))
    return RecordBatch(harvest.items, harvest.skipped, answer)


def _sighting(node: Node) -> tuple[str, Sighting]:
    reader = Reader(node.value, "contribution")
    discussion = reader.child("discussion")
    place = (discussion or reader).part("repository")
    return node.asked_id, Sighting(
        state=_state(reader),
        updated_at=reader.instant_or_none("updatedAt"),
        repository=normalise.repository_ref(place),
    )


def _state(reader: Reader) -> State | None:
    written = "".join(reader.line(name, normalise.WORD_CAP) for name in _STATES)
    return normalise.known_state(written)


def _is_missing(node: Node, answer: Answer) -> bool:
    """Whether GitHub says of this very node that there is none; anything else proves nothing."""
    if node.value is not None:
        return False
    said = [part for part in answer.unreadable if part.path[: len(node.path)] == node.path]
    is_outright = all(part.path == node.path for part in said)
    return bool(said) and is_outright and {part.reason for part in said} == {Unreadable.NOT_FOUND}
