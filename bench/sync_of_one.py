"""One person's first sync, and a second one without changes: a line of the table of `bench.sync`.

`python -m bench.sync_of_one URL LOGIN`, with DJANGO_SETTINGS_MODULE, DATABASE_URL and GITHUB_URL
set; the database is made for it and dropped again.
"""

from __future__ import annotations

import logging
import resource
import sys
import time

import django

django.setup()

import httpx  # noqa: E402 - Django's models can only be imported once it is set up
from django.test.utils import setup_databases, teardown_databases  # noqa: E402

from accounts.models import GitHubConnection, User  # noqa: E402
from bench.tables import line  # noqa: E402
from tracker.ingest.ask import ask  # noqa: E402
from tracker.ingest.run import Patience, carry_out  # noqa: E402
from tracker.models import SyncRun, Trigger  # noqa: E402

_IN_ONE_GO = Patience(seconds=3600, fair_seconds=3600, pages=1_000_000)


def main(url: str, login: str) -> None:
    """Print the line."""
    logging.disable(logging.INFO)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        owner = _connect(url, login)
        cpu, clock = time.process_time(), time.perf_counter()
        first = _sync(owner)
        cpu, clock = time.process_time() - cpu, time.perf_counter() - clock
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        figures = (first.found, first.requests, first.points, clock, cpu, first.found / cpu, peak)
        sys.stdout.write(line(login, *figures, _sync(owner).requests))
    finally:
        teardown_databases(databases, verbosity=0)


def _connect(url: str, login: str) -> User:
    people = httpx.get(f"{url}/_ctl/people").json()
    person = next(row for row in people if row["login"] == login)
    given = httpx.post(f"{url}/_ctl/tokens", json={"login": login, "scopes": ["repo"]}).json()
    owner = User.objects.create_user(login)
    connection = GitHubConnection(user=owner, github_id=person["id"], login=login)
    connection.access_token = given["access_token"]
    connection.save()
    return owner


def _sync(owner: User) -> SyncRun:
    run = ask(owner, Trigger.COMMAND, ring=lambda _run_id: None)
    carry_out(run.pk, ring=lambda _run_id: None, patience=_IN_ONE_GO)
    run.refresh_from_db()
    return run


if __name__ == "__main__":
    main(*sys.argv[1:])
