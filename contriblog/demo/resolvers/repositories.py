"""Repositories, their default branch, its history."""

from typing import Any

from contriblog.demo.context import Info, asking
from contriblog.demo.errors import not_found
from contriblog.demo.node_ids import node_id
from contriblog.demo.pagination import Order, Page, connect, connect_list, descends
from contriblog.demo.world.commits import commits_of, mail_of, object_id
from contriblog.demo.world.model import (
    Actor,
    Commit,
    Issue,
    Language,
    PullRequest,
    Release,
    Repository,
)
from contriblog.demo.world.outcomes import ROOT
from contriblog.demo.world.shapes import GitActor, License, Ref, RepositoryTopic, Topic

SHORT_OID = 7


def url(repository: Repository, info: Info) -> str:
    """Return the address of the repository's page."""
    return f"{asking(info).root_url}/{repository.name_with_owner}"


def visibility(repository: Repository, _info: Info) -> str:
    """Return PUBLIC or PRIVATE."""
    return "PRIVATE" if repository.is_private else "PUBLIC"


def is_in_organization(repository: Repository, _info: Info) -> bool:
    """Say whether an organization owns it."""
    return repository.owner.typename == "Organization"


def never(_repository: Repository, _info: Info) -> bool:
    """Say no: no repository here is disabled, a mirror or a template."""
    return False


def updated_at(repository: Repository, _info: Info) -> int:
    """Return the last change; here that is the last push."""
    return repository.pushed_at


def primary_language(repository: Repository, _info: Info) -> Language:
    """Return the language with the most code."""
    return repository.language


def license_info(repository: Repository, _info: Info) -> License:
    """Return the licence."""
    return License(repository.license)


def parent(_repository: Repository, _info: Info) -> None:
    """Say that the repository is no fork of another."""


def topics(repository: Repository, info: Info, **args: Any) -> Page:
    """Return the topics."""
    rows = [
        RepositoryTopic(
            node_id("RT", repository.database_id, name), Topic(node_id("T", name), name)
        )
        for name in repository.topics
    ]
    return connect_list(rows, info, args)


def labels(repository: Repository, info: Info, **args: Any) -> Page:
    """Return the labels that the repository defines."""
    return connect_list(tuple(repository.labels_by_name.values()), info, args)


def releases(repository: Repository, info: Info, **args: Any) -> Page:
    """Return the releases; drafts are for those who may push."""
    viewer = asking(info).viewer
    may_push = repository.owner is viewer or viewer.login in repository.members
    rows = [
        release
        for release in asking(info).world.releases(repository)
        if may_push or not release.is_draft
    ]
    return connect(rows, Order(_released, 2, descends(args.get("orderBy"))), info, args)


def _released(release: Release) -> tuple[int, ...]:
    return (release.created_at, release.database_id)


def release_url(release: Release, info: Info) -> str:
    """Return the address of the release's page."""
    return f"{url(release.repository, info)}/releases/tag/{release.tag_name}"


def pull_request(repository: Repository, info: Info, number: int) -> PullRequest:
    """Return a pull request by its number."""
    thread = asking(info).world.thread(repository, number)
    if isinstance(thread, PullRequest):
        return thread
    raise not_found(f"a PullRequest with the number of {number}.")


def issue(repository: Repository, info: Info, number: int) -> Issue:
    """Return an issue by its number."""
    thread = asking(info).world.thread(repository, number)
    if isinstance(thread, Issue):
        return thread
    raise not_found(f"an Issue with the number of {number}.")


def default_branch(repository: Repository, _info: Info) -> Ref:
    """Return the default branch; its target is the newest commit."""
    oid = object_id("head", repository.id, repository.pushed_at)
    head = Commit(
        id=node_id("C", repository.database_id, oid),
        oid=oid,
        message="Prepare the next development version",
        committed_date=repository.pushed_at,
        additions=1,
        deletions=1,
        changed_files_if_available=1,
        user=None,
        repository=repository,
    )
    return Ref(repository, head)


def commit_history(head: Commit, info: Info, **args: Any) -> Page:
    """Return the default branch's commits, or those "authored by this user" (schema text).

    A co-author is not the author: their commits are found by reading everybody's.
    """
    author = (args.get("author") or {}).get("id")
    commits = [
        commit
        for commit in _on_branch(head.repository, info, author)
        if author is None or (commit.user is not None and commit.user.id == author)
        if (args.get("since") or 0) <= commit.committed_date
        and commit.committed_date <= (args.get("until") or asking(info).now)
    ]
    return connect(commits, Order(_committed, 2, descending=True), info, args)


def _on_branch(repository: Repository, info: Info, author: str | None) -> list[Commit]:
    """Return the known commits, each once, though it may be in the history of several people."""
    world = asking(info).world
    one = world.find(author) if author else None
    people = [one] if isinstance(one, Actor) else world.contributors(repository)
    found = {
        commit.oid: commit
        for person in people
        for commit in commits_of(world.history(person))
        if commit.repository is repository
    }
    return list(found.values())


def _committed(commit: Commit) -> tuple[int, ...]:
    return (commit.committed_date, int(commit.oid[:SHORT_OID], 16))


def headline(commit: Commit, _info: Info) -> str:
    """Return the first line of the message."""
    return commit.message.partition("\n")[0]


def message(commit: Commit, info: Info) -> str:
    """Return the whole message."""
    return commit.message.replace(ROOT, asking(info).root_url)


def message_body(commit: Commit, info: Info) -> str:
    """Return the message without its first line."""
    return message(commit, info).partition("\n")[2].lstrip("\n")


def abbreviated(commit: Commit, _info: Info) -> str:
    """Return the first seven digits of the object id."""
    return commit.oid[:SHORT_OID]


def git_author(commit: Commit, _info: Info) -> GitActor:
    """Return whom the commit names."""
    return _git_actor(commit, commit.user)


def git_authors(commit: Commit, info: Info, **args: Any) -> Page:
    """Return the author and then the co-authors."""
    return connect_list([_git_actor(commit, user) for user in commit.author_list], info, args)


def _git_actor(commit: Commit, user: Actor | None) -> GitActor:
    email = mail_of(user) if user else None
    return GitActor(user.name if user else None, email, commit.authored_date, user)


def commit_url(commit: Commit, info: Info) -> str:
    """Return the address of the commit's page."""
    return f"{url(commit.repository, info)}/commit/{commit.oid}"


def associated(commit: Commit, info: Info, **args: Any) -> Page:
    """Return the pull request that the commit came from, if any."""
    rows = (commit.pull_request,) if commit.pull_request else ()
    return connect_list(rows, info, args)


RESOLVERS = {
    "Repository.url": url,
    "Repository.visibility": visibility,
    "Repository.isInOrganization": is_in_organization,
    "Repository.isDisabled": never,
    "Repository.isMirror": never,
    "Repository.isTemplate": never,
    "Repository.updatedAt": updated_at,
    "Repository.primaryLanguage": primary_language,
    "Repository.licenseInfo": license_info,
    "Repository.parent": parent,
    "Repository.repositoryTopics": topics,
    "Repository.labels": labels,
    "Repository.releases": releases,
    "Repository.pullRequest": pull_request,
    "Repository.issue": issue,
    "Repository.defaultBranchRef": default_branch,
    "Release.url": release_url,
    "Commit.history": commit_history,
    "Commit.message": message,
    "Commit.messageHeadline": headline,
    "Commit.messageBody": message_body,
    "Commit.abbreviatedOid": abbreviated,
    "Commit.author": git_author,
    "Commit.authors": git_authors,
    "Commit.url": commit_url,
    "Commit.associatedPullRequests": associated,
}
