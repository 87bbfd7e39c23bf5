"""Batches of things read by id: halved while too heavy, and one that stays too heavy is a gap.

A batch is as large as the last one that GitHub carried, and grows back after several good ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from tracker.github.errors import ShrinkError
from tracker.ingest import gaps
from tracker.ingest.blame import ask_again
from tracker.ingest.sizes import PAGES_BEFORE_GROWING
from tracker.ingest.visit import Visit
from tracker.models import Entry
from tracker.models.entry import EntryQuerySet
from tracker.records import Skipped

_LONG = ("body", "search")  # columns that no batch needs
T = TypeVar("T")


class TellsGaps(Protocol):
    """What a batch tells of that could not all be read."""

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        """What could not be read, by name."""


G = TypeVar("G", bound=TellsGaps)


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What GitHub told of `ids`, and the one of them that it could not tell of, if any."""

    ids: tuple[str, ...]
    told: T | None
    stuck: str = ""


@dataclass(slots=True)
class Pace:
    """How many to ask for at once: `size`, which never exceeds `largest`."""

    largest: int
    size: int = 0
    _calm: int = 0

    def __post_init__(self) -> None:
        self.size = self.largest

    def met(self, read: int) -> None:
        """Note how many of a batch GitHub answered for at once."""
        self._calm = self._calm + 1 if read >= self.size else 0
        self.size = max(min(read, self.size), 1)
        if self._calm >= PAGES_BEFORE_GROWING:
            self.size, self._calm = min(self.size * 2, self.largest), 0


def newest_first(waiting: EntryQuerySet, pace: Pace) -> Iterator[list[Entry]]:
    """Batches of the entries that still wait, which the caller takes off `waiting` one by one.

    Each query begins where the last batch did, so that none looks through what was done before.
    """
    rest = newest = waiting.newest_first().defer(*_LONG)
    while entries := list(rest[: pace.size]):
        yield entries
        rest = newest.filter(occurred_at__lte=entries[0].occurred_at)


def read_some(
    visit: Visit, ids: Sequence[str], read: Callable[[Sequence[str]], T], *, what: str = ""
) -> Reading[T]:
    """Read as many of the first ids as GitHub answers for; one that it cannot is stuck.

    `what` names what is read: then one that came before in this visit proves that GitHub answers.
    Raises ShrinkError where it answers for nothing else.
    """
    try:
        asked, told = _read_in_halves(ids, read)
    except ShrinkError:
        first, *others = ids
        witnesses = [*others, *_witness(visit, what)]
        late = ask_again(visit, lambda node_id: read([node_id]), first, witnesses)
        return Reading((first,), late, stuck="" if late else first)
    if what:
        visit.answered[what] = asked[0]
    return Reading(tuple(asked), told)


def gaps_in(reading: Reading[G]) -> tuple[Skipped, ...]:
    """What of the ids stays a gap: the one that is too heavy, or those that GitHub did not show."""
    if reading.told is not None:
        return reading.told.skipped
    return (Skipped(reading.stuck, gaps.TOO_HEAVY),)


def _witness(visit: Visit, what: str) -> list[str]:
    known = visit.answered.get(what)
    return [known] if known else []


def _read_in_halves(ids: Sequence[str], read: Callable[[Sequence[str]], T]) -> tuple[list[str], T]:
    """What `read` gives for as many of the first ids as GitHub answers for, and those ids.

    Raises ShrinkError when a single one is too heavy.
    """
    asked = list(ids)
    while True:
        try:
            return asked, read(asked)
        except ShrinkError:
            if len(asked) == 1:
                raise
            asked = asked[: len(asked) // 2]
