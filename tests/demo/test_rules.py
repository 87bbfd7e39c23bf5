"""The GraphQL API refuses what GitHub refuses, in GitHub's words, and bills as GitHub bills."""

from typing import Any

import pytest

from tests.demo.visitor import Visitor

PULLS = """query Pulls($id: ID!, $first: Int, $last: Int, $after: String, $before: String,
    $order: IssueOrder = {field: CREATED_AT, direction: DESC}) {
  node(id: $id) { ... on User { pullRequests(first: $first, last: $last, after: $after,
    before: $before, orderBy: $order) {
      totalCount pageInfo { hasNextPage endCursor } nodes { id title createdAt } } } } }"""
REVIEWED = """query($id: ID!, $from: DateTime, $to: DateTime) { node(id: $id) { ... on User {
  contributionsCollection(from: $from, to: $to) {
    pullRequestReviewContributions(first: 100) {
      totalCount nodes { occurredAt pullRequestReview { id } pullRequest { id } } } } } } }"""
ME = "{ viewer { id } }"


def me(demo: Visitor, token: str) -> str:
    identifier: str = demo.ask(token, ME)["data"]["viewer"]["id"]
    return identifier


def pulls(demo: Visitor, token: str, **variables: Any) -> dict[str, Any]:
    answer = demo.ask(token, PULLS, id=me(demo, token), **variables)
    assert "errors" not in answer, answer
    page: dict[str, Any] = answer["data"]["node"]["pullRequests"]
    return page


def error(answer: dict[str, Any]) -> dict[str, Any]:
    assert len(answer["errors"]) == 1
    found: dict[str, Any] = answer["errors"][0]
    return found


def test_a_worthless_token_gets_401(demo: Visitor) -> None:
    token = demo.token("inesokafor")
    demo.control("POST", "tokens/revoke", token=token)

    answer = demo.post(token, ME)

    assert (answer.status_code, answer.json()["message"]) == (401, "Bad credentials")


def test_a_connection_without_first_or_last_is_refused(demo: Visitor) -> None:
    token = demo.token("inesokafor")

    refusal = error(demo.ask(token, PULLS, id=me(demo, token)))

    assert refusal["type"] == "MISSING_PAGINATION_BOUNDARIES"
    assert refusal["path"] == ["node", "pullRequests"]


def test_a_bare_count_needs_no_first(demo: Visitor) -> None:
    answer = demo.ask(demo.token("inesokafor"), "{ viewer { pullRequests { totalCount } } }")

    assert answer["data"]["viewer"]["pullRequests"]["totalCount"] == 34


def test_more_than_100_rows_are_refused(demo: Visitor) -> None:
    token = demo.token("inesokafor")

    refusal = error(demo.ask(token, PULLS, id=me(demo, token), first=101))

    assert refusal["type"] == "EXCESSIVE_PAGINATION"


def test_a_foreign_cursor_is_refused(demo: Visitor) -> None:
    token = demo.token("inesokafor")

    refusal = error(demo.ask(token, PULLS, id=me(demo, token), first=5, after="abc"))

    assert refusal["type"] == "INVALID_CURSOR_ARGUMENTS"


def test_an_unknown_field_is_refused_in_githubs_shape(demo: Visitor) -> None:
    refusal = error(demo.ask(demo.token("inesokafor"), "query Q { viewer { shoeSize } }"))

    assert refusal["message"] == "Field 'shoeSize' doesn't exist on type 'User'"
    assert refusal["extensions"] == {
        "code": "undefinedField",
        "typeName": "User",
        "fieldName": "shoeSize",
    }


def test_unknown_ids_are_null_and_not_found_at_their_place(demo: Visitor) -> None:
    token = demo.token("inesokafor")
    known = pulls(demo, token, first=1)["nodes"][0]["id"]

    answer = demo.ask(
        token, "query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids=["PR_gone", known]
    )

    assert answer["data"]["nodes"] == [None, {"id": known}]
    assert error(answer)["type"] == "NOT_FOUND"
    assert error(answer)["path"] == ["nodes", 0]


def test_more_than_100_ids_are_refused(demo: Visitor) -> None:
    query = "query($ids: [ID!]!) { nodes(ids: $ids) { id } }"

    refusal = error(demo.ask(demo.token("inesokafor"), query, ids=["x"] * 101))

    assert refusal["type"] == "ARGUMENT_LIMIT"


def test_a_window_longer_than_a_year_is_refused(demo: Visitor) -> None:
    token = demo.token("inesokafor")
    window = {"from": "2024-01-01T00:00:00Z", "to": "2025-06-01T00:00:00Z"}

    refusal = error(demo.ask(token, REVIEWED, id=me(demo, token), **window))

    expected = "The total time spanned by 'from' and 'to' must not exceed 1 year"
    assert refusal["message"] == expected


