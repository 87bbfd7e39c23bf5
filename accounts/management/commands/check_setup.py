"""`manage.py check_setup`: what is set, what is missing, and the callback URL."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.setup_report import findings


class Command(BaseCommand):
    """Looks at the whole installation; changes nothing."""

    help = "Says what this installation still needs; exit 1 if something does."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """One line for each thing that was looked at."""
        wrong = 0
        for finding in findings():
            wrong += not finding.is_right
            mark = (
                self.style.SUCCESS("ok     ") if finding.is_right else self.style.ERROR("missing")
            )
            self.stdout.write(f"{mark}  {finding.name}: {finding.says}")
        if wrong:
            raise CommandError(f"{wrong} of these need your attention.")
