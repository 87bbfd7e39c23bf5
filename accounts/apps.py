"""Accounts: who you are."""

from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and their connection to GitHub; knows nothing of contributions."""

    name = "accounts"

    def ready(self) -> None:
        """Register the checks, which need the models and so cannot be imported above."""
        import_module("accounts.checks")
