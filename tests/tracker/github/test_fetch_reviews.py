"""Reviews are found in windows and read by pull request, every one of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.tracker.github import nodes
from tests.tracker.github.scripted import github, partial
from tracker.github import fetch
from tracker.github.errors import (
    CursorStuckError,
)
from tracker.github.pages import Overflow, Person, Window
from tracker.records import Skipped, State

ME = Person("U_1", "rivka")
VIEWER = {"viewer": {"login": "rivka"}}
YEAR = Window(datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 12, 31, tzinfo=UTC))


def given(*pull_requests: object) -> nodes.Json:
    found = nodes.connection(*({"pullRequest": each} for each in pull_requests))
    collection = {"pullRequestReviewContributions": found}
    return VIEWER | nodes.of_user(contributionsCollection=collection)


def discovery(*ids: str) -> object:
    return given(*({"id": node_id} for node_id in ids))


def test_discovery_names_each_reviewed_pull_request_once() -> None:
    with github(discovery("PR_9", "PR_8", "PR_9")) as hub, hub.client() as client:
        found = fetch.reviewed_pull_requests(client, "U_1", window=YEAR, size=50)

    assert found.pull_request_ids == ("PR_9", "PR_8")
    assert hub.heard[0].variables["from"] == "2024-01-01T00:00:00Z"
    assert hub.heard[0].variables["to"] == "2024-12-31T00:00:00Z"


def test_a_window_gives_every_review_on_what_was_reviewed_in_it() -> None:
    first = nodes.reviewed(nodes.review(), nodes.review(id="PRR_2", state="DISMISSED"))
    second = nodes.reviewed(
        reviews=nodes.connection(nodes.review(id="PRR_3"), end="x", more=True), id="PR_8"
    )

    with github(given(first, second)) as hub, hub.client() as client:
        found = fetch.reviews_given(client, ME, window=YEAR, size=100)

    assert found.pull_request_ids == ("PR_9", "PR_8")
    assert [record.node_id for record in found.reviews.records] == ["PRR_1", "PRR_2", "PRR_3"]
    assert found.reviews.overflow == (Overflow("PR_8", "x"),)
    assert hub.heard[0].variables["login"] == "rivka"


def test_an_unreadable_part_of_a_window_costs_itself_alone() -> None:
    theirs = nodes.reviewed(nodes.review(id="PRR_2", author={"id": "U_2"}), id="PR_8")
    page = given(nodes.reviewed(nodes.review()), theirs, nodes.reviewed(id="PR_7", number=None))

    with github(page) as hub, hub.client() as client:
        found = fetch.reviews_given(client, ME, window=YEAR, size=100)

    assert [record.node_id for record in found.reviews.records] == ["PRR_1"]
    assert [skipped.node_id for skipped in found.reviews.skipped] == ["PRR_2"]


def test_every_review_on_every_pull_request_is_read() -> None:
    first = nodes.reviewed(nodes.review(), nodes.review(id="PRR_2", state="DISMISSED"))
    second = nodes.reviewed(nodes.review(id="PRR_3"), nodes.review(state="PENDING"), id="PR_8")

    with github({**VIEWER, "nodes": [first, second]}) as hub, hub.client() as client:
        found = fetch.reviews(client, ME, ["PR_9", "PR_8"])

    assert [record.node_id for record in found.records] == ["PRR_1", "PRR_2", "PRR_3"]
    assert found.records[1].state is State.DISMISSED
    assert (found.skipped, found.overflow) == ((), ())


def test_reviews_that_did_not_fit_are_walked_to_their_end() -> None:
    full = nodes.connection(nodes.review(), end="more", more=True)
    rest = nodes.connection(nodes.review(id="PRR_2"))

    with (
        github(
            {**VIEWER, "nodes": [nodes.reviewed(reviews=full)]},
            {**VIEWER, "nodes": [nodes.reviewed(reviews=rest)]},
        ) as hub,
        hub.client() as client,
    ):
        first = fetch.reviews(client, ME, ["PR_9"])
        second = fetch.more_reviews(client, ME, first.overflow[0])

    assert first.overflow == (Overflow("PR_9", "more"),)
    assert hub.heard[1].variables["after"] == "more"
    assert [record.node_id for record in second.records] == ["PRR_2"]
    assert second.overflow == ()


def test_reviews_that_never_end_are_an_error_and_not_a_loop() -> None:
    full = nodes.connection(nodes.review(), end="more", more=True)

    page = {**VIEWER, "nodes": [nodes.reviewed(reviews=full)]}
    with github(page) as hub, hub.client() as client, pytest.raises(CursorStuckError):
        fetch.more_reviews(client, ME, Overflow("PR_9", "more"))


def test_the_reviews_of_whoever_took_over_the_login_are_left_alone() -> None:
    theirs = nodes.review(id="PRR_2", author={"id": "U_2"})

    page = {**VIEWER, "nodes": [nodes.reviewed(nodes.review(), theirs)]}
    with github(page) as hub, hub.client() as client:
        found = fetch.reviews(client, ME, ["PR_9"])

    assert [record.node_id for record in found.records] == ["PRR_1"]
    assert [skipped.node_id for skipped in found.skipped] == ["PRR_2"]


def test_a_pull_request_that_is_gone_is_skipped_by_its_id() -> None:
    reply = partial(
        {**VIEWER, "nodes": [None, nodes.reviewed(nodes.review())]}, "NOT_FOUND", "nodes", 0
    )

    with github(reply) as hub, hub.client() as client:
        found = fetch.reviews(client, ME, ["PR_8", "PR_9"])

    assert found.skipped == (Skipped("PR_8", "not_found"),)
    assert len(found.records) == 1
