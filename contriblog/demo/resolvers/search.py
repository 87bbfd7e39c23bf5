"""`search(type: ISSUE)`: the qualifiers that a completeness audit uses, and the cap of 1,000."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from contriblog.demo.clock import DAY, from_iso
from contriblog.demo.context import Asking, Info, asking
from contriblog.demo.cursors import offset, read_offset
from contriblog.demo.pagination import PageInfo, page_size
from contriblog.demo.world.model import Actor, History, Issue, PullRequest

MOST_RESULTS = 1_000
LENGTH_OF_DAY = len("2026-11-21")
TERM = re.compile(r'(-?)(\w[\w-]*):("[^"]*"|\S+)')
Thread = Issue | PullRequest
Test = Callable[[Thread], bool]


@dataclass(frozen=True, slots=True)
class Results:
    """One page of results; `issue_count` counts all, though only 1,000 can be read."""

    nodes: Sequence[Thread]
    issue_count: int
    page_info: PageInfo


def search(_root: None, info: Info, **args: Any) -> Results:
    """Return the issues and pull requests that match every qualifier."""
    request = asking(info)
    found = [row for row in matches(request, args["query"]) if request.sees(row.repository)]
    size, _ = page_size(info, args)
    start = read_offset(args["after"]) if args.get("after") else 0
    readable = found[:MOST_RESULTS]
    nodes = readable[start : start + size]
    return Results(
        nodes,
        len(found),
        PageInfo(
            has_next_page=start + size < len(readable),
            has_previous_page=start > 0,
            start_cursor=offset(start + 1) if nodes else None,
            end_cursor=offset(start + len(nodes)) if nodes else None,
        ),
    )


def matches(request: Asking, query: str) -> list[Thread]:
    """Return every match in the order of `sort:`; newest first without one."""
    terms = [(bool(minus), name, value.strip('"')) for minus, name, value in TERM.findall(query)]
    tests = [_test(request, *term) for term in terms if term[1] != "sort"]
    words = TERM.sub(" ", query).lower().split()
    rows = [
        row
        for row in _candidates(request, terms)
        if all(test(row) for test in tests) and all(word in row.title.lower() for word in words)
    ]
    ascending = any(value == "created-asc" for _, name, value in terms if name == "sort")
    return sorted(rows, key=_created, reverse=not ascending)


def _candidates(request: Asking, terms: list[tuple[bool, str, str]]) -> list[Thread]:
    for minus, name, value in terms:
        actor = request.world.actor(value)
        if name in _BY_PERSON and not minus:
            return _BY_PERSON[name](request.world.history(actor)) if actor else []
    return _authored(request.world.history(request.viewer))


def _authored(history: History) -> list[Thread]:
    return [*history.pull_requests, *history.issues]


def _reviewed(history: History) -> list[Thread]:
    return list({review.pull_request: None for review in history.reviews})


def _commented(history: History) -> list[Thread]:
    return list({comment.thread: None for comment in history.comments})


_BY_PERSON: dict[str, Callable[[History], list[Thread]]] = {
    "author": _authored,
    "reviewed-by": _reviewed,
    "commenter": _commented,
}


def _test(request: Asking, minus: bool, name: str, value: str) -> Test:  # noqa: FBT001 one term
    if name == "author":
        keep: Test = _by(request.world.actor(value))
    elif name in ("created", "updated", "closed", "merged"):
        keep = _within(f"{name}_at", value)
    elif name == "repo":
        keep = lambda row: row.repository.name_with_owner.lower() == value.lower()  # noqa: E731
    else:
        keep = _STATES.get(f"{name}:{value}", _always)
    return (lambda row: not keep(row)) if minus else keep


def _by(actor: Actor | None) -> Test:
    return lambda row: row.author is actor


def _within(attribute: str, value: str) -> Test:
    first, dots, last = value.partition("..")
    if not dots:
        first, last = _open_ended(value)
    low = from_iso(first) if first not in ("", "*") else 0
    high = _end(last) if last not in ("", "*") else 1 << 40

    def test(row: Thread) -> bool:
        instant: int | None = getattr(row, attribute, None)
        return instant is not None and low <= instant <= high

    return test


def _open_ended(value: str) -> tuple[str, str]:
    bare = value.lstrip("<>=")
    if value.startswith(">"):
        return bare, ""
    return ("", bare) if value.startswith("<") else (bare, bare)


def _end(text: str) -> int:
    whole_day = len(text) == LENGTH_OF_DAY
    return from_iso(text) + (DAY - 1 if whole_day else 0)


def _always(_row: Thread) -> bool:
    return True


def _created(row: Thread) -> tuple[int, int]:
    return (row.created_at, row.full_database_id)


_STATES: dict[str, Test] = {
    "is:pr": lambda row: isinstance(row, PullRequest),
    "type:pr": lambda row: isinstance(row, PullRequest),
    "is:issue": lambda row: isinstance(row, Issue),
    "type:issue": lambda row: isinstance(row, Issue),
    "is:merged": lambda row: row.state == "MERGED",
    "is:unmerged": lambda row: row.state != "MERGED",
    "is:open": lambda row: row.state == "OPEN",
    "is:closed": lambda row: row.state != "OPEN",
    "is:public": lambda row: not row.repository.is_private,
    "is:private": lambda row: row.repository.is_private,
}

RESOLVERS = {"Query.search": search}
