"""Streams that are one list by authorship: pull requests, comments, discussions.

GitHub offers comments in no order by creation. The whole list is walked by id, which is as good:
ids grow with time and never move, and from the end the newest come first, which people see first.
New comments and edited ones are both found by last change, in one walk.

Comments under one's own issues and pull requests belong to those and are no contribution beside
them: they are read, for GitHub's list and its count hold them, and not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tracker.github.pages import Probe
from tracker.ingest.streams import lists
from tracker.ingest.visit import Visit
from tracker.models import SyncStream


@dataclass(frozen=True, slots=True)
class Authored:
    """The stream whose pages `fetch` gives."""

    fetch: lists.FetchList

    def read(self, visit: Visit, stream: SyncStream) -> Iterator[None]:
        """Bring the stream up to date, yielding after what may be followed by a pause."""
        return lists.read(visit, stream, lists.pages(visit, self.fetch))

    def has_moved(self, _visit: Visit, stream: SyncStream, probe: Probe) -> bool:
        """Whether the last change is newer than the watermark."""
        return lists.has_moved(stream, probe)
