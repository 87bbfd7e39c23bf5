"""What this installation still needs: one line a thing, for `check_setup`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from celery import current_app
from celery.exceptions import OperationalError
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from accounts.oauth_app import callback_url, has_oauth_app, new_app_url
from accounts.token_source import is_loopback

_BROKER_TIMEOUT = 2  # seconds


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: what it is, whether it is as it should be, and how it is."""

    name: str
    is_right: bool
    says: str


def findings() -> Iterator[Finding]:
    """The state of the address, the sources of contributions, and the services."""
    yield Finding("Address", is_right=True, says=settings.SITE_URL)
    yield _source()
    yield from _checks()
    yield _answering("PostgreSQL", _ask_database, "DATABASE_URL")
    yield _answering("Redis", _ask_broker, "REDIS_URL")


def _source() -> Finding:
    if has_oauth_app() and is_loopback(urlsplit(settings.GITHUB_URL).hostname or ""):
        return Finding("GitHub", is_right=True, says=f"demo GitHub at {settings.GITHUB_URL}")
    if has_oauth_app():
        says = f"OAuth app at {settings.GITHUB_URL}; its callback URL must be {callback_url()}"
        return Finding("GitHub", is_right=True, says=says)
    if settings.GITHUB_TOKEN:
        return Finding("GitHub", is_right=True, says="GITHUB_TOKEN, for you alone")
    return Finding("GitHub", is_right=False, says=_how_to_register())


def _how_to_register() -> str:
    return (
        f"register an OAuth app at {new_app_url()} with the callback URL {callback_url()}, "
        "then set GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET"
    )


def _checks() -> Iterator[Finding]:
    for message in checks.run_checks():
        if message.level >= checks.ERROR:
            yield Finding(message.id or "Check", is_right=False, says=message.msg)


def _answering(name: str, ask: Callable[[], str], variable: str) -> Finding:
    try:
        problem = ask()
    except (DatabaseError, OperationalError) as error:
        problem = f"no answer ({type(error).__name__}); look at {variable}"
    return Finding(name, is_right=not problem, says=problem or "answers")


def _ask_database() -> str:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        return f"{len(plan)} migrations are missing; run `manage.py migrate`"
    broken = [
        message.msg for message in checks.run_checks(databases=["default"], tags=["database"])
    ]
    return " ".join(broken)


def _ask_broker() -> str:
    url = settings.CELERY_BROKER_URL
    with current_app.connection_for_write(url, connect_timeout=_BROKER_TIMEOUT) as broker:
        broker.ensure_connection(max_retries=1, timeout=_BROKER_TIMEOUT)
    return ""
