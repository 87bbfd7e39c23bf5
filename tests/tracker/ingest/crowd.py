"""Many at once: threads that begin together, each with a database connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from django.db import connection

A = TypeVar("A")
T = TypeVar("T")


def all_at_once(do: Callable[[A], T], things: Sequence[A]) -> list[T]:
    """What `do` returns for each thing, all called at the same moment."""
    gate = Barrier(len(things))

    def begin(thing: A) -> T:
        connection.ensure_connection()
        gate.wait(timeout=30)
        try:
            return do(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(things)) as crowd:
        return list(crowd.map(begin, things))
