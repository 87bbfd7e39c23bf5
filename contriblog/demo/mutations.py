"""Changes that happen on GitHub while somebody reads it: for tests, through the control plane.

Each function takes the site and the JSON of the request, and returns what to answer. `id` is a
node id. What GitHub would touch, `updatedAt` for one, is touched; what it would not, is not:
a rename, a transfer or a change of privacy leaves every pull request as it was.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from werkzeug.exceptions import BadRequest

from contriblog.demo.node_ids import node_id
from contriblog.demo.site import Site
from contriblog.demo.world import forum
from contriblog.demo.world.cast import actor as invented
from contriblog.demo.world.chance import chance
from contriblog.demo.world.commits import squash_commit
from contriblog.demo.world.drafts import Draft
from contriblog.demo.world.model import (
    Actor,
    Comment,
    Commit,
    Discussion,
    DiscussionComment,
    History,
    Issue,
    PullRequest,
    Repository,
    Review,
    Thread,
)
from contriblog.demo.world.outcomes import (
    Labels,
    conclude,
    event,
    mark_duplicate,
    put_label,
)
from contriblog.demo.world.outcomes import close_issue as end_issue
from contriblog.demo.world.pushes import Pushes

Body = dict[str, Any]
REVIEW = "COMMENTED"
SOON = 601  # pushes end ten minutes before the instant that they lead up to


def add(site: Site, body: Body) -> Body:
    """Let `login` open a pull request or issue, or review (`form`), in `repository`, now."""
    person = person_of(site, body["login"])
    form = body.get("form", "pull")
    draft = Draft(
        form=form,
        kind="issue" if form == "issue" else body.get("kind", "fix"),
        project=site.world.project(body["repository"]),
        instant=site.now(),
        title=body.get("title", "Keep the newest of two equal names"),
        outcome=body.get("state", REVIEW) if form == "review" else "open",
        size=(body.get("additions", 12), body.get("deletions", 4)),
    )
    added = site.world.add(person, draft)
    return {"id": added.id}


def review(site: Site, body: Body) -> Body:
    """Let `login` submit one more review, in `state`, on the pull request `id`, now."""
    pull = _found(site, body["id"], PullRequest)
    person = person_of(site, body["login"])
    chronicle = site.world.chronicle(person)
    added = chronicle.review(pull, body.get("state", REVIEW), site.now())
    site.world.index(added)
    pull.updated_at = site.now()
    return {"id": added.id}


def end(site: Site, body: Body) -> Body:
    """End a pull request: `outcome` merged, closed, stale, claimed, bot, bors or picked."""
    pull = _found(site, body["id"], PullRequest)
    cast = site.world.cast(pull.repository)
    commits = conclude(pull, body.get("outcome", "merged"), site.now(), cast, Labels())
    if pull.author:
        site.world.history(pull.author).commits.extend(commits)
    return {"state": pull.state}


def comment(site: Site, body: Body) -> Body:
    """Let `login` say `body` on the thread `id`, or on an issue that a stranger just opened.

    That issue is in `repository`, with a `title`.
    """
    chronicle = site.world.chronicle(person_of(site, body["login"]))
    if "id" in body:
        thread = _found(site, body["id"], Thread)
    else:
        project, title = site.world.project(body["repository"]), body.get("title", "It hangs")
        draft = Draft("issue", "issue", project, site.now() - 3600, title, "open")
        thread = chronicle.open_elsewhere(draft)
        site.world.index(thread)
    added = chronicle.comment(thread, site.now(), body.get("body", "Which version is this?"))
    site.world.index(added)
    thread.updated_at = site.now()
    return {"id": added.id, "thread_id": thread.id}


def minimize(site: Site, body: Body) -> Body:
    """Hide a comment from view for a `reason`; its `updatedAt` stays."""
    row = _found(site, body["id"], Comment)
    row.minimized_reason = body.get("reason", "off-topic")
    return {"reason": row.minimized_reason}


def duplicate(site: Site, body: Body) -> Body:
    """Let `login` mark the issue `id` as a duplicate of the thread `of`."""
    issue, older = _found(site, body["id"], Issue), _found(site, body["of"], Thread)
    mark_duplicate(issue, older, site.now(), person_of(site, body["login"]))
    return {"id": issue.id}


def push_commits(site: Site, body: Body) -> Body:
    """Let `login` push commits with `messages` to `repository`, now or since `at` (seconds).

    `author` (a login) wrote them where somebody else did, and they name `login` as a co-author;
    `co_authors` (logins) are named beside.
    """
    person = person_of(site, body["login"])
    repository = site.world.repository(body["repository"])
    if repository is None:
        raise BadRequest(f"no such repository: {body['repository']}")
    author = _anybody(site, body["author"]) if "author" in body else person
    named = [_anybody(site, login) for login in body.get("co_authors", ())]
    co_authors = tuple(named if author is person else [person, *named])
    at = body.get("at", site.now())
    pushes = Pushes(person, [repository], site.now() + SOON, chance("push", at, body["messages"]))
    made = [
        pushes.commit(repository, at, message, author=author, co_authors=co_authors)
        for message in body["messages"]
    ]
    site.world.history(person).commits.extend(made)
    for commit in made:
        site.world.index(commit)
    return {"ids": [commit.id for commit in made], "oids": [commit.oid for commit in made]}


def force_push(site: Site, body: Body) -> Body:
    """Rewrite a branch so that the commit `id` is gone from it; by its id it can still be found."""
    commit = _found(site, body["id"], Commit)
    for spec in site.world.specs:
        commits = site.world.history(person_of(site, spec.login)).commits
        if commit in commits:
            commits.remove(commit)
    return {"id": commit.id}


def close_issue(site: Site, body: Body) -> Body:
    """Close an issue with `reason`: COMPLETED, NOT_PLANNED or DUPLICATE; `login` does it, if said.

    Otherwise its author does.
    """
    issue = _found(site, body["id"], Issue)
    closer = person_of(site, body["login"]) if "login" in body else issue.author
    end_issue(issue, body.get("reason", "COMPLETED"), site.now(), closer)
    return {"state": issue.state}


def reopen(site: Site, body: Body) -> Body:
    """Open a closed issue or pull request again."""
    thread = _found(site, body["id"], Thread)
    thread.state, thread.closed_at, thread.updated_at = "OPEN", None, site.now()
    if isinstance(thread, PullRequest):
        thread.merged_at = thread.merged_by = thread.merge_oid = None
    return {"state": thread.state}


def edit(site: Site, body: Body) -> Body:
    """Change `title`, `body`, `state`, `updated_at` or `created_at` (seconds) of any item.

    Of a pull request also `is_draft` and `mergeable`. A review's `updatedAt` moves with it; its
    pull request's does not.
    """
    node = _found(site, body["id"], (Thread, Review, Comment, Discussion, DiscussionComment))
    changes = {"updated_at": site.now()} | {k: v for k, v in body.items() if k in _EDITABLE}
    for name, value in changes.items():
        setattr(node, name, value)
    return {"id": node.id}


def label(site: Site, body: Body) -> Body:
    """Put the label `name` on a pull request or issue; `login` does it, if said.

    Otherwise a maintainer does.
    """
    thread = _found(site, body["id"], Thread)
    known = person_of(site, body["login"]) if "login" in body else None
    actor = known or site.world.cast(thread.repository).maintainer
    put_label(thread, Labels().named(thread, body["name"]), site.now(), actor)
    return {"labels": [row.name for row in thread.label_list]}


def dismiss(site: Site, body: Body) -> Body:
    """Dismiss a review: nothing in its author's own lists moves."""
    row = _found(site, body["id"], Review)
    row.state, row.updated_at = "DISMISSED", site.now()
    return {"state": row.state}


