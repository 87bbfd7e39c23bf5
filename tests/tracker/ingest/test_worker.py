"""The whole queue for real: Redis, a Celery worker, the keeper, and each of them away."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from contriblog.celery import app
from tests.tracker.ingest.queue import broker_url, redis_server, until, worker
from tests.tracker.ingest.world import World, stored
from tracker.ingest.keeper import Bells, tick
from tracker.models import Heartbeat, Process, RunState, SyncRun, Trigger
from tracker.records import Form
from tracker.tasks import request_sync, ring_all, ring_for_heartbeat, show_life

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"


@pytest.fixture
def redis_process(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis that the queue uses."""
    before = app.conf.broker_url
    app.conf.update(broker_url=broker_url(tmp_path))
    with redis_server(tmp_path) as process:
        yield process
    app.conf.update(broker_url=before)


def is_done() -> bool:
    return SyncRun.objects.get().state == RunState.DONE


def test_worker_carries_out_what_was_asked_for(
    world: World, redis_process: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    owner = world.connect(LOGIN).user

    with worker(tmp_path, world.url):
        request_sync(owner, Trigger.OWNER)
        until(is_done, "the worker has synced")

    assert stored(owner, Form.REVIEW).keys() == world.items(LOGIN, Form.REVIEW).keys()
    assert SyncRun.objects.get().rung_at is not None
    assert Heartbeat.objects.filter(process=Process.WORKER).exists()


def test_killed_worker_is_replaced_and_the_log_is_complete(
    world: World, redis_process: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    owner = world.connect("henriksalov", scopes=("repo",)).user
    world.tell("POST", "/settings", latency_ms=100)
    with worker(tmp_path, world.url) as first:
        request_sync(owner, Trigger.OWNER)
        until(lambda: SyncRun.objects.get().found >= 300, "a part is read")
        for process in (first.pid, *children_of(first.pid)):
            os.kill(process, signal.SIGKILL)
        first.wait()
    world.tell("POST", "/settings", latency_ms=0)
    assert SyncRun.objects.get().state == RunState.RUNNING
    SyncRun.objects.update(lease_until=SyncRun.objects.get().created_at)

    with worker(tmp_path, world.url):
        until(keeper_round_ends_it, "the keeper's ring was answered")

    for form in (Form.PULL_REQUEST, Form.ISSUE, Form.REVIEW):
        assert stored(owner, form).keys() == world.items("henriksalov", form).keys()


def keeper_round_ends_it() -> bool:
    tick(Bells(ring_all, ring_for_heartbeat))
    return is_done()


def children_of(process_id: int) -> list[int]:
    return [child.pid for child in psutil.Process(process_id).children()]


def test_frozen_queue_keeps_nobody_waiting(
    world: World, redis_process: subprocess.Popen[bytes]
) -> None:
    owner = world.connect(LOGIN).user
    ring_for_heartbeat()
    redis_process.send_signal(signal.SIGSTOP)

    run = request_sync(owner, Trigger.OWNER)

    assert psutil.Process(redis_process.pid).status() == psutil.STATUS_STOPPED
    run.refresh_from_db()
    assert (run.state, run.rung_at) == (RunState.QUEUED, None)


def test_run_that_was_asked_for_while_the_queue_was_gone_is_kept(
    world: World, redis_process: subprocess.Popen[bytes], tmp_path: Path
) -> None:
    owner = world.connect(LOGIN).user
    ring_for_heartbeat()
    redis_process.kill()
    redis_process.wait()

    run = request_sync(owner, Trigger.OWNER)

    run.refresh_from_db()
    assert (run.state, run.rung_at) == (RunState.QUEUED, None)
    with redis_server(tmp_path), worker(tmp_path, world.url):
        until(keeper_round_ends_it, "the keeper has rung once the queue was back")


def test_worker_shows_its_life_when_asked() -> None:
    show_life()

    assert Heartbeat.objects.filter(process=Process.WORKER).exists()
