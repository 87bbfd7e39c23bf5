"""How much to ask for at once: less when GitHub finds it too heavy, more when that went well."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import structlog

from tracker.github.errors import ShrinkError
from tracker.ingest.visit import Visit
from tracker.models import SyncStream

log = structlog.get_logger(__name__)
T = TypeVar("T")
SIZES = (100, 50, 25, 12, 6, 1)
PAGES_BEFORE_GROWING = 4


def sized(visit: Visit, stream: SyncStream, fetch: Callable[[int], T]) -> T:
    """What `fetch` gives for the stream's page size, halved as often as GitHub finds it too heavy.

    Raises ShrinkError when even a single item is too heavy.
    """
    while True:
        try:
            told = fetch(stream.page_size)
        except ShrinkError:
            shrink(visit, stream)
        else:
            grow(visit, stream)
            return told


def shrinking(size: int, fetch: Callable[[int], T]) -> T:
    """What `fetch` gives for `size`, or for the next smaller one that GitHub can carry.

    Raises ShrinkError when even a single item is too heavy.
    """
    while True:
        try:
            return fetch(size)
        except ShrinkError:
            size = smaller(size)


def smaller(size: int) -> int:
    """The next smaller size; raises ShrinkError after 1: it cannot be read at all."""
    for step in SIZES:
        if step < size:
            return step
    raise ShrinkError("a single item is too heavy")


def larger(size: int) -> int:
    """The next larger size, at most 100."""
    return next((step for step in reversed(SIZES) if step > size), SIZES[0])


def shrink(visit: Visit, stream: SyncStream) -> None:
    """Ask for less from now on; raises ShrinkError where it is a single item already."""
    stream.page_size = smaller(stream.page_size)
    visit.calm[stream.form] = 0
    log.info("sync_page_shrunk", stream=stream.form, size=stream.page_size)


def grow(visit: Visit, stream: SyncStream) -> None:
    """Count a good page, and after several ask for more again."""
    visit.calm[stream.form] += 1
    if visit.calm[stream.form] >= PAGES_BEFORE_GROWING:
        stream.page_size = larger(stream.page_size)
        visit.calm[stream.form] = 0