def ghost(site: Site, body: Body) -> Body:
    """Delete the account of a thread's author: `author` is null from then on."""
    thread = _found(site, body["id"], Thread)
    thread.author = None
    return {"id": thread.id}


def delete(site: Site, body: Body) -> Body:
    """Delete an item: it leaves every list, and its id answers NOT_FOUND."""
    kinds = (PullRequest, Issue, Review, Comment, Discussion, DiscussionComment)
    node = _found(site, body["id"], kinds)
    site.world.forget(node)
    for spec in site.world.specs:
        _drop(site.world.history(person_of(site, spec.login)), node)
    if isinstance(node, Review):
        node.pull_request.review_list.remove(node)
    if isinstance(node, DiscussionComment):
        node.discussion.comment_list.remove(node)
        if node.is_answer:
            forum.unaccept(node, site.now())
    if isinstance(node, Comment):
        node.thread.talk.remove(node)
    return {"id": node.id}


def push(site: Site, body: Body) -> Body:
    """Let the author of a pull request push one more commit to it, now."""
    pull = _found(site, body["id"], PullRequest)
    commit = replace(squash_commit(pull), committed_date=site.now(), pull_request=None)
    pushed = event("PullRequestCommit", pull, site.now(), pull.author, commit=commit)
    pull.events, pull.updated_at = (*pull.events, pushed), site.now()
    return {"id": pull.id}


