"""One person's first sync, and a second one without changes, measured for `bench.sync`.

`python -m bench.sync_of_one URL LOGIN TOKEN`, with DJANGO_SETTINGS_MODULE, DATABASE_URL and
GITHUB_URL set; the database is made for it and dropped again. Prints one line of JSON.
"""

from __future__ import annotations

import itertools
import json
import logging
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import django

django.setup()

import httpx  # noqa: E402 - Django's models can only be imported once it is set up
from django.db import connection  # noqa: E402
from django.db.models.functions import Now  # noqa: E402
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from accounts.models import GitHubConnection, User  # noqa: E402
from bench.floor import fewest_requests  # noqa: E402
from tracker.ingest.ask import ask  # noqa: E402
from tracker.ingest.run import Outcome, Patience, carry_out  # noqa: E402
from tracker.models import Entry, SyncRun, Trigger  # noqa: E402

_IN_ONE_GO = Patience(seconds=3600, pages=1_000_000)
_TABLES = ("tracker_entry", "tracker_repository", "tracker_syncstream", "tracker_syncskip")
Figures = dict[str, Any]


class Statements:
    """Counts what is said to the database, and the most of it for one page."""

    def __init__(self) -> None:
        self.count = self.most = self._before = 0

    def __call__(self, execute: Any, *call: Any) -> Any:
        """Count one statement and let it pass."""
        self.count += 1
        return execute(*call)

    def after_page(self) -> None:
        """Note that a page is over."""
        self.most = max(self.most, self.count - self._before)
        self._before = self.count


def main(url: str, login: str, token: str) -> None:
    """Print the figures."""
    logging.disable(logging.INFO)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        owner = _connect(url, login, token)
        figures: Figures = {"first": _sync(url, owner), "again": _sync(url, owner)}
        figures |= {"floor": fewest_requests(owner), "bytes": _bytes(owner), "ids": _ids(owner)}
        sys.stdout.write(json.dumps(figures) + "\n")
    finally:
        teardown_databases(databases, verbosity=0)


def _connect(url: str, login: str, token: str) -> User:
    people = httpx.get(f"{url}/_ctl/people").json()
    person = next(row for row in people if row["login"] == login)
    owner = User.objects.create_user(login)
    account = GitHubConnection(user=owner, github_id=person["id"], login=login)
    account.access_token, account.scopes = token, ["read:user", "repo"]
    account.save()
    return owner


def _sync(url: str, owner: User) -> Figures:
    httpx.delete(f"{url}/_ctl/log")
    _forget_the_peak()
    statements, before = Statements(), _peak_megabytes()
    cpu, clock = time.process_time(), time.perf_counter()
    run = ask(owner, Trigger.COMMAND, ring=_deaf)
    with connection.execute_wrapper(statements):
        hours = _carry_out(url, run, owner.handle, statements)
    figures: Figures = {"cpu": time.process_time() - cpu, "seconds": time.perf_counter() - clock}
    figures |= {"before": before, "peak": _peak_megabytes(), "hours": hours}
    figures |= {"statements": statements.count, "most": statements.most}
    return figures | _said_by_github(url) | _said_by(run)


def _carry_out(url: str, run: SyncRun, login: str, statements: Statements) -> int:
    """Work on `run` until it is done; returns how often an hour's budget was used up on the way.

    Nobody waits for the next hour here: it begins at once.
    """
    for hours in itertools.count():
        outcome = carry_out(
            run.pk, ring=_deaf, patience=_IN_ONE_GO, after_page=statements.after_page
        )
        if outcome is not Outcome.WAITING:
            return hours
        fresh = {"login": login, "remaining": 5_000}
        httpx.post(f"{url}/_ctl/budget", json=fresh).raise_for_status()
        SyncRun.objects.filter(pk=run.pk).update(not_before=Now())
    raise AssertionError


def _said_by(run: SyncRun) -> Figures:
    run.refresh_from_db()
    return {"requests": run.requests, "points": run.points, "error": run.error}


def _said_by_github(url: str) -> Figures:
    log = httpx.get(f"{url}/_ctl/log", timeout=60).json()["requests"]
    spent = sum(row["finished"] - row["started"] for row in log)
    return {"asked": Counter(row["operation"] for row in log), "answering": spent}


def _ids(owner: User) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for form, node_id in Entry.objects.filter(user=owner).values_list("form", "node_id"):
        found.setdefault(f"{form}s", []).append(node_id)
    return found


def _bytes(owner: User) -> float:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(t)) FROM unnest(%s::regclass[]) AS t", [[*_TABLES]]
        )
        row = cursor.fetchone()
    return float(row[0]) / max(Entry.objects.filter(user=owner).count(), 1) if row else 0.0


def _forget_the_peak() -> None:
    """Begin to watch memory: a new process inherits the peak of the one that started it.

    Linux, https://docs.kernel.org/filesystems/proc.html: 5 resets the peak resident set size.
    """
    Path("/proc/self/clear_refs").write_text("5")


def _peak_megabytes() -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _deaf(_run: SyncRun) -> None:
    """Nobody hears this bell: the turn goes on to the end."""


if __name__ == "__main__":
    main(*sys.argv[1:])
