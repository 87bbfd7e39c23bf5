"""What Django's checks say about keys, tokens and addresses."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

from accounts import crypto, token_source
from accounts.key_rotation import secrets_by_key
from accounts.models import GrantRevocation

_Apps = Sequence[AppConfig] | None


@checks.register(checks.Tags.security)
def check_token_keys(app_configs: _Apps, **kwargs: Any) -> list[checks.CheckMessage]:
    """E001: the key ring can be read, and no id stands in it twice."""
    try:
        ring = crypto.key_ring()
    except ImproperlyConfigured as error:
        return [checks.Error(str(error), id="accounts.E001")]
    if len(ring) < len(settings.TOKEN_KEYS):
        return [checks.Error("CONTRIBLOG_TOKEN_KEYS has an id twice.", id="accounts.E001")]
    return []


@checks.register(checks.Tags.database)
def check_stored_tokens(
    app_configs: _Apps, databases: Sequence[str] | None = None, **kwargs: Any
) -> list[checks.CheckMessage]:
    """E002: the ring has the key of each stored token. Part of `check --database default`."""
    if not databases or check_token_keys(None) or not _is_migrated():
        return []
    return [
        checks.Error(
            f"{count} stored tokens need the key {key_id!r}, "
            "which CONTRIBLOG_TOKEN_KEYS does not name.",
            hint="Put the key back, or their owners have to connect to GitHub again.",
            id="accounts.E002",
        )
        for key_id, count in sorted(secrets_by_key().items())
        if key_id not in crypto.key_ring()
    ]


@checks.register(checks.Tags.security)
def check_token_source(app_configs: _Apps, **kwargs: Any) -> list[checks.CheckMessage]:
    """E003: GITHUB_TOKEN signs in whoever opens the page, so only this machine may open it."""
    reason = token_source.refusal() if settings.GITHUB_TOKEN else ""
    return [checks.Error(reason, id="accounts.E003")] if reason else []


@checks.register(checks.Tags.security)
def check_oauth_app(app_configs: _Apps, **kwargs: Any) -> list[checks.CheckMessage]:
    """E004: an OAuth app has both an id and a secret."""
    if bool(settings.GITHUB_CLIENT_ID) == bool(settings.GITHUB_CLIENT_SECRET):
        return []
    advice = "Set both GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET, or neither."
    return [checks.Error(advice, id="accounts.E004")]


@checks.register(checks.Tags.urls)
def check_site_url(app_configs: _Apps, **kwargs: Any) -> list[checks.CheckMessage]:
    """E005: the site's address has no path. W001: other machines reach it by https only."""
    url = urlsplit(settings.SITE_URL)
    if url.scheme not in {"http", "https"} or not url.hostname or url.path or url.query:
        wrong = f"CONTRIBLOG_SITE_URL is {settings.SITE_URL!r}."
        hint = "Write an address without a path, such as https://log.example.org."
        return [checks.Error(wrong, hint=hint, id="accounts.E005")]
    if url.scheme == "http" and not token_source.is_loopback(url.hostname):
        wrong = "CONTRIBLOG_SITE_URL is an http address of another machine."
        hint = "Serve the site by https; sessions travel in clear otherwise."
        return [checks.Warning(wrong, hint=hint, id="accounts.W001")]
    return []


def _is_migrated() -> bool:
    return GrantRevocation._meta.db_table in connection.introspection.table_names()
