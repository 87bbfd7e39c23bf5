"""`manage.py check_heartbeat`, by which a supervisor knows whether a process lives."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tracker.ingest.heartbeat import beat
from tracker.models import Heartbeat, Process

pytestmark = pytest.mark.django_db


def test_fresh_heartbeat_is_healthy() -> None:
    beat(Process.WORKER)

    call_command("check_heartbeat", "worker")


def test_old_heartbeat_is_not() -> None:
    Heartbeat.objects.create(
        process=Process.WORKER, seen_at=timezone.now() - timedelta(seconds=100)
    )

    with pytest.raises(CommandError, match="No sign of life from the worker in 90 seconds"):
        call_command("check_heartbeat", "worker")


def test_one_process_does_not_answer_for_the_other() -> None:
    beat(Process.KEEPER)

    with pytest.raises(CommandError):
        call_command("check_heartbeat", "worker")


def test_patience_is_the_supervisors_choice() -> None:
    Heartbeat.objects.create(
        process=Process.KEEPER, seen_at=timezone.now() - timedelta(seconds=100)
    )

    call_command("check_heartbeat", "keeper", "--within", "200")
