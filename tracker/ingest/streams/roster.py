"""Which module reads which form of contribution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from tracker.github.pages import Probe
from tracker.ingest.streams import (
    answers,
    comments,
    commits,
    discussions,
    issues,
    pull_requests,
    releases,
    reviews,
    sponsorships,
)
from tracker.ingest.visit import Visit
from tracker.models import SyncStream
from tracker.records import Form


class StreamModule(Protocol):
    """What a module of this package offers."""

    def read(self, visit: Visit, stream: SyncStream, /) -> Iterator[None]:
        """Bring the stream up to date, yielding wherever the walk may be broken off."""

    def has_moved(self, visit: Visit, stream: SyncStream, probe: Probe, /) -> bool:
        """Whether a stream that was read to its end has something new, or may have."""


ROSTER: Mapping[Form, StreamModule] = {
    Form.PULL_REQUEST: pull_requests,
    Form.ISSUE: issues,
    Form.REVIEW: reviews,
    Form.COMMENT: comments,
    Form.DISCUSSION: discussions,
    Form.ANSWER: answers,
    Form.COMMIT: commits,
    Form.RELEASE: releases,
    Form.SPONSORSHIP: sponsorships,
}
