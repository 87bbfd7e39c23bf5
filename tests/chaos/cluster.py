"""A whole installation as real processes, each of which may be killed, frozen and started again."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import psutil
import redis

from contriblog.local.paths import ROOT
from contriblog.local.postgres import Postgres
from contriblog.local.redis import server_binary

PATIENCE = 30  # seconds
CELERY = (sys.executable, "-m", "celery", "-A", "contriblog", "worker", "-c", "1")
QUIET = ("--without-gossip", "--without-mingle", "-l", "WARNING")
KEEPER = (sys.executable, "manage.py", "keep", "--every", "1")


class Member:
    """One process and its children, in a group of their own; its log outlives it."""

    def __init__(self, name: str, command: tuple[str, ...], log: Path, **variables: str) -> None:
        self.name, self.log = name, log
        self._command, self._environment = command, os.environ | variables
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, unless it runs."""
        if self._process is not None and self._process.poll() is None:
            return
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own arguments
                self._command,
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to all of it."""
        if self._process is not None and self._process.poll() is None:
            os.killpg(self._process.pid, number)

    def kill(self) -> None:
        """kill -9, children and all."""
        self.signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def kill_a_child(self) -> bool:
        """kill -9 of what does the work, where there is such a child."""
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self._process.pid if self._process else 0).children():
                child.kill()
                return True
        return False


class Queue(Member):
    """A Redis on a socket in `folder` that keeps nothing."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        address = ("--port", "0", "--unixsocket", str(self.socket), "--save", "")
        super().__init__("redis", (str(server_binary()), *address), folder / "redis.log")
        self.client = redis.Redis(unix_socket_path=str(self.socket), socket_timeout=1)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        super().start()
        until(self._answers, "Redis answers")

    def _answers(self) -> bool:
        with contextlib.suppress(redis.exceptions.RedisError):
            return bool(self.client.ping())
        return False


def restart_at_once(postgres: Postgres) -> None:
    """What `pg_ctl restart -m immediate` does: nothing may end, and the log is recovered from."""
    note = (postgres.log.parent / "postmaster.pid").read_text()
    process = psutil.Process(int(note.splitlines()[0]))
    process.send_signal(signal.SIGQUIT)
    process.wait(PATIENCE)
    postgres.start()


def until(is_true: Callable[[], object], what: str, seconds: float = PATIENCE) -> None:
    """Wait for what another process does; raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not is_true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds} seconds in vain until {what}")
        time.sleep(0.05)


def members(folder: Path, variables: Mapping[str, str]) -> tuple[list[Member], list[Member]]:
    """Two workers and two keepers."""
    workers = [
        Member(name, (*CELERY, "-n", f"{name}@here", *QUIET), folder / f"{name}.log", **variables)
        for name in ("worker-1", "worker-2")
    ]
    keepers = [
        Member(name, KEEPER, folder / f"{name}.log", **variables)
        for name in ("keeper-1", "keeper-2")
    ]
    return workers, keepers
