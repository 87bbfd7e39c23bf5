"""`manage.py export LOGIN`: the whole log as one JSON document."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from tracker.present.export import log_document


class Command(BaseCommand):
    """Writes what the download under Settings holds, byte by byte."""

    help = "Writes a person's log to standard output as JSON (docs/export.schema.json)."

    def add_arguments(self, parser: CommandParser) -> None:
        """LOGIN."""
        parser.add_argument("login", help="a handle, or a GitHub login")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the document; exit 1 if there is nobody of that name."""
        try:
            user = User.objects.named(options["login"])
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody here is called {options['login']}.") from error
        for piece in log_document(user, timezone.now()):
            self.stdout.write(piece, ending="")
