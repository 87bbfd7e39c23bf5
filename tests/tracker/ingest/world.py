"""The demo GitHub as a test's world: who lives there, what they did, what goes wrong."""

from __future__ import annotations

from datetime import datetime
from types import TracebackType
from typing import Any, Self

import httpx

from accounts.models import GitHubConnection
from tests import make
from tracker.models import Entry
from tracker.records import Form

LISTS = {
    Form.PULL_REQUEST: "pull_requests",
    Form.ISSUE: "issues",
    Form.REVIEW: "reviews",
    Form.COMMENT: "comments",
    Form.DISCUSSION: "discussions",
    Form.ANSWER: "discussion_comments",
    Form.COMMIT: "commits",
    Form.RELEASE: "releases",
    Form.SPONSORSHIP: "sponsorships",
}


class World:
    """A demo GitHub with its control plane, at `url`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self._http = httpx.Client(base_url=f"{url}/_ctl", timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def tell(self, method: str, path: str, **body: Any) -> Any:
        """Ask the control plane for something, and return its JSON."""
        answer = self._http.request(method, path, json=body or None)
        answer.raise_for_status()
        return answer.json()

    def move_in(self, login: str, **counts: Any) -> None:
        """Let somebody live there who made so many `pull_requests`, `issues` and `reviews`."""
        self.tell("POST", "/people", login=login, **{"comments": 0, "commits": 0} | counts)

    def connect(
        self, login: str, *, scopes: tuple[str, ...] = (), **token: Any
    ) -> GitHubConnection:
        """A user of ours who is connected to this person."""
        person = next(row for row in self.tell("GET", "/people") if row["login"] == login)
        given = self.tell("POST", "/tokens", login=login, scopes=list(scopes), **token)
        return make.connection(
            make.user(login),
            github_id=person["id"],
            node_id="",
            token=given["access_token"],
            refresh=given.get("refresh_token", ""),
            scopes=sorted(scopes),
        )

    def items(self, login: str, form: Form) -> dict[str, dict[str, Any]]:
        """What somebody really did, by node id; what they said under their own is part of that."""
        rows = self.tell("GET", f"/items?login={login}")[LISTS[form]]
        return {
            row["id"]: row
            for row in rows
            if not row.get("is_own") and (form != Form.COMMENT or row["thread_author"] != login)
        }

    def size_of(self, login: str) -> int:
        """How much somebody did that belongs into a log."""
        return sum(len(self.items(login, form)) for form in LISTS)

    def change(self, action: str, **details: Any) -> Any:
        """Let something happen on GitHub."""
        return self.tell("POST", "/mutate", action=action, **details)

    def break_with(self, fault: str, **rule: Any) -> None:
        """Answer with a fault instead of the truth."""
        self.tell("POST", "/faults", fault=fault, **rule)

    def requests(self) -> list[dict[str, Any]]:
        """Every GraphQL request since the log was last cleared."""
        found: list[dict[str, Any]] = self.tell("GET", "/log")["requests"]
        return found

    def forget_requests(self) -> None:
        """Clear the log of requests."""
        self.tell("DELETE", "/log")


def stored(owner: Any, form: Form) -> dict[str, Entry]:
    """What is in somebody's log, by node id."""
    return {entry.node_id: entry for entry in Entry.objects.filter(user=owner, form=form)}


def instant(text: str) -> datetime:
    """GitHub's way to write an instant."""
    return datetime.fromisoformat(text)
