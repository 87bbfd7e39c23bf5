"""Commits that already stand in the log as a pull request of the person's own."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from tracker.github.pages import OwnCommit
from tracker.models import Entry, SyncStream
from tracker.records import ContributionRecord, Form


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


def _stood_for(
    stream: SyncStream, commits: Sequence[OwnCommit]
) -> tuple[frozenset[int], frozenset[str]]:
    """Numbers and merge commits of the user's pull requests in the commits' one repository."""
    if not commits:
        return frozenset(), frozenset()
    cited = {number for commit in commits for number in commit.cites}
    oids = {commit.record.merge_commit_oid for commit in commits}
    home = commits[0].record.repository
    rows = Entry.objects.filter(
        Q(number__in=cited) | Q(merge_commit_oid__in=oids),
        user_id=stream.user_id,
        form=Form.PULL_REQUEST,
        repository__node_id=home.node_id if home else "",
    ).values_list("number", "merge_commit_oid")
    found = list(rows)
    return frozenset(number for number, _ in found if number), frozenset(
        oid for _, oid in found if oid
    )
