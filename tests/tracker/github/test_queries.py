"""Every question is valid on GitHub's own schema, and costs what we think."""

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import GraphQLSchema, NoDeprecatedCustomRule, build_schema, parse, specified_rules
from graphql import validate as complaints

from contriblog.demo.cost import bill
from tracker.github.client import QUERIES, document

ROOT = Path(__file__).parent.parent.parent.parent
OFFICIAL = ROOT / ".local" / "sdl" / "schema.graphql"
NAMES = sorted(path.stem for path in QUERIES.glob("*.graphql"))
# The largest question that a sync asks with each document.
LARGEST: dict[str, dict[str, object]] = {
    "00_viewer": {},
    "01_probe": {},
    "10_pull_requests": {"first": 100},
    "11_pull_request_details": {"ids": ["PR"] * 25},
    "12_landing_evidence": {"ids": ["PR"] * 100},
    "13_pull_requests_by_id": {"ids": ["PR"] * 100},
    "14_next_moves": {"ids": ["PR"] * 50},
    "20_issues": {"first": 100},
    "21_issues_by_id": {"ids": ["I"] * 100},
    "30_reviews_discover": {"first": 100},
    "30_reviews_given": {"first": 100},
    "31_reviews_by_pr": {"ids": ["PR"] * 100, "first": 50},
    "41_triage": {"ids": ["I"] * 100},
    "40_issue_comments": {"last": 100},
    "50_discussions": {"first": 100},
    "51_discussion_comments": {"first": 100},
    "60_commits_by_repository": {},
    "61_commit_history": {"first": 100},
    "62_commits": {"first": 100},
    "70_sponsorships": {"first": 100},
    "80_maintained": {"first": 100},
    "81_releases": {"ids": ["R"] * 50, "first": 10},
    "95_claimed": {},
    "90_repositories": {"ids": ["R"] * 100},
    "91_reconcile": {"ids": ["PR"] * 100},
}
# One point each, but for what is counted or listed on each of 100 items: 201 requests.
POINTS = dict.fromkeys(NAMES, 1) | {"10_pull_requests": 2, "20_issues": 2, "62_commits": 2}
POINTS |= {"41_triage": 2, "13_pull_requests_by_id": 2, "21_issues_by_id": 2}


@pytest.fixture(scope="module")
def official() -> GraphQLSchema:
    assert OFFICIAL.exists(), "The official schema is missing: run python tests/fetch_sdl.py"
    return build_schema(OFFICIAL.read_text(encoding="utf-8"), assume_valid=True)


def test_every_document_has_its_largest_question_here() -> None:
    assert LARGEST.keys() == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_valid_and_asks_for_nothing_deprecated(
    official: GraphQLSchema, name: str
) -> None:
    rules = [*specified_rules, NoDeprecatedCustomRule]

    assert complaints(official, parse(document(name)), rules) == []


@pytest.mark.parametrize("name", NAMES)
def test_a_question_stays_within_githubs_limits_and_costs_what_we_think(
    official: GraphQLSchema, name: str
) -> None:
    """The bill raises for more than 100 ids or 500,000 nodes."""
    cost = bill(official, parse(document(name)), None, LARGEST[name])

    assert cost.points == POINTS[name]


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_tells_what_it_cost(name: str) -> None:
    assert "rateLimit { cost }" in document(name)


@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_asked_by_somebody(name: str) -> None:
    sources = (QUERIES.parent / "fetch").glob("*.py")

    assert any(f'"{name}"' in source.read_text(encoding="utf-8") for source in sources)
