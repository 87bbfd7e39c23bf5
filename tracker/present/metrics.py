"""What an operator watches, as gauges: read from the database, so that every process says the same.

Nothing here names a person, a repository or a title.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import (
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    Min,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Now

from accounts.models import GitHubConnection
from tracker.models import Heartbeat, Lane, LogExport, RunState, SyncRun

_LATELY = timedelta(hours=1)

Sample = tuple[tuple[str, ...], float]  # the labels' values, and the figure


@dataclass(frozen=True, slots=True)
class Gauge:
    """One metric: a name, a line that explains it, its labels, and its samples."""

    name: str
    help: str
    labels: tuple[str, ...]
    samples: Sequence[Sample]


def gauges() -> Iterator[Gauge]:
    """Every gauge, each from one query that an index answers."""
    yield from _active_runs()
    yield from _ended_runs()
    yield _overdue_people()
    yield _silence()
    yield from _full_logs()


def _active_runs() -> Iterator[Gauge]:
    active, due = SyncRun.objects.active(), SyncRun.objects.due()
    yield Gauge(
        "contriblog_sync_runs",
        "Sync runs that are not over, by lane and state",
        ("lane", "state"),
        _counted(active.filter(~_waits()), "lane", "state"),
    )
    yield Gauge(
        "contriblog_sync_waits",
        "Sync runs that wait for GitHub, by reason",
        ("reason",),
        _counted(active.filter(_waits()), "error_code"),
    )
    oldest = dict(due.values_list("lane").annotate(age=_age(Min("not_before"))))
    yield Gauge(
        "contriblog_sync_queue_age_seconds",
        "How long the run that waits longest for a worker has waited, by lane",
        ("lane",),
        [((lane.value,), _seconds(oldest.get(lane.value))) for lane in Lane],
    )
    yield Gauge(
        "contriblog_sync_leases_expired",
        "Sync runs whose worker is gone and that the keeper has not taken back yet",
        (),
        [((), SyncRun.objects.abandoned().count())],
    )


def _ended_runs() -> Iterator[Gauge]:
    ended = SyncRun.objects.filter(finished_at__gt=Now() - Value(_LATELY))
    yield Gauge(
        "contriblog_sync_runs_ended_last_hour",
        "Sync runs that ended within the last hour, by state and reason",
        ("state", "reason"),
        _counted(ended, "state", "error_code"),
    )
    sums: Mapping[str, int | None] = ended.aggregate(
        requests=Sum("requests"), points=Sum("points"), found=Sum("found"), stored=Sum("stored")
    )
    yield Gauge(
        "contriblog_sync_work_last_hour",
        "What those runs took and brought: GitHub requests and points, items read and stored",
        ("of",),
        [((name,), total or 0) for name, total in sums.items()],
    )


def _overdue_people() -> Gauge:
    usable = GitHubConnection.objects.filter(problem="").exclude(sealed_access_token="")
    longest = usable.filter(next_sync_at__lte=Now()).aggregate(age=_age(Min("next_sync_at")))
    return Gauge(
        "contriblog_sync_overdue_seconds",
        "How long the person that waits longest for a scheduled sync has waited to be woken",
        (),
        [((), _seconds(longest["age"]))],
    )


def _silence() -> Gauge:
    silent = Heartbeat.objects.values_list("process", _age("seen_at"))
    return Gauge(
        "contriblog_process_silent_seconds",
        "How long ago a background process last showed that it lives",
        ("process",),
        [((process,), _seconds(age)) for process, age in silent],
    )


def _full_logs() -> Iterator[Gauge]:
    yield Gauge(
        "contriblog_full_logs",
        "Full logs as PDFs, asked for or kept for their day, by state",
        ("state",),
        _counted(LogExport.objects.all(), "state"),
    )
    longest = LogExport.objects.waiting().aggregate(age=_age(Min("created_at")))
    yield Gauge(
        "contriblog_full_log_queue_age_seconds",
        "How long the full log that waits longest for a worker has waited",
        (),
        [((), _seconds(longest["age"]))],
    )


def _waits() -> Q:
    return Q(state=RunState.QUEUED, not_before__gt=Now())


def _counted(runs: QuerySet[Any], *by: str) -> list[Sample]:
    rows = runs.values_list(*by).annotate(count=Count("pk")).order_by(*by)
    return [(tuple(labels), count) for *labels, count in rows]


def _age(instant: str | Combinable) -> ExpressionWrapper[Combinable]:
    """How long ago an instant was, by the clock that wrote it: the database's."""
    since = F(instant) if isinstance(instant, str) else instant
    return ExpressionWrapper(Now() - since, output_field=DurationField())


def _seconds(age: timedelta | None) -> float:
    return max(age.total_seconds(), 0) if age else 0
