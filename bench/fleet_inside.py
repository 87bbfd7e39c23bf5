"""What `bench.fleet` measures, as a process that sees the same database and GitHub.

`python -m bench.fleet_inside PEOPLE MINUTES WORKER_PID KEEPER_PID`.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import copy
from datetime import datetime, timedelta
from typing import Any, TypeVar

import django

django.setup()

import httpx  # noqa: E402 - Django's models can only be imported once it is set up
import psutil  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import F  # noqa: E402
from django.utils import timezone  # noqa: E402

from accounts.models import GitHubConnection, User  # noqa: E402
from bench.installation import cpu_seconds  # noqa: E402
from bench.tables import line  # noqa: E402
from tracker.ingest.run import carry_out  # noqa: E402
from tracker.models import Reconciliation, RunState, SyncRun, SyncStream, Trigger  # noqa: E402
from tracker.tasks import request_sync  # noqa: E402

Row = TypeVar("Row", SyncStream, Reconciliation)
HOUR = timedelta(hours=1)
NEWCOMER = "henriksalov"
_IN_A_YEAR = timedelta(days=365)
_BATCH = 1000


def main(people: str, minutes: str, worker: str, keeper: str) -> None:
    """Move everybody in, measure, print."""
    github = httpx.Client(base_url=f"{os.environ['GITHUB_URL']}/_ctl", timeout=600)
    owners = _move_in(github, int(people))
    processes = {"worker": psutil.Process(int(worker)), "keeper": psutil.Process(int(keeper))}
    processes |= {"PostgreSQL": _postgres(), "demo GitHub": _demo()}
    sys.stdout.write(f"SQL statements of one sync without changes: {_statements(owners[0])}\n\n")
    _all_at_once(github, owners, processes)
    _over_an_hour(github, owners, float(minutes))


def _move_in(github: httpx.Client, count: int) -> list[User]:
    """People with a little history each, whose streams are marked as read until now."""
    projects = [f"fleet-{number}/engine" for number in range(20)]
    sizes = {"pull_requests": 3, "issues": 1, "reviews": 1, "comments": 0, "commits": 0}
    owners = User.objects.bulk_create(User(handle=f"fleet-{number}") for number in range(count))
    connections = []
    for number, owner in enumerate(owners):
        body = {"login": owner.handle, "projects": [projects[number % len(projects)]], **sizes}
        person = github.post("/people", json=body).raise_for_status().json()
        given = github.post("/tokens", json={"login": owner.handle, "scopes": []}).json()
        connections.append(_connected(owner, person, given["access_token"]))
    GitHubConnection.objects.bulk_create(connections, batch_size=_BATCH)
    _mark_as_read(owners)
    return owners


def _connected(owner: User, person: dict[str, Any], token: str) -> GitHubConnection:
    connected = GitHubConnection(user=owner, github_id=person["id"], login=owner.handle)
    connected.node_id, connected.access_token = person["node_id"], token
    connected.next_sync_at = timezone.now() + _IN_A_YEAR
    return connected


def _mark_as_read(owners: Sequence[User]) -> None:
    """Read the first one's log, and take it that the others' went alike: they did as much."""
    first, *others = owners
    _carry_out(first)
    streams = _copies(list(SyncStream.objects.filter(user=first)), others)
    SyncStream.objects.bulk_create(streams, batch_size=_BATCH)
    courses = _copies(list(Reconciliation.objects.filter(user=first)), others)
    Reconciliation.objects.bulk_create(courses, batch_size=_BATCH)


def _copies(rows: Sequence[Row], owners: Sequence[User]) -> Iterator[Row]:
    for owner in owners:
        for row in rows:
            made = copy(row)
            made.pk, made.user = None, owner
            yield made


def _carry_out(owner: User) -> None:
    run = SyncRun.objects.create(user=owner, trigger=Trigger.COMMAND)
    carry_out(run.pk, ring=lambda _run: None)


def _statements(owner: User) -> int:
    heard: list[str] = []

    def listen(execute, sql, params, many, context):  # type: ignore[no-untyped-def]
        heard.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        _carry_out(owner)
    return len(heard)


def _all_at_once(
    github: httpx.Client, owners: Sequence[User], processes: dict[str, psutil.Process]
) -> None:
    github.delete("/log")
    before = {name: cpu_seconds(process) for name, process in processes.items()}
    began = timezone.now()
    GitHubConnection.objects.filter(user__in=owners).update(next_sync_at=began)
    runs = _ended(began, len(owners))
    used = {name: cpu_seconds(process) - before[name] for name, process in processes.items()}
    ends = [run.finished_at for run in runs if run.finished_at]
    seconds = (max(ends) - began).total_seconds()
    log = github.get("/log").json()
    sys.stdout.write(f"{len(runs):,} people due at the same moment\n")
    sys.stdout.write(line("syncs", "failed", "requests", "seconds", "syncs/s", "most at once"))
    failed = sum(run.state != RunState.DONE for run in runs)
    rate = len(runs) / seconds
    asked = len(log["requests"])
    sys.stdout.write(line(len(runs), failed, asked, seconds, rate, log["max_concurrency"]))
    operations = Counter(row["operation"] for row in log["requests"])
    sys.stdout.write(f"asked: {dict(operations.most_common())}\n")
    sys.stdout.write("CPU milliseconds for each sync:\n")
    sys.stdout.write(line(*used, "all"))
    each = [1000 * spent / len(runs) for spent in used.values()]
    sys.stdout.write(line(*each, sum(each)))
    sys.stdout.write(f"syncs a second that one core of workers carries: {1000 / each[0]:,.1f}\n")
    sys.stdout.write(_waits({owner.pk: began for owner in owners}, runs) + "\n")


def _over_an_hour(github: httpx.Client, owners: Sequence[User], minutes: float) -> None:
    """Everybody is due once within the hour; wait for those who are due in its first minutes."""
    began = timezone.now() + timedelta(seconds=1)
    due = {
        owner.pk: began + HOUR * number / len(owners)
        for number, owner in enumerate(owners)
        if HOUR * number / len(owners) < timedelta(minutes=minutes)
    }
    if not due:
        return
    first = owners[0].pk
    step = HOUR / len(owners)
    GitHubConnection.objects.filter(user__in=due).update(
        next_sync_at=began + (F("user_id") - first) * step
    )
    newcomer = _newcomer(github)
    runs = _ended(began, len(due))
    newcomer.refresh_from_db()
    sys.stdout.write(f"\n{len(owners):,} people due within one hour, {minutes:g} minutes of it\n")
    sys.stdout.write(_waits(due, runs))
    if newcomer.finished_at and newcomer.started_at:
        waited = (newcomer.started_at - newcomer.created_at).total_seconds()
        took = (newcomer.finished_at - newcomer.created_at).total_seconds()
        sys.stdout.write(
            f"a newcomer's first {newcomer.found:,} contributions meanwhile: "
            f"begun after {waited:.2f} s, all read after {took:.1f} s\n"
        )


def _newcomer(github: httpx.Client) -> SyncRun:
    people = github.get("/people").json()
    person = next(row for row in people if row["login"] == NEWCOMER)
    given = github.post("/tokens", json={"login": NEWCOMER, "scopes": []}).json()
    owner = User.objects.create_user(NEWCOMER)
    connected = _connected(owner, person, given["access_token"])
    connected.login = NEWCOMER
    connected.save()
    return request_sync(owner, Trigger.SIGN_IN)


def _ended(began: datetime, count: int) -> list[SyncRun]:
    """The keeper's runs since then, once there are so many that are over."""
    ours = SyncRun.objects.filter(trigger=Trigger.KEEPER, created_at__gte=began)
    while ours.filter(finished_at__isnull=False).count() < count:
        time.sleep(0.5)
    return list(ours)


def _waits(due: dict[int, datetime], runs: Sequence[SyncRun]) -> str:
    waited = sorted(_seconds_waited(due, runs))
    cuts = statistics.quantiles(waited, n=100)
    return (
        f"seconds from being due to being worked on: p50 {cuts[49]:.2f}, p99 {cuts[98]:.2f}, "
        f"longest {waited[-1]:.2f}\n"
    )


def _seconds_waited(due: dict[int, datetime], runs: Sequence[SyncRun]) -> Iterator[float]:
    for run in runs:
        if run.started_at:
            yield (run.started_at - due[run.user_id]).total_seconds()


def _postgres() -> psutil.Process:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    parent = psutil.Process(backend).parent()
    if parent is None:
        raise SystemExit("this PostgreSQL is not on this machine")
    return parent


def _demo() -> psutil.Process:
    bench = psutil.Process(os.getppid())
    return next(one for one in bench.children() if "contriblog.demo" in one.cmdline())


if __name__ == "__main__":
    main(*sys.argv[1:])
