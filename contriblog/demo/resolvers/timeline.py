"""The timeline of a pull request: who labelled, closed, reopened, merged or referred to it."""

import re
from typing import Any

from contriblog.demo.context import Info, asking
from contriblog.demo.pagination import Page, connect_list
from contriblog.demo.resolvers.threads import url
from contriblog.demo.world.model import Event, PullRequest, Repository, Review
from contriblog.demo.world.outcomes import events_of

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def timeline_items(pull: PullRequest, info: Info, **args: Any) -> Page:
    """Return the events and reviews, oldest first; `itemTypes` keeps some."""
    wanted = args.get("itemTypes")
    items = [item for item in _items(pull) if not wanted or item_type(item) in wanted]
    return connect_list(sorted(items, key=_created), info, args)


def item_type(item: Event | Review) -> str:
    """Return the item's type as `itemTypes` spells it: LABELED_EVENT."""
    return _CAPITAL.sub("_", item.typename).upper()


def event_url(event: Event, info: Info) -> str:
    """Return the address of an event on its pull request's page."""
    page = url(event.pull_request, info) if event.pull_request else asking(info).root_url
    return f"{page}#event-{event.created_at}"


def merge_ref_name(event: Event, _info: Info) -> str:
    """Return the branch that was merged into."""
    return event.pull_request.repository.default_branch if event.pull_request else "main"


def commit_repository(event: Event, _info: Info) -> Repository | None:
    """Return where the referring commit is."""
    return event.commit.repository if event.commit else None


def is_cross_repository(event: Event, _info: Info) -> bool:
    """Say whether the referring commit is in another repository."""
    if event.commit is None or event.pull_request is None:
        return False
    return event.commit.repository is not event.pull_request.repository


def is_direct_reference(_event: Event, _info: Info) -> bool:
    """Say that the commit's own message holds the reference."""
    return True


def _items(pull: PullRequest) -> list[Event | Review]:
    return [*events_of(pull), *pull.review_list]


def _created(item: Event | Review) -> int:
    return item.created_at


RESOLVERS = {
    "PullRequest.timelineItems": timeline_items,
    "ClosedEvent.url": event_url,
    "MergedEvent.url": event_url,
    "MergedEvent.mergeRefName": merge_ref_name,
    "ReferencedEvent.commitRepository": commit_repository,
    "ReferencedEvent.isCrossRepository": is_cross_repository,
    "ReferencedEvent.isDirectReference": is_direct_reference,
}
