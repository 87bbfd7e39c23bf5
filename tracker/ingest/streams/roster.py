"""Which module reads which form of contribution."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Protocol

from tracker.github import fetch
from tracker.github.pages import Probe
from tracker.ingest.streams import (
    answers,
    commits,
    issues,
    releases,
    reviews,
    sponsorships,
)
from tracker.ingest.streams.authored import Authored
from tracker.ingest.visit import Visit
from tracker.models import SyncStream
from tracker.records import Form


class Reads(Protocol):
    """What each module of this package offers, or one of its objects."""

    def read(self, visit: Visit, stream: SyncStream, /) -> Iterator[None]:
        """Bring the stream up to date, yielding wherever the walk may be broken off."""

    def has_moved(self, visit: Visit, stream: SyncStream, probe: Probe, /) -> bool:
        """Whether a stream that was read to its end has something new, or may have."""


ROSTER: Mapping[Form, Reads] = {
    Form.PULL_REQUEST: Authored(fetch.pull_requests),
    Form.ISSUE: issues,
    Form.REVIEW: reviews,
    Form.COMMENT: Authored(fetch.comments),
    Form.DISCUSSION: Authored(fetch.discussions),
    Form.ANSWER: answers,
    Form.COMMIT: commits,
    Form.RELEASE: releases,
    Form.SPONSORSHIP: sponsorships,
}
