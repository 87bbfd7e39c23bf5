"""What every test may lean on: a PostgreSQL, a Redis and a demo GitHub, all of them real.

Each starts when the first test asks for it, in a temporary folder, and is gone after the run.
DATABASE_URL names another PostgreSQL to use instead.
"""

import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from contriblog import env
from contriblog.local.paths import ROOT
from contriblog.local.postgres import Postgres
from contriblog.local.redis import Redis

_DURABLE_NOTHING = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def pytest_configure() -> None:
    """Let SIGTERM unwind the run as Ctrl-C does, so that it leaves no server behind either way."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


@pytest.fixture(scope="session")
def servers_folder() -> Iterator[Path]:
    """Where the servers of this run keep their data; short, for the sake of unix sockets."""
    with tempfile.TemporaryDirectory(prefix="contriblog-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgres_url(servers_folder: Path) -> Iterator[str]:
    """The URL of a PostgreSQL that only this run knows, unless DATABASE_URL is set."""
    if given := env.text("DATABASE_URL"):
        yield given
        return
    postgres = Postgres(servers_folder, options=_DURABLE_NOTHING)
    yield postgres.start()["DATABASE_URL"]
    postgres.stop()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(postgres_url: str, request: pytest.FixtureRequest) -> None:
    """Lead Django there; pytest-django asks for this before it makes the test database.

    Each process of the run has a database of its own, also where they share a server.
    """
    settings.DATABASES["default"].update(env.database("DATABASE_URL", postgres_url))
    request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def redis_url(servers_folder: Path) -> Iterator[str]:
    """The URL of a Redis that only this run knows."""
    redis = Redis(servers_folder)
    yield redis.start()["REDIS_URL"]
    redis.stop()


@pytest.fixture(scope="session")
def demo_url() -> Iterator[str]:
    """The root URL of a demo GitHub with its control plane, as a process of its own."""
    command = [sys.executable, "-m", "contriblog.demo", "--port", "0", "--control"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 ours
        assert process.stdout is not None
        yield process.stdout.readline().split()[-1]
        process.terminate()
