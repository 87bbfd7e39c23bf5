"""What is asked by id: whether things are there, and whose move it is on open pull requests."""

from __future__ import annotations

import pytest

from tests.tracker.github.scripted import Scripted, github, partial
from tracker.github import fetch
from tracker.github.batches import SightingBatch
from tracker.records import Move, NextMove, State

PLACE = {"id": "R_1", "nameWithOwner": "acme/engine", "isPrivate": False}
WHEN = "2026-03-14T09:26:53Z"
LATER = "2026-03-15T09:26:53Z"


def seen(*nodes: object) -> SightingBatch:
    with github({"nodes": list(nodes)}) as hub, hub.client() as client:
        return fetch.sightings(client, [f"X_{number}" for number in range(len(nodes))])


# --- Sightings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("node", "state"),
    [
        ({"prState": "MERGED", "updatedAt": WHEN, "repository": PLACE}, State.MERGED),
        ({"issueState": "OPEN", "updatedAt": WHEN, "repository": PLACE}, State.OPEN),
        ({"reviewState": "DISMISSED", "updatedAt": WHEN, "repository": PLACE}, State.DISMISSED),
        ({"reviewState": "NEW_IN_2030", "updatedAt": WHEN, "repository": PLACE}, None),
        ({"updatedAt": WHEN, "discussion": {"repository": PLACE}}, None),
        ({"repository": PLACE}, None),
    ],
)
def test_each_form_tells_its_state_and_place(node: dict[str, object], state: State | None) -> None:
    (sighting,) = seen(node).by_id.values()

    assert (sighting.state, sighting.repository.full_name) == (state, "acme/engine")


@pytest.mark.parametrize(
    "node", [{}, {"id": "X_0", "repository": None}, {"repository": PLACE, "updatedAt": "soon"}]
)
def test_what_cannot_be_understood_is_neither_seen_nor_missing(node: dict[str, object]) -> None:
    told = seen(node)

    assert (dict(told.by_id), told.missing) == ({}, frozenset())


def test_missing_is_what_github_says_there_is_not() -> None:
    data = {"nodes": [None, {"repository": PLACE}]}
    with github(partial(data, "NOT_FOUND", "nodes", 0)) as hub, hub.client() as client:
        told = fetch.sightings(client, ["X_0", "X_1"])

    assert told.missing == {"X_0"}
    assert set(told.by_id) == {"X_1"}


def test_one_more_reason_makes_it_no_miss() -> None:
    errors = [
        {"type": kind, "path": ["nodes", 0], "message": kind} for kind in ("NOT_FOUND", "FORBIDDEN")
    ]
    reply = Scripted({"data": {"nodes": [None]}, "errors": errors})
    with github(reply) as hub, hub.client() as client:
        assert fetch.sightings(client, ["X_0"]).missing == frozenset()


# --- Whose move ----------------------------------------------------------------------------------


def pull_request(*events: dict[str, object], **fields: object) -> dict[str, object]:
    return {
        "id": "PR_1",
        "state": "OPEN",
        "isDraft": False,
        "createdAt": WHEN,
        "mergeable": "UNKNOWN",
        "reviewDecision": None,
        "author": {"login": "ada"},
        "timelineItems": {"nodes": list(events)},
    } | fields


def said(login: str | None, kind: str = "User") -> dict[str, object]:
    author = {"__typename": kind, "login": login} if login else None
    return {"__typename": "IssueComment", "createdAt": LATER, "author": author}


def reviewed(state: str, login: str = "grace") -> dict[str, object]:
    author = {"__typename": "User", "login": login}
    when = None if state == "PENDING" else LATER
    return {
        "__typename": "PullRequestReview",
        "reviewState": state,
        "submittedAt": when,
        "author": author,
    }


def pushed() -> dict[str, object]:
    return {"__typename": "PullRequestCommit", "commit": {"committedDate": LATER}}


def happened(kind: str) -> dict[str, object]:
    return {"__typename": kind, "createdAt": LATER}


def move(node: object) -> Move | None:
    with github({"nodes": [node]}) as hub, hub.client() as client:
        return fetch.next_moves(client, ["PR_1"]).by_id.get("PR_1")


@pytest.mark.parametrize(
    ("events", "why"),
    [
        ((said("grace"),), "a comment to answer"),
        ((said(None),), "a comment to answer"),
        ((said("ada"),), "no review yet"),
        ((said("codecov", "Bot"),), "no review yet"),
        ((reviewed("CHANGES_REQUESTED"),), "changes requested"),
        ((reviewed("APPROVED"),), "approved, waiting for a merge"),
        ((reviewed("COMMENTED", "ada"),), "no review yet"),
        ((reviewed("PENDING"),), "no review yet"),
        ((pushed(), happened("HeadRefForcePushedEvent")), "no review yet"),
        ((happened("ReadyForReviewEvent"), happened("ReviewRequestedEvent")), "no review yet"),
    ],
)
def test_events_are_told_apart(events: tuple[dict[str, object], ...], why: str) -> None:
    found = move(pull_request(*events))

    assert found is not None
    assert found.why == why


def test_what_is_no_longer_open_is_nobodys_move() -> None:
    assert move(pull_request(said("grace"), state="MERGED")) == Move(NextMove.NOBODY)


def test_one_that_makes_no_sense_is_left_out() -> None:
    assert move(pull_request(createdAt=None)) is None
