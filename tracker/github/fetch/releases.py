"""Releases: the repositories that may hold some of the user's, and those that the user published.

GitHub lists releases by repository only, so their authors are compared here, by node id.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.github import normalise
from tracker.github.answer import Answer
from tracker.github.client import GitHubClient
from tracker.github.fetch.walk import (
    Harvest,
    Node,
    connection_at,
    connection_of,
    nodes_by_id,
    read_nodes,
    refuse_a_dead_end,
)
from tracker.github.pages import MaintainedPage, ReleasePage
from tracker.github.reading import Reader
from tracker.records import ContributionRecord, Form, RepositoryRef, State


def maintained(
    client: GitHubClient, user_id: str, *, size: int, cursor: str = ""
) -> MaintainedPage:
    """A page of the repositories with releases that the user owns or collaborates on."""
    variables = {"userId": user_id, "first": size, "after": cursor or None}
    answer = client.query("80_maintained", variables)
    connection = connection_at(answer, "node", "repositories", after=cursor)
    harvest = read_nodes(connection.nodes, answer, _with_releases)
    return MaintainedPage(
        repository_ids=harvest.items,
        skipped=harvest.skipped,
        cursor=connection.cursor,
        has_more=connection.has_more,
        answer=answer,
    )


def releases(
    client: GitHubClient,
    user_id: str,
    repository_ids: Sequence[str],
    *,
    size: int,
    cursor: str = "",
) -> ReleasePage:
    """The user's among `size` releases of each repository; after `cursor` of a single one."""
    variables = {"ids": list(repository_ids), "first": size, "after": cursor or None}
    answer = client.query("81_releases", variables)
    nodes = nodes_by_id(answer, repository_ids)
    read = read_nodes(nodes, answer, lambda node: _releases_in(node, answer, user_id, cursor))
    parts = read.items
    return ReleasePage(
        records=tuple(record for part in parts for record in part.harvest.items),
        skipped=(*read.skipped, *(gap for part in parts for gap in part.harvest.skipped)),
        overflow={part.repository_id: part.more for part in parts if part.more},
        theirs=frozenset(part.repository_id for part in parts if part.harvest.items),
        answer=answer,
    )


@dataclass(frozen=True, slots=True)
class _Releases:
    """What was read in one repository; `more` is where its next page begins, if there is one."""

    repository_id: str
    harvest: Harvest[ContributionRecord]
    more: str


def _with_releases(node: Node) -> str | None:
    reader = Reader(node.value, "repository")
    return reader.node_id() if reader.part("releases").count("totalCount") else None


def _releases_in(node: Node, answer: Answer, user_id: str, after: str) -> _Releases:
    repository = Reader(node.value, "repository")
    home = normalise.repository_ref(repository)
    connection = connection_of(repository.part("releases"), (*node.path, "releases"))
    refuse_a_dead_end(connection, answer, after)
    harvest = read_nodes(connection.nodes, answer, lambda each: _release(each, home, user_id))
    return _Releases(node.asked_id, harvest, connection.cursor if connection.has_more else "")


def _release(node: Node, home: RepositoryRef, user_id: str) -> ContributionRecord | None:
    """One release; None for somebody else's, and for a draft, which is not out yet."""
    release = Reader(node.value, "release")
    author = release.child("author")
    if author is None or author.node_id() != user_id or release.flag("isDraft"):
        return None
    tag = release.line("tagName", normalise.NAME_CAP)
    created_at = release.instant("createdAt")
    return ContributionRecord(
        form=Form.RELEASE,
        node_id=release.node_id(),
        database_id=release.big_id("databaseId"),
        repository=home,
        number=None,
        title=release.line("name") or tag,
        url=release.url(),
        body=release.text("description"),
        state=State.PRERELEASE if release.flag("isPrerelease") else State.PUBLISHED,
        opened_at=created_at,
        updated_at=release.instant("updatedAt"),
        submitted_at=release.instant_or_none("publishedAt") or created_at,
        head_ref=tag,
    )
