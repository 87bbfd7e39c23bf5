"""The people whose logs are read meanwhile, each for the first time, and time, which is hasty here.

A lease of a minute and a pause of half a minute would make every fault last as long. So the rows of
the database grow older by `HASTE` with every beat, as if that much time had passed between two of
them; nothing else of the product is changed. A worker that stores a page every second never loses
its lease by it, and one that is frozen loses it in about two.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import TypeVar

from django.db import Error as DatabaseFailure
from django.db import connection, transaction
from django.db.models import F, Value

from accounts.models import User
from tests.chaos.cluster import until
from tests.tracker.ingest import moves
from tests.tracker.ingest.world import World
from tracker.ingest import passes
from tracker.models import RunState, SyncRun, SyncStream, Trigger
from tracker.tasks import request_sync

T = TypeVar("T")
AT_WORK = 3  # people who are being read at any time
HISTORY = {"pull_requests": 160, "issues": 90, "reviews": 60, "comments": 60}
HISTORY |= {"discussions": 20, "discussion_comments": 30, "commits": 40}
FIRST_PAGE = 6  # items; it grows as pages go well, so that a history takes some forty pages
BEAT, HASTE = 0.5, timedelta(seconds=15)
MOVES = (
    moves.end,
    moves.reopen,
    moves.close_issue,
    moves.edit,
    moves.open_pull_request,
    moves.open_issue,
    moves.review_another,
    moves.review_again,
    moves.dismiss,
    moves.rename_repository,
)


def patiently(do: Callable[[], T]) -> T:
    """What `do` returns, called again where the database went away meanwhile."""
    for _ in range(100):
        try:
            return do()
        except DatabaseFailure:
            connection.close()
            threading.Event().wait(0.1)
    return do()


class Crowd:
    """People who move in one after the other, so that there is always somebody to read."""

    def __init__(self, world: World, random: Random) -> None:
        self.world, self._random = world, random
        self.people: dict[int, moves.Person] = {}
        self.owners: dict[int, User] = {}
        self._is_over = threading.Event()
        self._clock = threading.Thread(target=self._grow_old, daemon=True)
        self._clock.start()

    def keep_busy(self) -> None:
        """Let somebody move in if fewer than AT_WORK are being read."""
        busy = patiently(lambda: SyncRun.objects.active().count())
        for _ in range(busy, AT_WORK):
            self._welcome()

    def move_the_world(self) -> None:
        """Something happens to somebody on GitHub."""
        person = self._random.choice(list(self.people.values()))
        self._random.choice(MOVES)(person, self._random.randrange(100))

    def busy(self) -> list[SyncRun]:
        """The runs that are not over."""
        return patiently(lambda: list(SyncRun.objects.active().select_related("user")))

    def click(self, owner: User, *, times: int = 1) -> None:
        """As if somebody clicked on "Sync now" so often."""
        for _ in range(times):
            patiently(lambda: request_sync(owner, Trigger.OWNER))

    def ask_for_all(self, *, is_full: bool = False) -> None:
        """As if everybody clicked on "Sync now"."""
        for owner in self.owners.values():
            request_sync(owner, Trigger.OWNER, is_full=is_full)

    def wait_until_all_are_read(self) -> None:
        """Until every run has ended; who was given up asks again, as people do."""
        until(lambda: not self.busy(), "all runs have ended", seconds=180)
        for run in SyncRun.objects.filter(state=RunState.FAILED):
            request_sync(run.user, Trigger.OWNER)
        until(lambda: not self.busy(), "all runs have ended", seconds=180)

    def stop_the_clock(self) -> None:
        """Let time pass as it does."""
        self._is_over.set()
        self._clock.join()

    def _welcome(self) -> None:
        login = f"somebody-{len(self.people) + 1}"
        self.world.move_in(login, **HISTORY)
        owner = patiently(lambda: self.world.connect(login).user)
        self.people[owner.pk], self.owners[owner.pk] = moves.Person(self.world, login), owner
        patiently(lambda: passes.streams_of(owner))
        patiently(lambda: SyncStream.objects.filter(user=owner).update(page_size=FIRST_PAGE))
        patiently(lambda: request_sync(owner, Trigger.OWNER))

    def _grow_old(self) -> None:
        while not self._is_over.wait(BEAT):
            try:
                _age()
            except DatabaseFailure:
                connection.close()
        connection.close()


def _age() -> None:
    """Every instant of the active runs that nobody is writing to moves back."""
    with transaction.atomic():
        free = SyncRun.objects.active().select_for_update(skip_locked=True).values("pk")
        instants = ("lease_until", "not_before", "rung_at")
        earlier = {name: F(name) - Value(HASTE) for name in instants}
        SyncRun.objects.filter(pk__in=free).update(**earlier)
