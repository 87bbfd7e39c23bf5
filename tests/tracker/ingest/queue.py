"""A Redis and a Celery worker of the test's own, as real processes."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlencode

import redis
from django.db import connection

from contriblog.local.redis import server_binary

ROOT = Path(__file__).parents[3]
_PATIENCE = 60  # seconds


@contextmanager
def redis_server(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Redis on a socket in `folder`, once it answers; it may be frozen or killed."""
    command = [
        str(server_binary()),
        "--port",
        "0",
        "--unixsocket",
        str(socket_in(folder)),
        "--save",
        "",
    ]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL)  # noqa: S603 - our own arguments
    try:
        with redis.Redis(unix_socket_path=str(socket_in(folder))) as client:
            until(lambda: socket_in(folder).exists() and client.ping(), "Redis answers")
        yield process
    finally:
        process.kill()
        process.wait()


def socket_in(folder: Path) -> Path:
    """Where the Redis of that folder listens."""
    return folder / "redis.sock"


def broker_url(folder: Path) -> str:
    """How Celery names that Redis."""
    return f"redis+socket://{socket_in(folder)}"


@contextmanager
def worker(folder: Path, github_url: str) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker on the test database, the Redis of `folder` and this GitHub."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "REDIS_URL": broker_url(folder),
        "GITHUB_URL": github_url,
    }
    command = [sys.executable, "-m", "celery", "-A", "contriblog", "worker", "-c", "1"]
    command += ["--without-gossip", "--without-mingle", "-l", "WARNING"]
    with (folder / "worker.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)  # noqa: S603 - our own arguments
        try:
            yield process
        finally:
            process.terminate()
            process.wait(_PATIENCE)


def database_url() -> str:
    """The test's own database, for another process."""
    connection.ensure_connection()
    here = connection.connection.info
    login = f"{quote(here.user)}:{quote(here.password)}"
    place = urlencode({"host": here.host, "port": here.port})
    return f"postgresql://{login}@/{here.dbname}?{place}"


def until(is_true: Callable[[], object], what: str) -> None:
    """Wait for something that another process does."""
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        try:
            if is_true():
                return
        except redis.exceptions.ConnectionError:
            pass
        time.sleep(0.05)
    raise AssertionError(f"waited {_PATIENCE} seconds in vain until {what}")
