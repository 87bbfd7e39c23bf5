"""What one request by id gives: a batch of whatever was asked about.

A key for each thing that could be read, or its record; what could not is in `skipped`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tracker.github.answer import Answer
from tracker.records import (
    ContributionRecord,
    LandingEvidence,
    Move,
    RepositoryFacts,
    RepositoryRef,
    Skipped,
    State,
    TriageAct,
)


@dataclass(frozen=True, slots=True)
class PullRequestDetails:
    """What tells of a pull request's kind: paths touched (at most 100), issues it closes.

    Each closing issue is a mapping with `node_id number title url repository labels`.
    """

    paths: tuple[str, ...]
    closing_issues: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class DetailsBatch:
    """Details by the pull request's node id."""

    by_id: Mapping[str, PullRequestDetails]
    skipped: tuple[Skipped, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class EvidenceBatch:
    """Landing evidence by the pull request's node id; each pull request read is a key."""

    by_id: Mapping[str, LandingEvidence]
    skipped: tuple[Skipped, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class TriageBatch:
    """What the user did in threads, by the thread's node id; each thread read is a key."""

    by_id: Mapping[str, tuple[TriageAct, ...]]
    skipped: tuple[Skipped, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class MoveBatch:
    """Whose move it is, by the pull request's node id."""

    by_id: Mapping[str, Move]
    skipped: tuple[Skipped, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class RecordBatch:
    """Contributions that were asked for by id."""

    records: tuple[ContributionRecord, ...]
    skipped: tuple[Skipped, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Sighting:
    """A contribution that is still at GitHub; None for what its form has not, or is not known."""

    state: State | None
    updated_at: datetime | None
    repository: RepositoryRef


@dataclass(frozen=True, slots=True)
class SightingBatch:
    """Sightings by node id. `missing` are the ids of which GitHub says that there is no such thing.

    An id that is in neither could not be shown, which says nothing.
    """

    by_id: Mapping[str, Sighting]
    missing: frozenset[str]
    answer: Answer


@dataclass(frozen=True, slots=True)
class RepositoryBatch:
    """Repositories as they are now; one that is gone or hidden is in `skipped`."""

    repositories: tuple[RepositoryFacts, ...]
    skipped: tuple[Skipped, ...]
    answer: Answer
