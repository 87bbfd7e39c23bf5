"""First syncs of demo people, measured: `python -m bench.sync [--latency-ms 50]`.

Starts a demo GitHub of its own and, for each person, makes a database of its own on the server
that DATABASE_URL names, or else on one that is started for it. A person is measured in a process
of their own, so that peak memory is theirs alone.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.tables import line
from contriblog.local.postgres import Postgres

PEOPLE = ("yaramendelin", "henriksalov", "mquintavalle")
COLUMNS = ("person", "items", "requests", "points", "seconds", "CPU s", "items/CPU s", "peak MB")
ROOT = Path(__file__).parent.parent


def main() -> None:
    """Measure each person and print a table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--latency-ms", default="0", help="of the demo GitHub, per request")
    options = arguments.parse_args()
    sys.stdout.write(line(*COLUMNS, "no change"))
    sys.stdout.flush()
    with _database() as database_url, _demo(options.latency_ms) as url:
        servers = {"DATABASE_URL": database_url, "GITHUB_URL": url}
        here = os.environ | servers | {"DJANGO_SETTINGS_MODULE": "tests.settings"}
        for login in PEOPLE:
            alone = [sys.executable, "-m", "bench.sync_of_one", url, login]
            subprocess.run(alone, check=True, cwd=ROOT, env=here)  # noqa: S603 - our own module


@contextmanager
def _database() -> Iterator[str]:
    if given := os.environ.get("DATABASE_URL"):
        yield given
        return
    with TemporaryDirectory(prefix="contriblog-") as folder:
        postgres = Postgres(Path(folder))
        try:
            yield postgres.start()["DATABASE_URL"]
        finally:
            postgres.stop()


@contextmanager
def _demo(latency_ms: str) -> Iterator[str]:
    command = [sys.executable, "-m", "contriblog.demo", "--port", "0", "--control"]
    command += ["--latency-ms", latency_ms]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:  # noqa: S603 - our own module
        try:
            yield demo.stdout.readline().split()[-1] if demo.stdout else ""
        finally:
            demo.terminate()


if __name__ == "__main__":
    main()
