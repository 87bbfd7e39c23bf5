"""What an operator reads at /metrics, and who may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import Settings

from accounts.models import GitHubConnection
from tests import make
from tracker.ingest import heartbeat
from tracker.ingest.claim import claim
from tracker.models import Lane, LogExport, Process, RunState

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
SECRET = "a-long-secret-for-prometheus"


@pytest.fixture(autouse=True)
def _token(settings: Settings) -> None:
    settings.METRICS_TOKEN = SECRET


def scraped(client: Client) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels, those in the order of their names."""
    answer = client.get("/metrics", headers={"Authorization": f"Bearer {SECRET}"})
    assert answer.status_code == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(answer.content.decode())
        for sample in family.samples
    }


def test_runs_are_counted_by_lane_and_state_and_waits_by_reason(client: Client) -> None:
    later = timezone.now() + MINUTE
    make.sync_run()
    make.sync_run(lane=Lane.FIRST)
    make.sync_run(lane=Lane.FIRST, not_before=later, error_code="rate_limited")
    claim(make.sync_run().pk)

    found = scraped(client)

    assert found["contriblog_sync_runs", "changes", "queued"] == 1
    assert found["contriblog_sync_runs", "changes", "running"] == 1
    assert found["contriblog_sync_runs", "first", "queued"] == 1
    assert found["contriblog_sync_waits", "rate_limited"] == 1


def test_ages_grow_with_what_waits_and_are_nought_where_nothing_does(client: Client) -> None:
    heartbeat.beat(Process.KEEPER)
    make.sync_run(lane=Lane.FIRST, not_before=timezone.now() - 5 * MINUTE)
    make.connection()
    GitHubConnection.objects.update(next_sync_at=timezone.now() - 2 * MINUTE)

    found = scraped(client)

    assert 300 <= found["contriblog_sync_queue_age_seconds", "first"] < 360
    assert found["contriblog_sync_queue_age_seconds", "changes"] == 0
    assert 120 <= found["contriblog_sync_overdue_seconds",] < 180
    assert found["contriblog_process_silent_seconds", "keeper"] < 60


def test_ended_runs_are_summed_over_the_last_hour(client: Client) -> None:
    now = timezone.now()
    make.sync_run(state=RunState.DONE, finished_at=now, requests=7, points=9, found=25)
    make.sync_run(state=RunState.FAILED, finished_at=now, requests=1, error_code="suspended")
    make.sync_run(state=RunState.DONE, finished_at=now - 61 * MINUTE, requests=1000)

    found = scraped(client)

    assert found["contriblog_sync_runs_ended_last_hour", "", "done"] == 1
    assert found["contriblog_sync_runs_ended_last_hour", "suspended", "failed"] == 1
    assert found["contriblog_sync_work_last_hour", "requests"] == 8
    assert found["contriblog_sync_work_last_hour", "points"] == 9


def test_the_database_is_asked_as_often_for_many_runs_as_for_one(client: Client) -> None:
    with CaptureQueriesContext(connection) as one:
        scraped(client)
    for _ in range(20):
        make.sync_run()
    with CaptureQueriesContext(connection) as many:
        scraped(client)

    assert len(many) == len(one) <= 10


@pytest.mark.parametrize("header", ["", "Bearer wrong", SECRET, f"Basic {SECRET}"])
def test_nobody_reads_them_without_the_token(client: Client, header: str) -> None:
    answer = client.get("/metrics", headers={"Authorization": header})

    assert (answer.status_code, answer.content) == (401, b"")


def test_without_a_token_in_the_settings_there_is_no_such_page(
    client: Client, settings: Settings
) -> None:
    settings.METRICS_TOKEN = ""

    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_full_logs_are_counted_and_the_longest_wait_is_told(client: Client) -> None:
    make.full_log()
    make.log_export()
    LogExport.objects.filter(pk=make.log_export().pk).update(created_at=timezone.now() - 5 * MINUTE)

    found = scraped(client)

    assert found["contriblog_full_logs", "queued"] == 2
    assert found["contriblog_full_logs", "done"] == 1
    assert 300 <= found["contriblog_full_log_queue_age_seconds",] < 400
