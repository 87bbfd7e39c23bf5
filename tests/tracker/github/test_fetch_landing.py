"""Landing evidence is read from timelines and from the user's own commits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.tracker.github import nodes
from tests.tracker.github.scripted import github, partial
from tracker.github import fetch
from tracker.github.errors import ShrinkError
from tracker.github.pages import Window
from tracker.records import Landing, LandingEvidence

YEAR = Window(datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 12, 31, tzinfo=UTC))


def history(*commits: object) -> object:
    branch = {"target": {"history": nodes.connection(*commits)}}
    return {"node": {"nameWithOwner": "acme/rocket", "defaultBranchRef": branch}}


def commit(message: str, day: int = 1, pull_requests: list[object] | None = None) -> object:
    return {
        "url": f"https://github.com/acme/rocket/commit/{day}",
        "message": message,
        "committedDate": f"2024-05-{day:02}T12:00:00Z",
        "associatedPullRequests": {"nodes": pull_requests or []},
    }


def closed(*events: object, **changes: object) -> object:
    return {
        "id": "PR_1",
        "number": 158036,
        "title": "Fix the docstring",
        "url": "https://github.com/pytorch/pytorch/pull/158036",
        "state": "CLOSED",
        "mergedAt": None,
        "mergedBy": None,
        "author": {"login": "rivka"},
        "repository": {"id": "R_1"},
        "timelineItems": {"nodes": list(events)},
    } | changes


def closed_by(login: str, closer: object = None, kind: str = "User") -> object:
    return {
        "__typename": "ClosedEvent",
        "createdAt": "2025-07-18T09:30:00Z",
        "url": "https://github.com/pytorch/pytorch/pull/158036#event-1",
        "actor": {"__typename": kind, "login": login},
        "closer": closer,
    }


def labelled_by(login: str) -> object:
    return {
        "__typename": "LabeledEvent",
        "createdAt": "2025-07-18T09:30:05Z",
        "actor": {"__typename": "User", "login": login},
        "label": {"name": "Merged"},
    }


def test_pytorchs_way_of_merging_is_read_from_the_timeline() -> None:
    closer = {
        "url": "https://github.com/pytorch/pytorch/commit/abc",
        "message": "Fix the docstring (#158036)\n\nPull Request resolved: #158036",
        "committedDate": "2025-07-18T09:29:58Z",
        "author": {"user": {"login": "rivka"}},
        "repository": {"id": "R_1"},
    }
    node = closed(closed_by("pytorchmergebot", closer), labelled_by("pytorchmergebot"))

    with github({"nodes": [node]}) as hub, hub.client() as client:
        found = fetch.landing_evidence(client, ["PR_1"])

    assert found.by_id["PR_1"] == LandingEvidence(
        Landing.BOT_LABEL,
        datetime(2025, 7, 18, 9, 30, tzinfo=UTC),
        "pytorchmergebot",
        "Merged",
        "https://github.com/pytorch/pytorch/commit/abc",
    )


@pytest.mark.parametrize(
    "node",
    [
        closed(closed_by("rivka"), labelled_by("maintainer")),
        closed(closed_by("rivka", closer={})),
        closed(),
        closed(state="OPEN"),
        closed({"__typename": "ClosedEvent", "createdAt": "2025-07-18T09:30:00Z"}),
    ],
)
def test_without_evidence_closed_stays_closed(node: object) -> None:
    with github({"nodes": [node]}) as hub, hub.client() as client:
        assert fetch.landing_evidence(client, ["PR_1"]).by_id == {"PR_1": LandingEvidence()}


def test_one_that_was_merged_meanwhile_has_githubs_own_word() -> None:
    node = closed(state="MERGED", mergedAt="2025-07-18T09:30:00Z", mergedBy={"login": "hubot"})

    with github({"nodes": [node]}) as hub, hub.client() as client:
        found = fetch.landing_evidence(client, ["PR_1"])

    assert found.by_id["PR_1"].how is Landing.MERGED


def test_the_first_commit_that_cites_a_pull_request_is_its_evidence() -> None:
    page = history(commit("Fix the fix (#12)", day=9), commit("Fix the fuse (#12)", day=2))

    with github(page) as hub, hub.client() as client:
        found = fetch.cited_commits(client, "U_1", "R_1", window=YEAR)

    assert found.by_number == {
        12: LandingEvidence(
            Landing.COMMIT,
            datetime(2024, 5, 2, 12, tzinfo=UTC),
            detail="Fix the fuse (#12)",
            url="https://github.com/acme/rocket/commit/2",
        )
    }


def test_a_commit_that_a_merged_pull_request_brought_speaks_for_that_one_alone() -> None:
    page = history(commit("A better fuse\n\nCloses #12", pull_requests=[{"state": "MERGED"}]))

    with github(page) as hub, hub.client() as client:
        assert fetch.cited_commits(client, "U_1", "R_1", window=YEAR).by_number == {}


def test_an_empty_repository_has_no_commits() -> None:
    page = {"node": {"nameWithOwner": "acme/rocket", "defaultBranchRef": None}}

    with github(page) as hub, hub.client() as client:
        found = fetch.cited_commits(client, "U_1", "R_1", window=YEAR)

    assert (found.by_number, found.has_more, found.total) == ({}, False, 0)


def test_history_that_github_cannot_put_together_is_too_heavy_and_no_outage() -> None:
    data = {"node": {"nameWithOwner": "acme/rocket", "defaultBranchRef": {"target": None}}}
    broken = partial(data, "INTERNAL", "node", "defaultBranchRef", "target", "history")

    with github(broken) as hub, hub.client() as client, pytest.raises(ShrinkError):
        fetch.cited_commits(client, "U_1", "R_1", window=YEAR)
