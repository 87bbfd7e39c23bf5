"""Whose log it is, and what moved in it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.tracker.github import nodes
from tests.tracker.github.scripted import github, partial
from tracker.github import fetch
from tracker.github.errors import QueryError
from tracker.github.pages import Window
from tracker.records import Form

YEAR = Window(datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 12, 31, tzinfo=UTC))


def test_the_viewer_is_known_by_number_and_years() -> None:
    user = {
        "id": "U_1",
        "databaseId": 42,
        "login": "rivka",
        "name": None,
        "createdAt": "2015-01-01T00:00:00Z",
        "contributionsCollection": {"contributionYears": [2024, 2023]},
    }

    with github({"viewer": user}) as hub, hub.client() as client:
        found = fetch.viewer(client)

    assert (found.node_id, found.github_id, found.login, found.name) == ("U_1", 42, "rivka", "")
    assert found.years == (2024, 2023)


def test_the_probe_tells_the_head_of_each_list() -> None:
    user = {
        "login": "rivka",
        "pullRequests": {"nodes": [{"updatedAt": "2024-03-01T12:00:00Z"}]},
        "issues": {"nodes": []},
        "contributionsCollection": {"totalPullRequestReviewContributions": 3},
    }

    with github({"viewer": {"id": "U_1"}, "node": user}) as hub, hub.client() as client:
        found = fetch.probe(client, "U_1", YEAR.start)

    assert (found.viewer_id, found.login, found.counts.reviewed) == ("U_1", "rivka", 3)
    assert found.heads == {
        Form.PULL_REQUEST: datetime(2024, 3, 1, 12, tzinfo=UTC),
        Form.ISSUE: None,
    }


def test_a_count_that_github_did_not_give_is_unknown_and_not_zero() -> None:
    user: nodes.Json = {
        "login": "rivka",
        "pullRequests": {"nodes": []},
        "issues": {"nodes": []},
        "contributionsCollection": None,
    }
    reply = partial(
        {"viewer": {"id": "U_1"}, "node": user}, "INTERNAL", "node", "contributionsCollection"
    )

    with github(reply) as hub, hub.client() as client:
        found = fetch.probe(client, "U_1", YEAR.start)

    assert found.counts.reviewed is None


def test_a_head_that_github_does_not_show_is_no_empty_list() -> None:
    user: nodes.Json = {
        "login": "rivka",
        "pullRequests": {"nodes": [None]},
        "issues": None,
        "contributionsCollection": {"totalPullRequestReviewContributions": 0},
    }

    with github({"viewer": {"id": "U_1"}, "node": user}) as hub, hub.client() as client:
        found = fetch.probe(client, "U_1", YEAR.start)

    assert found.heads == {}


def test_a_viewer_without_a_number_is_nobody_we_could_know_again() -> None:
    user: nodes.Json = {
        "id": "U_1",
        "databaseId": None,
        "contributionsCollection": {"contributionYears": []},
    }

    with github({"viewer": user}) as hub, hub.client() as client, pytest.raises(QueryError):
        fetch.viewer(client)
