"""Commits on default branches: those of the world, and those that merging made."""

import hashlib

from contriblog.demo.node_ids import node_id
from contriblog.demo.world.model import Commit, History, PullRequest


def object_id(*parts: object) -> str:
    """Derive a 40-digit Git object id from whatever identifies the object."""
    return hashlib.sha1(repr(parts).encode(), usedforsecurity=False).hexdigest()


def squash_commit(pull: PullRequest) -> Commit:
    """Return the one commit that a merged pull request became."""
    oid = pull.merge_oid or object_id(pull.id)
    return Commit(
        id=node_id("C", pull.repository.database_id, oid),
        oid=oid,
        message=f"{pull.title} (#{pull.number})\n\n{pull.body[:200]}".rstrip(),
        committed_date=pull.merged_at or pull.updated_at,
        additions=pull.additions,
        deletions=pull.deletions,
        changed_files_if_available=pull.changed_files,
        user=pull.author,
        repository=pull.repository,
        pull_request=pull,
    )


def commits_of(history: History) -> list[Commit]:
    """Return a person's commits on default branches: direct ones, and squashed pull requests."""
    squashed = [squash_commit(pull) for pull in history.pull_requests if pull.merge_oid]
    return [*history.commits, *squashed]