def test_every_row_is_met_once_while_rows_are_added_and_deleted(demo: Visitor) -> None:
    token = demo.token("yaramendelin")
    before = [row["id"] for row in demo.items("yaramendelin")["pull_requests"]]
    first = pulls(demo, token, first=5)
    met = [row["id"] for row in first["nodes"]]

    demo.mutate("add", login="yaramendelin", repository="brindleframe/brindle")
    demo.mutate("delete", id=met[1])
    cursor = first["pageInfo"]["endCursor"]
    rest = pulls(demo, token, first=100, after=cursor)

    assert sorted(met + [row["id"] for row in rest["nodes"]]) == sorted(before)


def test_last_reads_the_same_order_from_its_end(demo: Visitor) -> None:
    token = demo.token("inesokafor")

    assert pulls(demo, token, last=3)["nodes"] == pulls(demo, token, first=100)["nodes"][-3:]


def test_an_edited_row_moves_to_the_head_of_updated_at(demo: Visitor) -> None:
    token = demo.token("inesokafor")
    oldest = pulls(demo, token, last=1)["nodes"][0]["id"]

    demo.mutate("edit", id=oldest, title="Another title")

    order = {"field": "UPDATED_AT", "direction": "DESC"}
    assert pulls(demo, token, first=1, order=order)["nodes"][0]["title"] == "Another title"


def test_only_the_latest_review_of_a_pull_request_is_a_contribution(demo: Visitor) -> None:
    token = demo.token("inesokafor")
    review = demo.items("inesokafor")["reviews"][-1]
    before = demo.ask(token, REVIEWED, id=me(demo, token))

    added = demo.mutate("review", login="inesokafor", id=review["thread_id"], state="APPROVED")

    def contributions(answer: dict[str, Any]) -> dict[str, str]:
        window = answer["data"]["node"]["contributionsCollection"]
        rows = window["pullRequestReviewContributions"]["nodes"]
        return {row["pullRequest"]["id"]: row["pullRequestReview"]["id"] for row in rows}

    after = contributions(demo.ask(token, REVIEWED, id=me(demo, token)))
    assert set(after) == set(contributions(before))
    assert after[review["thread_id"]] == added["id"]


def test_private_work_is_hidden_without_the_scope_repo(demo: Visitor) -> None:
    items = demo.items("henriksalov")["pull_requests"]
    public = [row for row in items if not row["is_private"]]

    assert len(public) < len(items)
    assert pulls(demo, demo.token("henriksalov"), first=1)["totalCount"] == len(public)
    assert pulls(demo, demo.token("henriksalov", "repo"), first=1)["totalCount"] == len(items)


def test_nobody_else_sees_private_work(demo: Visitor) -> None:
    private = next(row for row in demo.items("henriksalov")["pull_requests"] if row["is_private"])

    answer = demo.ask(
        demo.token("inesokafor", "repo"),
        "query($id: ID!) { node(id: $id) { id } }",
        id=private["id"],
    )

    assert error(answer)["type"] == "NOT_FOUND"
    assert demo.http.get(f"/{private['repository']}/pull/{private['number']}").status_code == 404


def test_the_points_are_billed_and_told(demo: Visitor) -> None:
    token = demo.token("inesokafor")

    answer = demo.post(token, "{ viewer { login } rateLimit { cost remaining used limit } }")

    told = {"cost": 1, "remaining": 4999, "used": 1, "limit": 5000}
    assert answer.json()["data"]["rateLimit"] == told
    assert answer.headers["x-ratelimit-remaining"] == "4999"
    assert answer.headers["x-ratelimit-resource"] == "graphql"
    assert {"date", "x-github-request-id", "x-ratelimit-reset"} <= set(answer.headers)


def test_a_spent_budget_is_refused_until_the_reset(demo: Visitor) -> None:
    token = demo.token("inesokafor")
    demo.control("POST", "budget", login="inesokafor", remaining=0, reset_in=60)

    assert error(demo.ask(token, ME))["type"] == "RATE_LIMITED"

    demo.control("POST", "clock", seconds=61)
    assert "errors" not in demo.ask(token, ME)


@pytest.mark.parametrize("author", ["inesokafor", "mquintavalle"])
def test_search_counts_all_and_reads_1000(demo: Visitor, author: str) -> None:
    query = """query($q: String!, $after: String) { search(type: ISSUE, query: $q, first: 100,
        after: $after) { issueCount pageInfo { hasNextPage endCursor } nodes { __typename } } }"""
    total = len(demo.items(author)["pull_requests"])
    token, after = demo.token(author), None
    pages: list[dict[str, Any]] = []

    while not pages or pages[-1]["pageInfo"]["hasNextPage"]:
        answer = demo.ask(token, query, q=f"is:pr author:{author}", after=after)
        pages.append(answer["data"]["search"])
        after = pages[-1]["pageInfo"]["endCursor"]

    assert {page["issueCount"] for page in pages} == {total}
    assert sum(len(page["nodes"]) for page in pages) == min(total, 1000)
