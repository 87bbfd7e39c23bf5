"""Commits on default branches: where a person has any, and those that no pull request brought."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.github import landed, normalise
from tracker.github.client import GitHubClient
from tracker.github.fetch.landing import history_of
from tracker.github.fetch.walk import Node, checked, read_nodes, reader_at
from tracker.github.pages import CommitPage, CommitPlace, CommitPlaces, OwnCommit, Window
from tracker.github.reading import Reader

ANYBODY = None


def committed_places(client: GitHubClient, user_id: str, *, window: Window) -> CommitPlaces:
    """The repositories to whose default branches the person committed within the window."""
    variables = {"userId": user_id, "from": window.start, "to": window.end}
    answer = client.query("60_commits_by_repository", variables)
    found = reader_at(answer, "node", "contributionsCollection")
    places = checked(lambda: tuple(map(_place, found.items("commitContributionsByRepository"))))
    return CommitPlaces(
        places=places,
        total=found.count("totalRepositoriesWithContributedCommits") or len(places),
        counted=found.count("totalCommitContributions"),
        answer=answer,
    )


def authored_commits(  # noqa: PLR0913 - whose commits, where, when, and which page of them
    client: GitHubClient,
    user_id: str,
    repository_id: str,
    *,
    window: Window,
    size: int,
    cursor: str = "",
) -> CommitPage:
    """A page of the person's commits that came by no pull request, newest first."""
    asked = _variables(repository_id, window, size, cursor) | {"author": {"id": user_id}}
    return _page(client, asked, user_id)


def co_authored_commits(  # noqa: PLR0913 - whose commits, where, when, and which page of them
    client: GitHubClient,
    user_id: str,
    repository_id: str,
    *,
    window: Window,
    size: int,
    cursor: str = "",
) -> CommitPage:
    """The same for a page of everybody's commits, kept where they name the person as co-author.

    GitHub finds commits by their author alone, so this is how one by a co-author is found.
    """
    asked = _variables(repository_id, window, size, cursor) | {"author": ANYBODY}
    return _page(client, asked, user_id)


@dataclass(frozen=True, slots=True)
class _Read:
    """A commit of the person's; `own` where no pull request brought it."""

    on: date
    own: OwnCommit | None


def _variables(repository_id: str, window: Window, size: int, cursor: str) -> dict[str, object]:
    return {
        "repositoryId": repository_id,
        "since": window.start,
        "until": window.end,
        "first": size,
        "after": cursor or None,
    }


def _page(client: GitHubClient, asked: Mapping[str, object], user_id: str) -> CommitPage:
    answer = client.query("62_commits", asked)
    repository = reader_at(answer, "node")
    history = history_of(answer, str(asked["after"] or ""))
    is_filtered = asked["author"] is not ANYBODY

    def read(node: Node) -> _Read | None:
        return _commit(Reader(node.value, "commit"), repository, user_id, is_theirs=is_filtered)

    harvest = read_nodes(history.nodes, answer, read)
    return CommitPage(
        commits=tuple(found.own for found in harvest.items if found.own),
        written_on=tuple(found.on for found in harvest.items),
        skipped=harvest.skipped,
        cursor=history.cursor,
        has_more=history.has_more,
        answer=answer,
    )


def _commit(commit: Reader, repository: Reader, user_id: str, *, is_theirs: bool) -> _Read | None:
    """What a commit is to the person; None where it is another's and does not name them."""
    if not is_theirs and not normalise.is_co_author(commit, user_id):
        return None
    on = commit.instant("authoredDate").date()
    if commit.part("associatedPullRequests").items("nodes"):
        return _Read(on, None)
    message = commit.text("message", normalise.MESSAGE_CAP)
    cites = landed.cited_numbers(message, repository.line("nameWithOwner"))
    return _Read(on, OwnCommit(normalise.commit(commit, repository, user_id), cites))


def _place(value: object) -> CommitPlace:
    row = Reader(value, "commit contributions")
    repository, contributions = row.part("repository"), row.part("contributions")
    days = row.nodes("contributions")
    return CommitPlace(
        repository_id=repository.node_id(),
        is_private=not repository.says_no("isPrivate"),
        counted=contributions.count("totalCount") or 0,
        days={day.instant("occurredAt").date(): day.count("commitCount") or 0 for day in days},
    )
