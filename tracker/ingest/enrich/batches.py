"""Batches of things read by id: halved while too heavy, and one that stays too heavy is a gap."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracker.github.errors import ShrinkError
from tracker.ingest.blame import ask_again
from tracker.ingest.visit import Visit

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """What GitHub told of `ids`, and the one of them that it could not tell of, if any."""

    ids: tuple[str, ...]
    told: T | None
    stuck: str = ""


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
