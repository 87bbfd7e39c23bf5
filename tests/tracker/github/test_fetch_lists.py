"""A page of pull requests or issues: what is kept, skipped, refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.tracker.github import nodes
from tests.tracker.github.scripted import github, partial
from tracker.github import fetch
from tracker.github.errors import (
    CursorStuckError,
    ForbiddenError,
    GitHubError,
    MissingScopeError,
    NotFoundError,
    QueryError,
    ShrinkError,
    UnavailableError,
)
from tracker.github.pages import Order, Window
from tracker.records import Form, Skipped

YEAR = Window(datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 12, 31, tzinfo=UTC))


def test_a_page_of_pull_requests_is_asked_from_the_newest_on() -> None:
    page = nodes.connection(nodes.pull_request(), end="next", more=True)

    with github(nodes.of_user(pullRequests=page)) as hub, hub.client() as client:
        found = fetch.pull_requests(client, "U_1", size=50)

    assert [record.node_id for record in found.records] == ["PR_1"]
    assert (found.cursor, found.has_more, found.total) == ("next", True, 1)
    assert hub.heard[0].variables == {
        "userId": "U_1",
        "first": 50,
        "after": None,
        "orderBy": {"field": "CREATED_AT", "direction": "DESC"},
    }


def test_changed_pull_requests_are_asked_by_their_last_change() -> None:
    page = nodes.of_user(pullRequests=nodes.connection())

    with github(page) as hub, hub.client() as client:
        fetch.pull_requests(client, "U_1", size=10, cursor="here", order=Order.LAST_CHANGED_FIRST)

    assert hub.heard[0].variables["after"] == "here"
    assert hub.heard[0].variables["orderBy"] == {"field": "UPDATED_AT", "direction": "DESC"}


def test_changed_issues_are_filtered_by_github() -> None:
    page = nodes.of_user(issues=nodes.connection(nodes.issue()))

    with github(page) as hub, hub.client() as client:
        found = fetch.changed_issues(client, "U_1", since=YEAR.start, size=10)

    assert found.records[0].form is Form.ISSUE
    assert hub.heard[0].variables["filterBy"] == {"since": "2024-01-01T00:00:00Z"}
    assert hub.heard[0].variables["orderBy"] == {"field": "UPDATED_AT", "direction": "ASC"}


def test_the_last_page_may_have_no_cursor() -> None:
    page = nodes.of_user(issues=nodes.connection(end=None))

    with github(page) as hub, hub.client() as client:
        found = fetch.issues(client, "U_1", size=10, cursor="here")

    assert (found.cursor, found.has_more) == ("", False)


@pytest.mark.parametrize("end", [None, "", "here", "x" * 501, "nul\x00"])
def test_a_cursor_that_leads_nowhere_is_an_error_and_not_a_loop(end: str | None) -> None:
    page = nodes.of_user(issues=nodes.connection(nodes.issue(), end=end, more=True))

    with github(page) as hub, hub.client() as client, pytest.raises(CursorStuckError):
        fetch.issues(client, "U_1", size=10, cursor="here")


def test_a_poisoned_item_is_skipped_and_its_page_goes_on() -> None:
    poisoned = nodes.pull_request(id="PR_2", createdAt="the day before yesterday")
    page = nodes.connection(nodes.pull_request(), poisoned, 7, nodes.pull_request(id="PR_3"))

    with github(nodes.of_user(pullRequests=page)) as hub, hub.client() as client:
        found = fetch.pull_requests(client, "U_1", size=50)

    assert [record.node_id for record in found.records] == ["PR_1", "PR_3"]
    assert [skipped.node_id for skipped in found.skipped] == ["PR_2", ""]
    assert found.skipped[0].reason == (
        "malformed: pull request.createdAt is missing or not what it should be"
    )


@pytest.mark.parametrize(
    ("kind", "extensions", "reason"),
    [
        ("FORBIDDEN", {"saml_failure": True}, "saml"),
        ("FORBIDDEN", {}, "forbidden"),
        ("NOT_FOUND", {}, "not_found"),
        ("INTERNAL", {}, "broken"),
    ],
)
def test_an_item_that_github_hides_is_skipped_with_the_reason(
    kind: str, extensions: dict[str, object], reason: str
) -> None:
    data = nodes.of_user(pullRequests=nodes.connection(None, nodes.pull_request()))
    reply = partial(data, kind, "node", "pullRequests", "nodes", 0, "repository", **extensions)

    with github(reply) as hub, hub.client() as client:
        found = fetch.pull_requests(client, "U_1", size=50)

    assert found.skipped == (Skipped("", reason),)
    assert len(found.records) == 1


def test_an_item_with_a_part_that_broke_is_skipped_rather_than_kept_by_half() -> None:
    data = nodes.of_user(pullRequests=nodes.connection(nodes.pull_request(labels=None)))
    reply = partial(data, "INTERNAL", "node", "pullRequests", "nodes", 0, "labels")

    with github(reply) as hub, hub.client() as client:
        found = fetch.pull_requests(client, "U_1", size=50)

    assert found.skipped == (Skipped("PR_1", "broken"),)


def test_one_empty_item_without_a_reason_is_a_gap() -> None:
    page = nodes.of_user(pullRequests=nodes.connection(None, nodes.pull_request()))

    with github(page) as hub, hub.client() as client:
        found = fetch.pull_requests(client, "U_1", size=50)

    assert found.skipped == (Skipped("", "unexplained"),)


def test_a_whole_page_of_empty_items_is_asked_again_smaller() -> None:
    page = nodes.of_user(pullRequests=nodes.connection(None, None, None))

    with github(page) as hub, hub.client() as client, pytest.raises(ShrinkError):
        fetch.pull_requests(client, "U_1", size=50)


@pytest.mark.parametrize(
    ("data", "kind", "path", "error"),
    [
        ({"node": None}, "NOT_FOUND", ["node"], NotFoundError),
        ({"node": None}, "FORBIDDEN", ["node"], ForbiddenError),
        ({"node": {"issues": None}}, "FORBIDDEN", ["node", "issues"], ForbiddenError),
        ({"node": {"issues": None}}, "INTERNAL", ["node", "issues"], UnavailableError),
        ({"node": None}, "INSUFFICIENT_SCOPES", ["node", "issues"], MissingScopeError),
    ],
)
def test_a_list_that_github_refuses_as_a_whole_says_what_helps(
    data: object, kind: str, path: list[str], error: type[GitHubError]
) -> None:
    reply = partial(data, kind, *path)
    with github(reply) as hub, hub.client() as client, pytest.raises(error) as refused:
        fetch.issues(client, "U_1", size=10)

    assert type(refused.value) is error


@pytest.mark.parametrize(
    "data",
    [
        {},
        {"node": {}},
        {"node": []},
        {"node": {"issues": []}},
        {"node": {"issues": {"nodes": []}}},
        {"node": {"issues": {"nodes": {}, "pageInfo": {}}}},
        {"node": {"issues": {"nodes": [], "pageInfo": {"endCursor": 5}}}},
    ],
)
def test_an_answer_of_another_shape_is_our_fault(data: object) -> None:
    with github(data) as hub, hub.client() as client, pytest.raises((QueryError, NotFoundError)):
        fetch.issues(client, "U_1", size=10)
