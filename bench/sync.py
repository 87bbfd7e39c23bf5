"""First syncs measured: `python -m bench.sync [SIZE ...] [--latency-ms 50] [--without-peers]`.

For each size a person with so many contributions moves into a demo GitHub of the benchmark's own;
their history is read by us, in a process and a database of its own, and by peers that users would
pick instead. A database server is started unless DATABASE_URL names one; the peers that come from
PyPI are installed into an environment of their own, in these versions.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from bench.installation import ROOT, demo
from bench.people import move_in
from bench.tables import labelled
from contriblog.local.postgres import Postgres

SIZES = (25, 1_200, 12_000, 100_000)
WITH_PEERS_UP_TO = 12_000
FROM_PYPI = ("PyGithub==2.10.0", "github-to-sqlite==2.9.1")
WHAT = ("requests", "seconds")
FORMS = ("pull_requests", "issues", "reviews", "comments")
LISTS = {"Viewer", "PullRequests", "Issues", "IssueComments"}
LISTS |= {"ReviewsGiven", "ReviewsDiscover", "ReviewsByPr"}
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Peer:
    """A program of `bench.peers`; an outsider needs what comes from PyPI."""

    name: str
    module: str
    is_outsider: bool = True


PEERS = (
    Peer("plain GraphQL page loop", "plain_loop", is_outsider=False),
    Peer("PyGithub 2.10, search and reviews", "pygithub_loop"),
    Peer("github-to-sqlite 2.9, pull-requests --search", "sqlite_search"),
)


def main() -> None:
    """Measure each size and print the tables."""
    options = _options()
    with _database() as database_url, demo(options.latency_ms) as url, _outsiders() as python:
        here = {"DATABASE_URL": database_url, "GITHUB_URL": url}
        here |= {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        for size in options.sizes:
            _measure(
                size, url, options.latency_ms, here, python if not options.without_peers else None
            )


def _options() -> argparse.Namespace:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("sizes", nargs="*", type=int, default=SIZES, help="contributions")
    arguments.add_argument("--latency-ms", type=int, default=50, help="of GitHub, per request")
    arguments.add_argument("--without-peers", action="store_true")
    return arguments.parse_args()


def _measure(
    size: int, url: str, latency_ms: int, here: Mapping[str, str], python: str | None
) -> None:
    login = move_in(url, size)
    token = _token(url, login)
    truth = _truth(url, login)
    ours = _ours(url, login, token, here)
    _say(f"\n{size:,} contributions at {latency_ms} ms per request\n")
    for label, *figures in _rows(latency_ms, ours):
        _say(labelled(str(label), *figures))
    _say(labelled("who", *WHAT, *(form.replace("_", " ") for form in FORMS)))
    lists = sum(count for name, count in ours["first"]["asked"].items() if name in LISTS)
    shares = _shares(ours["ids"], truth)
    _say(labelled("Contriblog, all forms and what enriches them", *_cost(ours["first"]), *shares))
    _say(labelled("Contriblog, these lists alone", lists, "", *shares))
    if python and size <= WITH_PEERS_UP_TO:
        for peer in PEERS:
            _say(labelled(peer.name, *_answered(peer, (url, token, login), python, truth)))


def _rows(latency_ms: int, ours: Figures) -> Iterator[Sequence[object]]:
    first, again = ours["first"], ours["again"]
    items = sum(len(ids) for ids in ours["ids"].values())
    floor = sum(ours["floor"].values())
    yield "kept; points", items, first["points"]
    yield "requests; floor; ratio", first["requests"], floor, first["requests"] / floor
    least = first["requests"] * latency_ms / 1000
    yield (
        "seconds; requests x latency; GitHub answering",
        first["seconds"],
        least,
        first["answering"],
    )
    yield "worker CPU seconds per 1,000 items", first["cpu"] * 1000 / max(items, 1)
    yield "worker peak MB; before it began", first["peak"], first["before"]
    yield "PostgreSQL bytes per item", ours["bytes"]
    yield "SQL statements per request; most", first["statements"] / first["requests"], first["most"]
    yield "no change: requests; SQL statements", again["requests"], again["statements"]
    yield (f"asked: {_listed(first['asked'])}",)
    yield (f"floor: {_listed(ours['floor'])}",)
    yield (f"asked without changes: {_listed(again['asked'])}",)
    if first["hours"]:
        yield "hourly budgets of 5,000 points used up before the last", first["hours"]
    if first["error"]:
        yield (f"ended with: {first['error']}",)


def _cost(first: Figures) -> Sequence[object]:
    return first["requests"], first["seconds"]


def _ours(url: str, login: str, token: str, here: Mapping[str, str]) -> Figures:
    return _told([sys.executable, "-m", "bench.sync_of_one", url, login, token], here)


def _answered(
    peer: Peer, who: Sequence[str], python: str, truth: Mapping[str, set[str]]
) -> Sequence[object]:
    url = who[0]
    httpx.delete(f"{url}/_ctl/log")
    program = str(ROOT / "bench" / "peers" / f"{peer.module}.py")
    started = time.perf_counter()
    try:
        got = _told([python if peer.is_outsider else sys.executable, program, *who], {})
    except subprocess.CalledProcessError:
        return ("failed",)
    seconds = time.perf_counter() - started
    requests = len(httpx.get(f"{url}/_ctl/log", timeout=60).json()["requests"])
    return requests, seconds, *_shares(got, truth)


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count:,}" for name, count in counts.items())


def _shares(got: Mapping[str, Sequence[str]], truth: Mapping[str, set[str]]) -> list[str]:
    """How much of the truth was got, by form; "-" where a peer does not ask for it."""
    return [
        f"{len(truth[form] & set(got[form])) / len(truth[form]):.1%}"
        if form in got and truth[form]
        else "-"
        for form in FORMS
    ]


def _truth(url: str, login: str) -> dict[str, set[str]]:
    """The node ids by form; comments under one's own work belong to that."""
    items = httpx.get(f"{url}/_ctl/items", params={"login": login}, timeout=300).json()
    own = {row["id"] for form in ("pull_requests", "issues") for row in items[form]}
    items["comments"] = [row for row in items["comments"] if row["thread_id"] not in own]
    return {form: {row["id"] for row in rows} for form, rows in items.items()}


def _token(url: str, login: str) -> str:
    asked = {"login": login, "scopes": ["repo", "read:user"]}
    token: str = httpx.post(f"{url}/_ctl/tokens", json=asked).json()["access_token"]
    return token


def _told(command: Sequence[str], here: Mapping[str, str]) -> Figures:
    """The line of JSON that a program of ours prints last."""
    done = subprocess.run(  # noqa: S603 - our own modules
        command, cwd=ROOT, env=os.environ | dict(here), stdout=subprocess.PIPE, check=True
    )
    told: Figures = json.loads(done.stdout.splitlines()[-1])
    return told


@contextmanager
def _outsiders() -> Iterator[str]:
    """A Python that has the peers from PyPI."""
    with TemporaryDirectory(prefix="contriblog-peers-") as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        install = [python, "-m", "pip", "install", "--quiet", *FROM_PYPI]
        subprocess.run(install, check=True, stderr=subprocess.DEVNULL)  # noqa: S603 - pinned versions
        yield python


@contextmanager
def _database() -> Iterator[str]:
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with TemporaryDirectory(prefix="contriblog-") as folder:
        postgres = Postgres(Path(folder))
        try:
            yield postgres.start()["DATABASE_URL"]
        finally:
            postgres.stop()


def _say(*words: str) -> None:
    sys.stdout.write("".join(words))
    sys.stdout.flush()


if __name__ == "__main__":
    main()
