"""What is read by id: details of pull requests, deeds in threads, facts of repositories."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.github import comments, normalise
from tracker.github.batches import DetailsBatch, PullRequestDetails, RepositoryBatch, TriageBatch
from tracker.github.client import GitHubClient
from tracker.github.fetch.walk import Node, nodes_by_id, read_nodes
from tracker.github.reading import Reader

PATH_CAP = 1024


def details(client: GitHubClient, pull_request_ids: Sequence[str]) -> DetailsBatch:
    """Paths and closing issues of at most 25 pull requests; the diffs are GitHub's hard work."""
    answer = client.query("11_pull_request_details", {"ids": list(pull_request_ids)})
    harvest = read_nodes(nodes_by_id(answer, pull_request_ids), answer, _details)
    return DetailsBatch(dict(harvest.items), harvest.skipped, answer)


def triage(client: GitHubClient, user_id: str, thread_ids: Sequence[str]) -> TriageBatch:
    """What the user did in at most 100 threads, of the last 50 labels and closings in each."""
    answer = client.query("41_triage", {"ids": list(thread_ids)})
    nodes = nodes_by_id(answer, thread_ids)
    harvest = read_nodes(
        nodes, answer, lambda node: (node.asked_id, comments.acts(node.value, user_id))
    )
    return TriageBatch(dict(harvest.items), harvest.skipped, answer)


def repositories(client: GitHubClient, repository_ids: Sequence[str]) -> RepositoryBatch:
    """Facts of at most 100 repositories."""
    answer = client.query("90_repositories", {"ids": list(repository_ids)})
    nodes = nodes_by_id(answer, repository_ids)
    harvest = read_nodes(nodes, answer, lambda node: normalise.repository(node.value))
    return RepositoryBatch(harvest.items, harvest.skipped, answer)


def _may_be_named(issue: Reader, pull_request: Reader) -> bool:
    """Whether it is public, or as private as the pull request, which others may see one day."""
    home, here = issue.child("repository"), pull_request.child("repository")
    if home is None:
        return False
    return home.says_no("isPrivate") or (here is not None and home.node_id() == here.node_id())


def _details(node: Node) -> tuple[str, PullRequestDetails]:
    reader = Reader(node.value, "pull request")
    issues = [i for i in reader.nodes("closingIssuesReferences") if _may_be_named(i, reader)]
    found = PullRequestDetails(
        paths=tuple(file.line("path", PATH_CAP) for file in reader.nodes("files")),
        closing_issues=tuple(normalise.closing_issue(issue) for issue in issues),
    )
    return node.asked_id, found
