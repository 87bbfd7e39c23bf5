"""The viewer, and the connections that hang on a user."""

from typing import Any

from contriblog.demo.context import Info, asking
from contriblog.demo.cursors import Key
from contriblog.demo.errors import missing_scope
from contriblog.demo.pagination import Order, Page, connect, connect_list, descends
from contriblog.demo.world.model import Actor, Comment, Issue, PullRequest, Thread

ARGUMENTS = dict[str, Any]
SHOW_SPONSORSHIPS = {"read:user", "user"}


def viewer(_root: None, info: Info) -> Actor:
    """Return whose token this is."""
    return asking(info).viewer


def pull_requests(user: Actor, info: Info, **args: Any) -> Page:
    """Return the user's pull requests that the token may see."""
    rows = [
        pull
        for pull in asking(info).world.history(user).pull_requests
        if asking(info).sees(pull.repository) and _asked_for(pull, args)
    ]
    return connect(rows, thread_order(args.get("orderBy")), info, args)


def issues(user: Actor, info: Info, **args: Any) -> Page:
    """Return the user's issues that the token may see; `since` is "updated at or after"."""
    filters = args.get("filterBy") or {}
    since = filters.get("since") or 0
    rows = [
        issue
        for issue in asking(info).world.history(user).issues
        if issue.updated_at >= since
        and asking(info).sees(issue.repository)
        and _asked_for(issue, filters)
        and _asked_for(issue, args)
    ]
    return connect(rows, thread_order(args.get("orderBy")), info, args)


def issue_comments(user: Actor, info: Info, **args: Any) -> Page:
    """Return the user's comments on issues and pull requests; without orderBy, by id."""
    history = asking(info).world.history(user)
    rows = [comment for comment in history.comments if asking(info).sees(comment.repository)]
    order = args.get("orderBy")
    if order is None:
        return connect(rows, Order(_comment_id, 1), info, args)
    return connect(rows, Order(_comment_touched, 2, descends(order)), info, args)


def repositories(user: Actor, info: Info, **args: Any) -> Page:
    """Return the repositories that the user owns or, when asked for, collaborates on."""
    affiliations = args.get("ownerAffiliations") or ["OWNER", "COLLABORATOR"]
    rows = [
        repository
        for repository in asking(info).world.repositories()
        if asking(info).sees(repository)
        and args.get("isFork") in (None, repository.is_fork)
        and (
            ("OWNER" in affiliations and repository.owner is user)
            or ("COLLABORATOR" in affiliations and user.login in repository.members)
        )
    ]
    rows.sort(key=lambda repository: repository.created_at, reverse=True)
    return connect_list(rows, info, args)


def sponsorships(user: Actor, info: Info, **args: Any) -> Page:
    """Return whom the user sponsors: the private ones only to the user. Needs a scope."""
    request = asking(info)
    if not request.scopes & SHOW_SPONSORSHIPS:
        raise missing_scope(info.field_name, ["read:user"], request.scopes)
    rows = [
        sponsorship
        for sponsorship in request.world.history(user).sponsorships
        if (user is request.viewer or sponsorship.privacy_level == "PUBLIC")
        and (sponsorship.is_active or args.get("activeOnly") is False)
    ]
    rows.sort(key=lambda row: row.created_at, reverse=descends(args.get("orderBy")))
    return connect_list(rows, info, args)


def nothing(_user: Actor, info: Info, **args: Any) -> Page:
    """Return an empty connection: nobody here has any of these."""
    return connect_list((), info, args)


def is_viewer(user: Actor, info: Info) -> bool:
    """Say whether the user is the one whose token this is."""
    return user is asking(info).viewer


def actor_url(actor: Actor, info: Info) -> str:
    """Return the address of an actor's page; apps live under /apps/."""
    place = "/apps/" if actor.typename == "Bot" else "/"
    return f"{asking(info).root_url}{place}{actor.login}"


def avatar_url(actor: Actor, info: Info, size: int = 460) -> str:
    """Return the address of an actor's picture."""
    return f"{asking(info).root_url}/avatars/u/{actor.database_id}?s={size}&v=4"


def thread_order(order: dict[str, str] | None) -> Order:
    """Return the order of issues or pull requests; without orderBy it is by id."""
    if order is None:
        return Order(_thread_id, 1)
    keys = {"CREATED_AT": _thread_created, "UPDATED_AT": _thread_touched}
    key = keys.get(order["field"], _thread_talk)
    return Order(key, 2, descends(order))


def _asked_for(thread: Issue | PullRequest, args: ARGUMENTS) -> bool:
    states, labels = args.get("states"), args.get("labels")
    if states and thread.state not in states:
        return False
    return not labels or any(label.name in labels for label in thread.label_list)


def _thread_id(thread: Thread) -> Key:
    return (thread.full_database_id,)


def _thread_created(thread: Thread) -> Key:
    return (thread.created_at, thread.full_database_id)


def _thread_touched(thread: Thread) -> Key:
    return (thread.updated_at, thread.full_database_id)


def _thread_talk(thread: Thread) -> Key:
    return (thread.comment_count, thread.full_database_id)


def _comment_id(comment: Comment) -> Key:
    return (comment.full_database_id,)


def _comment_touched(comment: Comment) -> Key:
    return (comment.updated_at, comment.full_database_id)


RESOLVERS = {
    "Query.viewer": viewer,
    "User.pullRequests": pull_requests,
    "User.issues": issues,
    "User.issueComments": issue_comments,
    "User.repositories": repositories,
    "User.gists": nothing,
    "User.sponsoring": nothing,
    "User.sponsorshipsAsSponsor": sponsorships,
    "User.isViewer": is_viewer,
} | {
    f"{kind}.{field}": resolver
    for kind in ("User", "Bot", "Organization")
    for field, resolver in {
        "url": actor_url,
        "avatarUrl": avatar_url,
    }.items()
}
