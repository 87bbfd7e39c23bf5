"""A full log through the real queue: Redis, a Celery worker, and the queue of long documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from contriblog.celery import app
from tests import make
from tests.tracker.ingest.queue import broker_url, redis_server, until, worker
from tracker.exporting.ask import Wish
from tracker.models import ExportState, LogExport, LogExportFile
from tracker.tasks import DOCUMENTS, cancel_full_log, request_full_log

pytestmark = pytest.mark.django_db(transaction=True)


def test_worker_makes_what_was_asked_for(tmp_path: Path) -> None:
    owner = make.user()
    make.entry(owner)
    before = app.conf.broker_url
    app.conf.update(broker_url=broker_url(tmp_path))

    with redis_server(tmp_path), worker(tmp_path, "http://127.0.0.1:1"):
        request_full_log(owner, Wish())
        until(lambda: LogExport.objects.get().state == ExportState.DONE, "the worker has made it")

    app.conf.update(broker_url=before)
    assert bytes(LogExportFile.objects.get().content).startswith(b"%PDF-")


def test_long_documents_wait_in_a_queue_of_their_own() -> None:
    assert DOCUMENTS in {queue.name for queue in app.conf.task_queues}


def test_asking_never_waits_for_a_queue_that_is_away() -> None:
    owner = make.user()

    export = request_full_log(owner, Wish())

    assert LogExport.objects.get() == export
    assert LogExport.objects.get().rung_at is None
    assert cancel_full_log(owner, export.pk)
