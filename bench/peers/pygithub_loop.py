"""PyGithub as its documentation shows it: search for what somebody wrote, walk over what comes.

Runs in an environment of its own, which holds PyGithub.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from typing import Any

github: Any = import_module("github")


def read(url: str, token: str, login: str) -> dict[str, list[str]]:
    """Every node id that it gets, by form; comments cannot be searched for."""
    hub = github.Github(
        base_url=f"{url}/api/v3",
        auth=github.Auth.Token(token),
        per_page=100,
        seconds_between_requests=0,
    )
    reviews = [
        review.node_id
        for found in hub.search_issues(f"is:pr reviewed-by:{login}")
        for review in found.as_pull_request().get_reviews()
        if review.user and review.user.login == login
    ]
    return {
        "pull_requests": _ids(hub.search_issues(f"is:pr author:{login}")),
        "issues": _ids(hub.search_issues(f"is:issue author:{login}")),
        "reviews": reviews,
    }


def _ids(rows: Any) -> list[str]:
    return [row.node_id for row in rows]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(read(*sys.argv[1:4])) + "\n")
