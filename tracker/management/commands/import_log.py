"""`manage.py import_log LOGIN FILE`: put an exported log back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.models import User
from tracker.restore.errors import UnreadableLogError
from tracker.restore.file import read_log
from tracker.restore.restore import Restored, restore


class Command(BaseCommand):
    """Adds what an exported log has and the person's has not; overwrites nothing newer."""

    help = "Adds an exported log to a person's; doing it twice is doing it once."

    def add_arguments(self, parser: CommandParser) -> None:
        """LOGIN and FILE."""
        parser.add_argument("login", help="a handle, or a GitHub login")
        parser.add_argument("file", type=Path, help="a JSON file that `export` wrote")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen, no more")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import all of it or nothing; exit 1 with the reason if the file is not a log."""
        try:
            user = User.objects.named(options["login"])
            log = read_log(options["file"])
            restored = restore(user, log, is_rehearsal=options["dry_run"])
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody here is called {options['login']}.") from error
        except UnreadableLogError as error:
            raise CommandError(f"{error} Nothing was imported.") from error
        self.stdout.write(_summary(restored, is_rehearsal=options["dry_run"]))


def _summary(restored: Restored, *, is_rehearsal: bool) -> str:
    left = f" {restored.dropped} lines of résumés tell of entries that are nowhere."
    return (
        f"{'Would add' if is_rehearsal else 'Added'} {restored.entries} entries, "
        f"{restored.stories} stories and choices, {restored.resumes} résumés "
        f"and {restored.repositories} repositories.{left if restored.dropped else ''}"
    )
