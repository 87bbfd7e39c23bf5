"""Whose fault it is that GitHub found something too heavy: that one thing's, or its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from tracker.github import fetch
from tracker.github.errors import ShrinkError
from tracker.ingest.visit import Visit

K = TypeVar("K")
T = TypeVar("T")


def ask_again(visit: Visit, ask: Callable[[K], T], thing: K, others: Sequence[K]) -> T | None:
    """The answer for `thing` after all; None where it alone is to blame, and may be skipped.

    First GitHub has to answer for one of the others, or where there is none, for who we are. Raises
    ShrinkError where it answers for none: in an outage nothing may be skipped.
    """
    if others:
        _any_answer(ask, others)
    else:
        visit.ask(fetch.viewer)
    try:
        return ask(thing)
    except ShrinkError:
        return None


def _any_answer(ask: Callable[[K], object], others: Sequence[K]) -> None:
    """The last one is tried too: what is too heavy often lies beside its like."""
    for other, is_last in ((others[0], len(others) == 1), (others[-1], True)):
        try:
            ask(other)
        except ShrinkError:
            if is_last:
                raise
        else:
            return
