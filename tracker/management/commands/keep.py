"""`manage.py keep`: the process that finds work that is owed, for as long as it runs."""

from __future__ import annotations

import signal
import threading
from argparse import ArgumentParser
from typing import Any

import structlog
from django.core.management.base import BaseCommand
from django.db import Error as DatabaseFailure
from django.db import close_old_connections, connection

from tracker.exporting import keeper as full_logs
from tracker.ingest.keeper import Bells, tick
from tracker.tasks import ring_all, ring_for_full_log, ring_for_heartbeat

log = structlog.get_logger(__name__)


class Command(BaseCommand):
    """Wakes people who are due, takes runs back from lost workers, and rings for what waits."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the pause between two rounds."""
        parser.add_argument("--every", type=float, default=5, metavar="SECONDS")

    def handle(self, *args: Any, every: float, **options: Any) -> None:
        """Go round until SIGTERM or SIGINT; a database that goes away is waited for."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda _number, _frame: stop.set())
        log.info("keeper_started", every=every)
        while not stop.is_set():
            _round()
            stop.wait(every)
        log.info("keeper_stopped")


def _round() -> None:
    try:
        tick(Bells(ring_all, ring_for_heartbeat))
        full_logs.tick(ring_for_full_log)
        close_old_connections()
    except DatabaseFailure as error:
        log.warning("keeper_lost_the_database", reason=str(error))
        connection.close()
