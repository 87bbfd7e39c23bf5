"""The loop over GitHub's lists that anybody writes: 100 a page, and no answer to anything.

It stores nothing, resumes nothing, stops at the first error, and of the reviews on one pull request
it sees the first fifty.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

import httpx

VIEWER = "{ viewer { id login contributionsCollection { contributionYears } } }"
LIST = """
query($user: ID!, $after: String) { node(id: $user) { ... on User {
  rows: %s(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { %s } }
} } }
"""
REVIEWS = """
query($user: ID!, $login: String!, $from: DateTime!, $to: DateTime!, $after: String) {
  node(id: $user) { ... on User { contributionsCollection(from: $from, to: $to) {
    rows: pullRequestReviewContributions(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { pullRequest {
        id number url title state author { login } repository { nameWithOwner }
        reviews(author: $login, first: 50) { nodes { id url state body submittedAt } }
      } }
    }
  } } }
}
"""
THREAD = "id number url title body state createdAt updatedAt closedAt repository { nameWithOwner }"
LISTS = {
    "pull_requests": ("pullRequests", f"{THREAD} mergedAt additions deletions changedFiles"),
    "issues": ("issues", THREAD),
    "comments": ("issueComments", "id url body createdAt issue { number title url }"),
}


class Loop:
    """One person's history, a page at a time."""

    def __init__(self, url: str, token: str) -> None:
        self._http = httpx.Client(headers={"Authorization": f"bearer {token}"}, timeout=60)
        self._url = f"{url}/api/graphql"
        self.requests = 0

    def read(self) -> dict[str, list[str]]:
        """Every node id that it gets, by form."""
        viewer = self._ask(VIEWER)["viewer"]
        who = {"user": viewer["id"], "login": viewer["login"]}
        found = {
            form: [row["id"] for row in self._rows(LIST % (name, fields), who)]
            for form, (name, fields) in LISTS.items()
        }
        years = viewer["contributionsCollection"]["contributionYears"]
        found["reviews"] = [review for year in years for review in self._reviews(who, year)]
        return found

    def _reviews(self, who: dict[str, str], year: int) -> Iterator[str]:
        window = {"from": f"{year}-01-01T00:00:00Z", "to": f"{year}-12-31T23:59:59Z"}
        for row in self._rows(REVIEWS, who | window):
            yield from (review["id"] for review in row["pullRequest"]["reviews"]["nodes"])

    def _rows(self, query: str, variables: dict[str, str]) -> Iterator[dict[str, Any]]:
        after = None
        while True:
            user = self._ask(query, variables | {"after": after})["node"]
            rows = user.get("contributionsCollection", user)["rows"]
            yield from rows["nodes"]
            if not rows["pageInfo"]["hasNextPage"]:
                return
            after = rows["pageInfo"]["endCursor"]

    def _ask(self, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        self.requests += 1
        answer = self._http.post(self._url, json={"query": query, "variables": variables or {}})
        found: dict[str, Any] = answer.raise_for_status().json()["data"]
        return found


if __name__ == "__main__":
    sys.stdout.write(json.dumps(Loop(sys.argv[1], sys.argv[2]).read()) + "\n")
