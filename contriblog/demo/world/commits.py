"""Commits on default branches: those of the world, and those that merging made."""

import hashlib
from collections.abc import Iterable

from contriblog.demo.node_ids import node_id
from contriblog.demo.world.model import Actor, Commit, History, PullRequest


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


def mail_of(actor: Actor) -> str:
    """Return the address under which somebody commits."""
    return f"{actor.database_id}+{actor.login}@users.noreply.demo.invalid"


def trailers(co_authors: Iterable[Actor]) -> str:
    """Return how a message names its co-authors, or nothing where there are none."""
    lines = [f"Co-authored-by: {who.name or who.login} <{mail_of(who)}>" for who in co_authors]
    return "\n\n" + "\n".join(lines) if lines else ""


def commits_of(history: History) -> list[Commit]:
    """Return the commits on default branches that a person wrote, or has a part in.

    Those of other people name them as a co-author.
    """
    squashed = [squash_commit(pull) for pull in history.pull_requests if pull.merge_oid]
    return [*history.commits, *squashed]
