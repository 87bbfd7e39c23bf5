"""`manage.py delete_user LOGIN`: what the person could do under Settings."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.deletion import delete_account
from accounts.models import User


class Command(BaseCommand):
    """Deletes one account and everything in it."""

    help = "Deletes an account with its log; GitHub is told by the keeper."

    def add_arguments(self, parser: CommandParser) -> None:
        """LOGIN, and --yes for scripts."""
        parser.add_argument("login", help="a handle, or a GitHub login")
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        """Ask, unless told not to, and delete; exit 1 if there is nobody of that name."""
        try:
            user = User.objects.named(options["login"])
        except User.DoesNotExist as error:
            raise CommandError(f"Nobody here is called {options['login']}.") from error
        if not (options["yes"] or self._confirmed(user)):
            raise CommandError("Nothing was deleted.")
        delete_account(user)
        self.stdout.write(f"{user.handle} and their log are deleted.")

    def _confirmed(self, user: User) -> bool:
        return input(f"Type {user.handle} to delete the account and its log: ") == user.handle
