"""What breaks: at random, by a seed, each counted under the name of its method."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random

from contriblog.local.postgres import Postgres
from tests.chaos.cluster import Queue, members, restart_at_once
from tests.chaos.crowd import Crowd
from tracker.tasks import ring

SHORT, LONG = 0.3, 1.0  # seconds between two faults
BEYOND_A_LEASE = 3.0  # seconds, with the clock as hasty as it is here


class Chaos:
    """An installation with two workers and two keepers, to which things are done."""

    def __init__(self, folder: Path, crowd: Crowd, random: Random) -> None:
        self._crowd, self._random = crowd, random
        self._postgres, self._queue = Postgres(folder), Queue(folder)
        self._workers, self._keepers = members(
            folder, {"DATABASE_URL": os.environ["HASTY_DATABASE_URL"]}
        )
        self.counts: Counter[str] = Counter()

    def rage(self, seconds: float) -> None:
        """Break something every moment, everything once at least before anything comes again."""
        self._start_all()
        self._crowd.keep_busy()
        end, bag = time.monotonic() + seconds, list[Callable[[], None]]()
        while time.monotonic() < end or bag:
            bag = bag or self._shuffled()
            fault = bag.pop()
            fault()
            self.counts[fault.__name__] += 1
            self._start_all()
            self._crowd.keep_busy()
            time.sleep(self._random.uniform(SHORT, LONG))

    def calm(self) -> None:
        """Let everything run that should."""
        self._start_all()

    def stop(self) -> None:
        """End all of it."""
        self._crowd.stop_the_clock()
        for member in (*self._workers, *self._keepers, self._queue):
            member.kill()

    def _shuffled(self) -> list[Callable[[], None]]:
        faults = [
            self.kill_worker,
            self.kill_child,
            self.kill_keeper,
            self.wipe_queue,
            self.kill_queue,
            self.freeze_queue,
            self.restart_database,
            self.freeze_worker,
            self.deliver_twice,
            self.click_often,
            self.move_world,
            self.move_world,
        ]
        self._random.shuffle(faults)
        return faults

    def _start_all(self) -> None:
        for member in (self._queue, *self._workers, *self._keepers):
            member.start()

    def kill_worker(self) -> None:
        """kill -9 of a worker with its children."""
        self._random.choice(self._workers).kill()

    def kill_child(self) -> None:
        """kill -9 of the process that does a worker's work."""
        self._random.choice(self._workers).kill_a_child()

    def kill_keeper(self) -> None:
        """kill -9 of a keeper."""
        self._random.choice(self._keepers).kill()

    def wipe_queue(self) -> None:
        """FLUSHALL."""
        self._queue.client.flushall()

    def kill_queue(self) -> None:
        """kill -9 of Redis, and what it held is gone."""
        self._queue.kill()

    def freeze_queue(self) -> None:
        """Redis is there and says nothing for a second."""
        self._queue.signal(signal.SIGSTOP)
        time.sleep(1)
        self._queue.signal(signal.SIGCONT)

    def restart_database(self) -> None:
        """PostgreSQL restarts without letting anything end."""
        restart_at_once(self._postgres)

    def freeze_worker(self) -> None:
        """A worker stands still until its run is somebody else's, and goes on as if nothing was."""
        worker = self._random.choice(self._workers)
        worker.signal(signal.SIGSTOP)
        time.sleep(BEYOND_A_LEASE)
        worker.signal(signal.SIGCONT)

    def deliver_twice(self) -> None:
        """Each run's message comes twice more."""
        for run in self._crowd.busy():
            ring(run)
            ring(run)

    def click_often(self) -> None:
        """Whoever is being read asks five more times."""
        for run in self._crowd.busy():
            self._crowd.click(run.user, times=5)

    def move_world(self) -> None:
        """Something happens on GitHub."""
        self._crowd.move_the_world()
