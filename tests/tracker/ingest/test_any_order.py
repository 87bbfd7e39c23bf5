"""A world that moves between and during pages, in any order: the log is the truth in the end.

Hypothesis makes up what happens and shortens what went wrong. `make chaos` runs many more examples.
"""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Callable

import pytest
from django.db.models.functions import Now
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from accounts.models import User
from tests.tracker.ingest.moves import MOVES, Person
from tests.tracker.ingest.truth import differences, in_public, truth
from tests.tracker.ingest.turns import deaf, request
from tests.tracker.ingest.world import World
from tracker.ingest import passes
from tracker.ingest.run import Outcome, Patience, carry_out
from tracker.models import ACTIVE, Annotation, Entry, Repository, SyncRun, SyncStream
from tracker.records import Form

pytestmark = pytest.mark.django_db(transaction=True)
EXAMPLES = int(os.environ.get("EXAMPLES", "0"))  # 0: the same few each time
A_FEW = 15
FAULTS = (
    "timeout_502_json",
    "resource_limits_whole",
    "resource_limits_null_nodes",
    "unicorn_503_html",
    "secondary_200",
    "primary_rate_limited",
    "bad_cursor",
    "drop",
)
MOST_TURNS = 60  # no sync of so small a world needs more
_serial = itertools.count(1)

moves = st.tuples(st.sampled_from(MOVES), st.integers(0, 11))
Move = tuple[Callable[[Person, int], None], int]


class Killed(BaseException):
    """What a worker meets when its process is told to go."""


class AnyOrder(RuleBasedStateMachine):
    """Somebody's log, and a GitHub on which anything may happen at any time."""

    world: World
    examples = 0

    @initialize(
        pulls=st.integers(1, 9),
        issues=st.integers(1, 7),
        reviews=st.integers(1, 7),
        start=st.sampled_from(["read before", "read before", "new here"]),
    )
    def move_in(self, pulls: int, issues: int, reviews: int, start: str) -> None:
        type(self).examples += 1
        login = f"anyone-{next(_serial)}"
        counts = {"pull_requests": pulls, "issues": issues, "reviews": reviews}
        counts |= {"comments": issues, "discussions": 2, "discussion_comments": 3, "commits": 4}
        self.world.move_in(login, **counts)
        self.person = Person(self.world, login)
        self.owner: User = self.world.connect(login).user
        self.stories: dict[str, str] = {}
        self.kept: set[str] = set()
        if start == "read before":
            self.finish(request(self.owner))

    @rule(several=st.lists(moves, min_size=1, max_size=4))
    def world_moves(self, several: list[Move]) -> None:
        for move in several:
            self.happen(move)

    @rule(fault=st.sampled_from(FAULTS), after=st.integers(0, 4))
    def github_stumbles(self, fault: str, after: int) -> None:
        self.world.break_with(fault, after=after, reset_in=600)

    @rule(
        size=st.sampled_from([1, 6, 100]),
        during=st.lists(st.one_of(st.none(), moves), max_size=5),
        cut=st.one_of(st.none(), st.none(), st.integers(1, 8)),
        how=st.sampled_from(["killed", "turn over"]),
    )
    def sync(self, size: int, during: list[Move | None], cut: int | None, how: str) -> None:
        passes.streams_of(self.owner)
        SyncStream.objects.filter(user=self.owner).update(page_size=size)
        self.turn(request(self.owner), list(during), cut, is_kill=how == "killed")

    @rule(number=st.integers(0, 11))
    def owner_tells_a_story(self, number: int) -> None:
        entries = list(Entry.objects.filter(user=self.owner).order_by("node_id"))
        if entries:
            entry = entries[number % len(entries)]
            story = f"What it was like, {next(_serial)}"
            Annotation.objects.update_or_create(entry=entry, defaults={"problem": story})
            self.stories[entry.node_id] = story

    def teardown(self) -> None:
        try:
            if hasattr(self, "owner"):
                self.compare()
        finally:
            Entry.objects.all().delete()
            Repository.objects.all().delete()
            User.objects.all().delete()
            self.world.tell("DELETE", "/faults")

    def compare(self) -> None:
        """After a quiet sync the lists agree; after one that re-reads everything, every column.

        A run that was under way when the world last moved may have looked before it did: what it
        could not see is the next one's to find.
        """
        self.world.tell("DELETE", "/faults")
        if SyncRun.objects.filter(user=self.owner, state__in=ACTIVE).exists():
            self.finish(request(self.owner))
        self.finish(request(self.owner))
        should_be = in_public(truth(self.world, self.person.login))
        lists = (Form.PULL_REQUEST, Form.ISSUE)
        found = differences(self.owner.pk, should_be, self.kept, forms=lists)
        assert not [gap for gap in found if gap.what not in {"repository", "is_private"}]
        self.finish(request(self.owner, is_full=True))
        assert not differences(self.owner.pk, should_be, self.kept)
        self.nothing_was_lost()

    def nothing_was_lost(self) -> None:
        """Absence deletes nothing, and no sync touches what its owner wrote."""
        stored = set(Entry.objects.filter(user=self.owner).values_list("node_id", flat=True))
        assert self.kept <= stored
        told = Annotation.objects.values_list("entry__node_id", "problem")
        assert dict(told) == self.stories

    def happen(self, move: Move) -> None:
        change, number = move
        change(self.person, number)

    def turn(
        self, run: SyncRun, during: list[Move | None], cut: int | None, *, is_kill: bool
    ) -> Outcome:
        """One turn, in which the world moves after some pages and which may end before its time."""
        pages = itertools.count(1)

        def after_page() -> None:
            if during and (move := during.pop(0)):
                self.happen(move)
            if is_kill and next(pages) == cut:
                raise Killed

        patience = Patience(seconds=600, pages=cut if cut and not is_kill else 1_000_000)
        SyncRun.objects.filter(pk=run.pk).update(not_before=Now())
        try:
            outcome = carry_out(run.pk, ring=deaf, patience=patience, after_page=after_page)
        except Killed:
            outcome = Outcome.UNFINISHED
        self.kept |= set(Entry.objects.filter(user=self.owner).values_list("node_id", flat=True))
        return outcome

    def finish(self, run: SyncRun) -> None:
        """Turns until it is done, each wait taken for over."""
        for _ in range(MOST_TURNS):
            if self.turn(run, [], None, is_kill=False) is Outcome.DONE:
                return
        run.refresh_from_db()
        raise AssertionError(f"not done after {MOST_TURNS} turns: {run.error or run.waiting_for}")


def test_log_is_the_truth_whatever_happens_in_whatever_order(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    AnyOrder.world, AnyOrder.examples = world, 0
    profile = settings(
        max_examples=EXAMPLES or A_FEW,
        stateful_step_count=8,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=not EXAMPLES,
        print_blob=True,
    )
    run_state_machine_as_test(AnyOrder, settings=profile)
    with capsys.disabled():
        sys.stdout.write(f"{AnyOrder.examples} examples, each a world that moved meanwhile\n")
