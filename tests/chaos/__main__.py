"""Everything breaks while logs are read: `python -m tests.chaos [--seconds 60] SEED...`

Each seed gets a PostgreSQL, a Redis, a demo GitHub, two workers and two keepers of its own. Fails
if a log is not the truth in the end, or if more was asked twice than faults account for.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from contriblog.local.paths import ROOT
from contriblog.local.postgres import Postgres

# The operating system lives on, so what was written is there; a commit still waits for that.
_DURABLE_ENOUGH = {"fsync": "off", "full_page_writes": "off"}
# With time as hasty as it is here, half a minute in the middle of a write is a second.
_HASTY = {"options": "-c idle_in_transaction_session_timeout=1s"}
_DEMO = (sys.executable, "-m", "contriblog.demo", "--port", "0", "--control")
HEAD = "seed  faults  kills  wipes  restarts  freezes  people  entries  pages  repeated  "
HEAD += "refused  given up  differences"


def main() -> int:
    """Print a line for each seed; 1 if one of them failed."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("seeds", metavar="SEED", type=int, nargs="+")
    parser.add_argument("--seconds", type=float, default=60)
    asked = parser.parse_args()
    _say(HEAD)
    told = [chaos(seed, asked.seconds) for seed in asked.seeds]
    return int(any(not is_good(one) for one in told))


def chaos(seed: int, seconds: float) -> dict[str, Any]:
    """The figures of one seed, printed as a line of the table."""
    with tempfile.TemporaryDirectory(prefix="chaos-", ignore_cleanup_errors=True) as name:
        with _installation(Path(name)) as variables:
            command = (sys.executable, "-m", "tests.chaos.one", name, str(seed), str(seconds))
            done = subprocess.run(  # noqa: S603 - our own arguments
                command,
                cwd=ROOT,
                env=os.environ | variables,
                capture_output=True,
                text=True,
                check=False,
            )
        if done.returncode:
            raise RuntimeError(done.stderr[-4000:] + _logs(Path(name)))
    figures: dict[str, Any] = json.loads(done.stdout)
    _say(line(figures))
    for difference in figures["differences"]:
        _say(f"      {difference}")
    return figures


def is_good(figures: dict[str, Any]) -> bool:
    """Whether nothing differs and no more was asked twice than what the faults had in flight."""
    return not figures["differences"] and figures["repeated"] <= figures["allowed"]


def line(figures: dict[str, Any]) -> str:
    """One seed's line."""
    counts = figures["faults"]
    kills = sum(counts[name] for name in counts if name.startswith("kill_"))
    freezes = counts.get("freeze_worker", 0) + counts.get("freeze_queue", 0)
    cells = (
        (figures["seed"], 4),
        (sum(counts.values()), 6),
        (kills, 5),
        (counts.get("wipe_queue", 0) + counts.get("kill_queue", 0), 5),
        (counts.get("restart_database", 0), 8),
        (freezes, 7),
        (figures["people"], 6),
        (figures["entries"], 7),
        (figures["pages"], 5),
        (figures["repeated"], 8),
        (figures["refused"], 7),
        (figures["given_up"], 8),
        (len(figures["differences"]), 11),
    )
    return "  ".join(f"{value:>{width}}" for value, width in cells)


@contextmanager
def _installation(folder: Path) -> Iterator[dict[str, str]]:
    """A PostgreSQL and a demo GitHub, and the variables that lead to them."""
    postgres = Postgres(folder, options=_DURABLE_ENOUGH)
    url = postgres.start()["DATABASE_URL"]
    with subprocess.Popen(_DEMO, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:  # noqa: S603 ours
        assert demo.stdout is not None
        try:
            yield {
                "DJANGO_SETTINGS_MODULE": "tests.settings",
                "DATABASE_URL": url,
                "HASTY_DATABASE_URL": f"{url}{'&' if '?' in url else '?'}{urlencode(_HASTY)}",
                "REDIS_URL": f"redis+socket://{folder / 'redis.sock'}",
                "GITHUB_URL": demo.stdout.readline().split()[-1],
            }
        finally:
            demo.terminate()
            postgres.stop()


def _logs(folder: Path) -> str:
    return "".join(log.read_text(errors="replace")[-1500:] for log in folder.glob("*.log"))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
