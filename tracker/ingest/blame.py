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

    First GitHub has to answer for another thing, or where there is none, for who we are. Raises
    ShrinkError where it does not: in an outage nothing may be skipped.
    """
    if others:
        ask(others[0])
    else:
        visit.ask(fetch.viewer)
    try:
        return ask(thing)
    except ShrinkError:
        return None
