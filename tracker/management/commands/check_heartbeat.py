"""`manage.py check_heartbeat PROCESS`: whether the worker or the keeper lives, for a supervisor."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from tracker.models import Heartbeat, Process


class Command(BaseCommand):
    """Reads the signs of life that both leave in the database; a worker's prove the queue too."""

    help = "Exits 0 if the process showed life lately, else 1."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which of them, and how old its last sign may be."""
        parser.add_argument("process", choices=[process.value for process in Process])
        parser.add_argument("--within", type=int, default=90, metavar="SECONDS")

    def handle(self, *args: Any, process: str, within: int, **options: Any) -> None:
        """Say nothing where all is well."""
        alive = Heartbeat.objects.alive(timedelta(seconds=within))
        if not alive.filter(process=process).exists():
            raise CommandError(f"No sign of life from the {process} in {within} seconds.")
