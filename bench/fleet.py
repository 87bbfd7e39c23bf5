"""Many people due at once, through the real queue: `python -m bench.fleet [--people 10000]`.

Two measurements on an installation of its own (PostgreSQL, Redis, one worker, keeper, demo GitHub):

- everybody is due at the same moment: how many syncs a second this machine carries out;
- the same people are due spread over an hour, of which `--minutes` pass: how long a due person
  waits for a worker, while a newcomer's first sync of 1,200 contributions goes on beside them.

Nothing has changed for anybody, as at most of the times when somebody is due. People begin with
streams that are marked as read to the end; the sync itself, its request and its writes are real.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys

from bench.installation import ROOT, process, services, worker

MANAGE = "manage.py"


def main() -> None:
    """Start everything, and measure inside of it."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--people", type=int, default=10_000)
    arguments.add_argument("--minutes", type=float, default=5, help="of the hour to let pass")
    arguments.add_argument("--concurrency", type=int, default=os.cpu_count() or 1)
    options = arguments.parse_args()
    with services() as variables:
        environment = os.environ | variables
        migrate = [sys.executable, MANAGE, "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env=environment, check=True)  # noqa: S603 - our own command
        with (
            worker(options.concurrency, variables) as workers,
            process("-W", "ignore", MANAGE, "keep", environment=variables) as keeper,
        ):
            inside = [str(options.people), str(options.minutes), str(workers.pid), str(keeper.pid)]
            measure = [sys.executable, "-m", "bench.fleet_inside", *inside]
            subprocess.run(measure, cwd=ROOT, env=environment, check=True)  # noqa: S603 - our own module


if __name__ == "__main__":
    main()
