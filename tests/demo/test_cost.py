"""The bill follows GitHub's formula."""

import pytest
from graphql import build_schema, parse

from contriblog.demo.cost import bill
from contriblog.demo.errors import GitHubError
from contriblog.demo.graphql_api import demo_schema

# The example of "Rate limits and query limits for the GraphQL API": 100 repositories, 50 issues in
# each, 60 labels on each: 1 + 100 + 5,000 requests.
DOCUMENTED = """{ viewer { repositories(first: 100) { nodes { issues(first: 50) { nodes {
    labels(first: 60) { nodes { id } } } } } } } }"""
DOCUMENTED_SCHEMA = build_schema("""
    type Query { viewer: User }
    type User { repositories(first: Int): RepositoryConnection }
    type RepositoryConnection { nodes: [Repository] }
    type Repository { issues(first: Int): IssueConnection }
    type IssueConnection { nodes: [Issue] }
    type Issue { labels(first: Int): LabelConnection }
    type LabelConnection { nodes: [Label] }
    type Label { id: ID }
""")


def test_githubs_documented_example_costs_51_points() -> None:
    found = bill(DOCUMENTED_SCHEMA, parse(DOCUMENTED), None, {})

    assert found.requests == 5_101
    assert found.points == 51


def test_githubs_documented_example_counts_its_nodes() -> None:
    assert bill(DOCUMENTED_SCHEMA, parse(DOCUMENTED), None, {}).nodes == 305_100


def test_every_query_costs_at_least_one_point() -> None:
    assert bill(demo_schema(), parse("{ viewer { login } }"), None, {}).points == 1


def test_a_default_of_a_variable_counts() -> None:
    query = "query($n: Int = 40) { viewer { issues(first: $n) { nodes { id } } } }"

    assert bill(demo_schema(), parse(query), None, {}).nodes == 40
    assert bill(demo_schema(), parse(query), None, {"n": 7}).nodes == 7


def test_more_than_100_ids_are_refused() -> None:
    query = parse("query($ids: [ID!]!) { nodes(ids: $ids) { id } }")

    with pytest.raises(GitHubError, match="more than 100 node ids; you provided 101"):
        bill(demo_schema(), query, None, {"ids": ["x"] * 101})


def test_more_than_500000_nodes_are_refused() -> None:
    query = DOCUMENTED.replace("first: 60", "first: 100")

    with pytest.raises(GitHubError, match="up to 505,100 possible nodes"):
        bill(DOCUMENTED_SCHEMA, parse(query), None, {})
