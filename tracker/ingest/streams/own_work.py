"""Commits that stand for a pull request of the person's own, and prove that it landed."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from tracker.github.pages import OwnCommit
from tracker.ingest import candidates, rows
from tracker.ingest.enrich.citations import AFTERWARDS
from tracker.models import Entry, SyncStream
from tracker.records import ContributionRecord, Form, Landing, LandingEvidence, State


def without_landings(
    stream: SyncStream, commits: Sequence[OwnCommit]
) -> tuple[ContributionRecord, ...]:
    """The commits that no pull request of the stream's user became or is cited by. One query.

    What maintainers or a bot pushed for a closed pull request is that one's evidence, not a second
    contribution; GitHub associates the two only where its own button was pressed.
    """
    numbers, oids = _stood_for(stream, commits)
    return tuple(
        commit.record
        for commit in commits
        if commit.record.merge_commit_oid not in oids and not numbers & commit.cites
    )


def land_cited(stream: SyncStream, commits: Sequence[OwnCommit]) -> None:
    """Take the commits as evidence for the closed pull requests that they cite.

    The person is their author or a co-author, so the work that is in the code is theirs. A pull
    request that was not tested yet may have stronger evidence: its own commits wait for that.
    """
    waiting = _closed(stream, commits) if any(commit.cites for commit in commits) else []
    found = {entry: told for entry in waiting if (told := _evidence(entry, commits))}
    untested = [entry for entry in found if entry.enriched_at is None]
    for entry in untested:
        candidates.keep(entry, found[entry])
    landed = [entry for entry in found if entry.enriched_at is not None]
    for entry in landed:
        rows.land(entry, found[entry])
    rows.update([*untested, *landed], rows.LANDING, None)  # their test or their details come next


def _closed(stream: SyncStream, commits: Sequence[OwnCommit]) -> list[Entry]:
    return list(
        Entry.objects.filter(
            user_id=stream.user_id,
            form=Form.PULL_REQUEST,
            repository__node_id=_home(commits),
            number__in={number for commit in commits for number in commit.cites},
            state=State.CLOSED,
            landing="",
        )
    )


def _evidence(entry: Entry, commits: Sequence[OwnCommit]) -> LandingEvidence | None:
    """The first commit that cites an entry in its time."""
    last = (entry.closed_at or entry.updated_at) + AFTERWARDS
    citing = [
        commit.record
        for commit in commits
        if entry.number in commit.cites and entry.opened_at <= commit.record.updated_at <= last
    ]
    if not citing:
        return None
    first = min(citing, key=lambda record: record.updated_at)
    return LandingEvidence(Landing.COMMIT, first.updated_at, detail=first.title, url=first.url)


def _stood_for(
    stream: SyncStream, commits: Sequence[OwnCommit]
) -> tuple[frozenset[int], frozenset[str]]:
    """Numbers and merge commits of the user's pull requests in the commits' one repository."""
    if not commits:
        return frozenset(), frozenset()
    cited = {number for commit in commits for number in commit.cites}
    oids = {commit.record.merge_commit_oid for commit in commits}
    standing = Entry.objects.filter(
        Q(number__in=cited) | Q(merge_commit_oid__in=oids),
        user_id=stream.user_id,
        form=Form.PULL_REQUEST,
        repository__node_id=_home(commits),
    ).values_list("number", "merge_commit_oid")
    found = list(standing)
    return frozenset(number for number, _ in found if number), frozenset(
        oid for _, oid in found if oid
    )


def _home(commits: Sequence[OwnCommit]) -> str:
    """The node id of the one repository that the commits are from."""
    repository = commits[0].record.repository
    return repository.node_id if repository else ""
