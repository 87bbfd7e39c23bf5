"""One seed of chaos: `python -m tests.chaos.one FOLDER SEED SECONDS`, started by tests.chaos.

Prints its figures as JSON. The variables of the installation are set by whoever starts it.
"""

from __future__ import annotations

import dataclasses
import json
import logging
import os
import sys
from pathlib import Path
from random import Random

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django has to be set up first

from tests.chaos.crowd import Crowd  # noqa: E402
from tests.chaos.faults import Chaos  # noqa: E402
from tests.chaos.verdict import Figures, figures  # noqa: E402
from tests.tracker.ingest.world import World  # noqa: E402


def main(folder: Path, seed: int, seconds: float) -> Figures:
    """Let people be read while everything breaks, then let it end, and compare."""
    logging.disable(logging.CRITICAL)
    call_command("migrate", verbosity=0)
    with World(os.environ["GITHUB_URL"]) as world:
        world.tell("POST", "/settings", latency_ms=15)
        crowd = Crowd(world, Random(seed))  # noqa: S311 - no secret
        chaos = Chaos(folder, crowd, Random(seed))  # noqa: S311 - no secret
        try:
            chaos.rage(seconds)
            chaos.calm()
            crowd.wait_until_all_are_read()
            return figures(folder, chaos, crowd, seed)
        finally:
            chaos.stop()


if __name__ == "__main__":
    told = main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]))
    sys.stdout.write(json.dumps(dataclasses.asdict(told)))
