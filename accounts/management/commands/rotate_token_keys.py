"""`manage.py rotate_token_keys`: seal every stored token with the first key of the ring."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts import crypto
from accounts.key_rotation import rotate, secrets_by_key


class Command(BaseCommand):
    """Safe to repeat and to interrupt; the site may run meanwhile."""

    help = "Seals stored tokens with the first key of CONTRIBLOG_TOKEN_KEYS."
    requires_system_checks = ["security"]

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, then say which keys are still in use; exit 1 if a token does not open."""
        rotation = rotate()
        self.stdout.write(f"{rotation.resealed} tokens are now under {crypto.current_key_id()}.")
        for key_id, count in sorted(secrets_by_key().items()):
            self.stdout.write(f"  {key_id}: {count}")
        if rotation.unreadable:
            rows = ", ".join(rotation.unreadable)
            raise CommandError(f"No key of the ring opens: {rows}. Their owners must reconnect.")
        self.stdout.write("Keys that are not listed can leave CONTRIBLOG_TOKEN_KEYS.")
