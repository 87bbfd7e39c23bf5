"""The timeline of a thread: who labelled, closed, reopened, merged or referred to it."""

import re
from typing import Any

from contriblog.demo.context import Info, asking
from contriblog.demo.pagination import Page, connect_list
from contriblog.demo.resolvers.threads import url
from contriblog.demo.world.model import Comment, Event, Issue, PullRequest, Repository, Review
from contriblog.demo.world.outcomes import events_of

_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def timeline_items(thread: Issue | PullRequest, info: Info, **args: Any) -> Page:
    """Return the events, reviews and comments, oldest first; `itemTypes` keeps some."""
    wanted = args.get("itemTypes")
    items = [item for item in _items(thread) if not wanted or item_type(item) in wanted]
    return connect_list(sorted(items, key=_created), info, args)


def item_type(item: Event | Review | Comment) -> str:
    """Return the item's type as `itemTypes` spells it: LABELED_EVENT."""
    return _CAPITAL.sub("_", item.typename).upper()


def event_url(event: Event, info: Info) -> str:
    """Return the address of an event on its thread's page."""
    page = url(event.thread, info) if event.thread else asking(info).root_url
    return f"{page}#event-{event.created_at}"


def merge_ref_name(event: Event, _info: Info) -> str:
    """Return the branch that was merged into."""
    return event.thread.repository.default_branch if event.thread else "main"


def commit_repository(event: Event, _info: Info) -> Repository | None:
    """Return where the referring commit is."""
    return event.commit.repository if event.commit else None


def is_cross_repository(event: Event, _info: Info) -> bool:
    """Say whether what the event refers to is in another repository."""
    other = event.commit or event.canonical
    if other is None or event.thread is None:
        return False
    return other.repository is not event.thread.repository


def is_direct_reference(_event: Event, _info: Info) -> bool:
    """Say that the commit's own message holds the reference."""
    return True


def canonical(event: Event, info: Info) -> Issue | PullRequest | None:
    """Return what it is a duplicate of, if the token may see that."""
    found = event.canonical
    return found if found and asking(info).sees(found.repository) else None


def duplicate(event: Event, _info: Info) -> Issue | PullRequest | None:
    """Return what was marked."""
    return event.thread


def _items(thread: Issue | PullRequest) -> list[Event | Review | Comment]:
    reviews = thread.review_list if isinstance(thread, PullRequest) else []
    return [*events_of(thread), *reviews, *thread.talk]


def _created(item: Event | Review | Comment) -> int:
    return item.created_at


RESOLVERS = {
    "Issue.timelineItems": timeline_items,
    "PullRequest.timelineItems": timeline_items,
    "ClosedEvent.url": event_url,
    "MarkedAsDuplicateEvent.canonical": canonical,
    "MarkedAsDuplicateEvent.duplicate": duplicate,
    "MarkedAsDuplicateEvent.isCrossRepository": is_cross_repository,
    "MergedEvent.url": event_url,
    "MergedEvent.mergeRefName": merge_ref_name,
    "ReferencedEvent.commitRepository": commit_repository,
    "ReferencedEvent.isCrossRepository": is_cross_repository,
    "ReferencedEvent.isDirectReference": is_direct_reference,
}
