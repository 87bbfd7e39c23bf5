"""`resource(url:)`, and what links a pull request to people beside its author."""

import re
from dataclasses import dataclass
from typing import Any

from contriblog.demo.context import Asking, Info, asking
from contriblog.demo.errors import not_found
from contriblog.demo.node_ids import node_id
from contriblog.demo.pagination import Page, connect_list
from contriblog.demo.resolvers.threads import thread_path
from contriblog.demo.world.commits import object_id
from contriblog.demo.world.model import Commit, Issue, PullRequest

PATH = re.compile(r"/([^/]+/[^/]+)/(pull|issues|commit)/([0-9a-f]+)")
Resource = PullRequest | Issue | Commit


@dataclass(frozen=True, slots=True)
class PullRequestCommit:
    """A commit as a part of a pull request."""

    id: str
    commit: Commit
    pull_request: PullRequest


def resource(_root: None, info: Info, url: str) -> Resource:
    """Return what is at an address of this GitHub, if the token may see it. Raises NOT_FOUND."""
    found = _found(asking(info), url)
    if found is None or not asking(info).sees(found.repository):
        raise not_found(f"a node with the url of '{url}'.")
    return found


def thread_resource_path(thread: PullRequest | Issue, _info: Info) -> str:
    """Return the path of an issue or a pull request."""
    return thread_path(thread)


def commit_resource_path(commit: Commit, _info: Info) -> str:
    """Return the path of a commit."""
    return f"/{commit.repository.name_with_owner}/commit/{commit.oid}"


def commits(pull: PullRequest, info: Info, **args: Any) -> Page:
    """Return the commits of the branch; a person's own pull request has one of theirs."""
    rows = pull.commit_list or (_own_commit(pull),)
    parts = [
        PullRequestCommit(node_id("PURC", pull.full_database_id, row.oid), row, pull)
        for row in rows
    ]
    return connect_list(parts, info, args)


def assignees(pull: PullRequest, info: Info, **args: Any) -> Page:
    """Return whom it is assigned to."""
    return connect_list(pull.assignee_list, info, args)


def _found(request: Asking, url: str) -> Resource | None:
    if not url.startswith(request.root_url):
        return None
    match = PATH.fullmatch(url.removeprefix(request.root_url))
    place = request.world.repository(match[1]) if match else None
    if match is None or place is None:
        return None
    if match[2] == "commit":
        return request.world.commit(place, match[3])
    return request.world.thread(place, int(match[3])) if match[3].isdecimal() else None


def _own_commit(pull: PullRequest) -> Commit:
    oid = object_id("branch", pull.id)
    return Commit(
        id=node_id("C", pull.repository.database_id, oid),
        oid=oid,
        message=pull.title,
        committed_date=pull.created_at,
        additions=pull.additions,
        deletions=pull.deletions,
        changed_files_if_available=pull.changed_files,
        user=pull.author,
        repository=pull.repository,
        pull_request=pull,
    )


RESOLVERS = {
    "Query.resource": resource,
    "PullRequest.resourcePath": thread_resource_path,
    "Issue.resourcePath": thread_resource_path,
    "Commit.resourcePath": commit_resource_path,
    "PullRequest.commits": commits,
    "PullRequest.assignees": assignees,
}
