"""What chaos left: the logs beside the truth, the requests beside those that were needed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.chaos.crowd import Crowd
from tests.chaos.faults import Chaos
from tests.tracker.ingest.truth import Difference, differences, truth
from tracker.models import Entry, RunState, SyncRun

AT_ONCE = 2  # workers, so that one fault may cost so many pages in flight
COSTLY = ("kill_worker", "kill_child", "freeze_worker", "restart_database")
_OPENING = {"Viewer", "Probe"}  # each turn begins with one of them
_SEEN_LATE = {"repository", "is_private", "title", "state", "updated_at"}  # of reviews: next day


@dataclass(frozen=True, slots=True)
class Figures:
    """One seed's line of the table."""

    seed: int
    faults: dict[str, int]
    people: int
    entries: int
    pages: int
    repeated: int
    allowed: int
    most_at_once: int
    refused: int
    given_up: int
    differences: list[str] = field(default_factory=list)


def figures(folder: Path, chaos: Chaos, crowd: Crowd, seed: int) -> Figures:
    """Read the request log, sync what moved, compare, re-read everything, compare again."""
    told = crowd.world.tell("GET", "/log")
    refused = _refused(folder)
    crowd.ask_for_all()
    crowd.wait_until_all_are_read()
    found = [gap for gap in _differences(crowd) if gap.what not in _SEEN_LATE]
    crowd.ask_for_all(is_full=True)
    crowd.wait_until_all_are_read()
    found += _differences(crowd)
    return Figures(
        seed=seed,
        faults=dict(chaos.counts),
        people=len(crowd.people),
        entries=Entry.objects.count(),
        pages=len(told["requests"]),
        repeated=_repeated(told["requests"]),
        allowed=AT_ONCE * sum(chaos.counts[name] for name in COSTLY) + refused,
        most_at_once=told["max_concurrency"],
        refused=refused,
        given_up=SyncRun.objects.filter(state=RunState.FAILED).count(),
        differences=[f"{gap.what} {gap.form} {gap.node_id} {gap.detail}" for gap in found],
    )


def _differences(crowd: Crowd) -> list[Difference]:
    return [
        gap
        for owner_id, person in crowd.people.items()
        for gap in differences(owner_id, truth(crowd.world, person.login))
    ]


def _repeated(requests: list[dict[str, Any]]) -> int:
    """How often a page was answered that had been answered before."""
    answered = Counter(
        repr((row["login"], row["operation"], sorted(row["variables"].items())))
        for row in requests
        if row["operation"] not in _OPENING and row["status"] == 200 and not row["fault"]
    )
    return sum(times - 1 for times in answered.values())


def _refused(folder: Path) -> int:
    """How often a worker that had lost its lease was refused its write."""
    logs = folder.glob("worker-*.log")
    return sum(log.read_text(errors="replace").count("sync_lease_lost") for log in logs)