def transfer_issue(site: Site, body: Body) -> Body:
    """Transfer an issue to `repository`: a new id and number there, the old id NOT_FOUND.

    The author, the instant of opening, the title and the conversation go along.
    """
    issue = _found(site, body["id"], Issue)
    site.world.forget(issue)
    issue.repository = _repository_named(site, body["repository"])
    issue.full_database_id += 1
    issue.id = node_id("I", issue.repository.database_id, issue.full_database_id)
    taken = [row.number for row in site.world.threads_in(issue.repository)]
    issue.number, issue.updated_at = max(taken, default=0) + 1, site.now()
    site.world.index(issue)
    return {"id": issue.id, "number": issue.number}


def delete_repository(site: Site, body: Body) -> Body:
    """Delete a repository with all that is in it: nobody sees it, and its id answers NOT_FOUND."""
    repository = _found(site, body["id"], Repository)
    repository.is_private, repository.members = True, frozenset()
    site.world.forget(repository)
    return {"id": repository.id}


def rename_repository(site: Site, body: Body) -> Body:
    """Rename a repository to `name`; the old name leads to it."""
    return _moved(site, body, name=body["name"])


def transfer_repository(site: Site, body: Body) -> Body:
    """Transfer a repository to the owner `login`; the old name leads to it."""
    owner = site.world.actor(body["login"])
    if owner is None:
        owner = invented(body["login"], None, site.world.anchor, "Organization")
    return _moved(site, body, owner=owner)


def privatise(site: Site, body: Body) -> Body:
    """Make a repository private to `members` (logins), or public again with `private` false."""
    repository = _found(site, body["id"], Repository)
    repository.is_private = body.get("private", True)
    repository.members = frozenset(body.get("members", repository.members))
    return {"private": repository.is_private}


def rename_user(site: Site, body: Body) -> Body:
    """Give `login` the new login `to`; the numeric id and node id stay."""
    person = person_of(site, body["login"])
    before = person.login
    owned = [row for row in site.world.repositories() if row.owner is person]
    site.world.rename_actor(person, body["to"])
    for repository in owned:
        repository.former_names = (*repository.former_names, f"{before}/{repository.name}")
        site.world.remember_repository(repository)
    for repository in site.world.repositories():
        names = {person.login if name == before else name for name in repository.members}
        repository.members = frozenset(names)
    place = [spec.id for spec in site.world.specs].index(person.database_id)
    site.world.specs[place] = replace(site.world.specs[place], login=body["to"])
    return {"login": person.login, "id": person.database_id}


MUTATIONS: dict[str, Callable[[Site, Body], Body]] = {
    "add": add,
    "review": review,
    "end": end,
    "comment": comment,
    "minimize": minimize,
    "duplicate": duplicate,
    "push_commits": push_commits,
    "force_push": force_push,
    "close_issue": close_issue,
    "reopen": reopen,
    "edit": edit,
    "label": label,
    "dismiss": dismiss,
    "ghost": ghost,
    "delete": delete,
    "push": push,
    "transfer_issue": transfer_issue,
    "delete_repository": delete_repository,
    "rename_repository": rename_repository,
    "transfer_repository": transfer_repository,
    "privatise": privatise,
    "rename_user": rename_user,
}
_EDITABLE = {"title", "body", "state", "updated_at", "created_at", "is_draft", "mergeable"}


def _found(site: Site, identifier: str, kind: Any) -> Any:
    node = site.world.find(identifier)
    if not isinstance(node, kind):
        raise BadRequest(f"no such item: {identifier}")
    return node


def _repository_named(site: Site, name: str) -> Repository:
    repository = site.world.repository(name)
    if repository is None:
        raise BadRequest(f"no such repository: {name}")
    return repository


def person_of(site: Site, login: str) -> Actor:
    """Return a person by login. Raises BadRequest."""
    person = site.world.actor(login)
    if person is None:
        raise BadRequest(f"no such person: {login}")
    return person


def _anybody(site: Site, login: str) -> Actor:
    """Return an actor by login, invented where nobody has it yet."""
    return site.world.actor(login) or invented(login, None, site.world.anchor)


def _drop(history: History, node: object) -> None:
    kinds: tuple[list[Any], ...] = (
        history.pull_requests,
        history.issues,
        history.reviews,
        history.comments,
        history.discussions,
        history.discussion_comments,
    )
    for rows in kinds:
        if node in rows:
            rows.remove(node)


def _moved(site: Site, body: Body, **changes: Any) -> Body:
    repository = _found(site, body["id"], Repository)
    repository.former_names = (*repository.former_names, repository.name_with_owner)
    for name, value in changes.items():
        setattr(repository, name, value)
    site.world.remember_repository(repository)
    return {"name_with_owner": repository.name_with_owner}
