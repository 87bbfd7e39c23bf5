"""What is read by id: details of pull requests, facts of repositories."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.tracker.github import nodes
from tests.tracker.github.scripted import github, partial
from tracker.github import fetch
from tracker.github.batches import PullRequestDetails
from tracker.github.client import GitHubClient
from tracker.github.errors import (
    QueryError,
)
from tracker.github.pages import Person
from tracker.records import Skipped

ME = Person("U_1", "rivka")


def test_details_give_paths_and_closing_issues() -> None:
    node = {
        "id": "PR_1",
        "files": {"nodes": [{"path": "docs/fuse.md"}, None]},
        "closingIssuesReferences": {"nodes": [nodes.issue()]},
    }

    with github({"nodes": [node]}) as hub, hub.client() as client:
        found = fetch.details(client, ["PR_1"])

    issue = {
        "node_id": "I_1",
        "number": 6,
        "title": "Fuse fizzles",
        "url": "https://github.com/acme/rocket/issues/6",
        "repository": "acme/rocket",
        "labels": ["bug"],
    }
    assert found.by_id == {"PR_1": PullRequestDetails(("docs/fuse.md",), (issue,))}


@pytest.mark.parametrize("is_private", [True, None])
def test_private_issue_that_a_public_pull_request_closes_is_not_named(
    *, is_private: bool | None
) -> None:
    elsewhere = nodes.repository(id="R_9", nameWithOwner="acme/secret", isPrivate=is_private)
    at_home = nodes.repository(isPrivate=is_private)
    closes = [nodes.issue(repository=elsewhere), nodes.issue(id="I_2", repository=at_home)]
    node = {
        "id": "PR_1",
        "repository": at_home,
        "files": None,
        "closingIssuesReferences": {"nodes": closes},
    }

    with github({"nodes": [node]}) as hub, hub.client() as client:
        found = fetch.details(client, ["PR_1"]).by_id["PR_1"]

    assert [issue["node_id"] for issue in found.closing_issues] == ["I_2"]


def test_details_of_a_pull_request_without_files_are_empty() -> None:
    node = {"id": "PR_1", "files": None, "closingIssuesReferences": None}

    with github({"nodes": [node]}) as hub, hub.client() as client:
        assert fetch.details(client, ["PR_1"]).by_id == {"PR_1": PullRequestDetails((), ())}


def test_repositories_are_read_and_the_hidden_ones_named() -> None:
    reply = partial({"nodes": [nodes.repository(), None]}, "NOT_FOUND", "nodes", 1)

    with github(reply) as hub, hub.client() as client:
        found = fetch.repositories(client, ["R_1", "R_2"])

    assert [facts.ref.full_name for facts in found.repositories] == ["acme/rocket"]
    assert found.skipped == (Skipped("R_2", "not_found"),)


@pytest.mark.parametrize(
    "ask",
    [
        lambda client: fetch.details(client, ["PR_1"]),
        lambda client: fetch.repositories(client, ["R_1"]),
        lambda client: fetch.reviews(client, ME, ["PR_1"]),
        lambda client: fetch.landing_evidence(client, ["PR_1"]),
    ],
)
@pytest.mark.parametrize("answered", [[], [None, None], None, {}])
def test_an_answer_about_other_ids_than_asked_is_refused(
    ask: Callable[[GitHubClient], object], answered: object
) -> None:
    with github({"nodes": answered}) as hub, hub.client() as client, pytest.raises(QueryError):
        ask(client)
