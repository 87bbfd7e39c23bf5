"""People with histories of any size, who move into a demo GitHub."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

# Of a contributor's items, as in the model of costs; what is left are comments.
MIX = {"pull_requests": 0.30, "issues": 0.10, "reviews": 0.25}
REPEATED = 60  # reviews more on one pull request: more than a page of them holds
A_WHILE = 3600  # seconds after which nothing counts as new any more
LANDINGS = ("merge", "merge", "merge", "merge", "bot", "bors", "picked", "merge")


@dataclass(frozen=True, slots=True)
class Life:
    """How long somebody has contributed, and to how many projects."""

    years: float
    projects: int


LIVES = {25: Life(2, 4), 1_200: Life(5, 30), 12_000: Life(10, 200), 100_000: Life(15, 1_000)}


def move_in(url: str, size: int) -> str:
    """Let somebody with so many contributions move in; returns their login."""
    login = f"bench-{size}"
    life = LIVES.get(size) or Life(8, max(size // 60, 1))
    names = [f"{login}-org-{number}/project" for number in range(life.projects)]
    repeated = REPEATED if size > REPEATED * 10 else 0
    counts = {form: round(size * share) for form, share in MIX.items()}
    counts["reviews"] -= repeated
    counts["comments"] = size - repeated - sum(counts.values())
    specs = [
        {"name": name, "landing": LANDINGS[at % len(LANDINGS)]} for at, name in enumerate(names)
    ]
    _tell(
        url,
        "people",
        {
            "login": login,
            "years": life.years,
            "projects": names,
            "project_specs": specs,
            "commits": 0,
            **counts,
        },
    )
    if repeated:
        _review_one_again_and_again(url, login, repeated)
    _tell(url, "clock", {"seconds": A_WHILE})
    return login


def _review_one_again_and_again(url: str, login: str, times: int) -> None:
    items = httpx.get(f"{url}/_ctl/items", params={"login": login}, timeout=300).json()
    reviewed = items["reviews"][0]["thread_id"]
    for number in range(times):
        state = "DISMISSED" if number % 3 == 0 else "COMMENTED"
        _tell(
            url,
            "mutate",
            {"action": "review", "login": login, "id": reviewed, "state": state},
        )


def _tell(url: str, path: str, said: dict[str, object]) -> None:
    httpx.post(f"{url}/_ctl/{path}", json=said, timeout=300).raise_for_status()
