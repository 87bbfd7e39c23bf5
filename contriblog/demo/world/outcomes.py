"""How a pull request ends: merged, closed, or landed without GitHub calling it merged.

The landed shapes are those of real projects: a bot commits the work, labels the pull request
"Merged" and closes it (PyTorch); bors rewrites the title (mathlib); a maintainer cherry-picks the
commit and closes the pull request by hand. Two look-alikes did not land: closed by a stale bot
that labelled it, and labelled "Merged" by a person.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from contriblog.demo.clock import DAY, YEAR
from contriblog.demo.node_ids import node_id
from contriblog.demo.world.commits import object_id, squash_commit
from contriblog.demo.world.model import (
    Actor,
    Commit,
    Event,
    Issue,
    Label,
    PullRequest,
    Thread,
)

ROOT = "{root}"  # stands for the demo's own address, which is known when a request comes


@dataclass(frozen=True, slots=True)
class Cast:
    """Who can close a pull request in a repository."""

    maintainer: Actor
    merge_bot: Actor
    merge_user: Actor
    stale_bot: Actor
    anchor: int


def conclude(
    pull: PullRequest, outcome: str, at: int, cast: Cast, labels: "Labels"
) -> list[Commit]:
    """End a pull request at an instant; returns commits that now stand on the default branch."""
    if outcome == "open":
        return []
    before, pull.events = pull.events, ()
    pull.closed_at = at
    pull.updated_at = at
    commits = _ENDINGS[outcome](pull, at, cast, labels)
    if before:
        pull.events = (*before, *events_of(pull))
    return commits


class Labels:
    """Gives out the labels of a repository, one object per name."""

    COLOURS = ("d73a4a", "0075ca", "a2eeef", "7057ff", "008672", "e4e669", "cfd3d7", "5319e7")

    def named(self, thread: Thread, name: str) -> Label:
        """Return the label, created on first use."""
        repository = thread.repository
        label = repository.labels_by_name.get(name)
        if label is None:
            place = len(repository.labels_by_name)
            colour = self.COLOURS[place % len(self.COLOURS)]
            label = Label(node_id("LA", repository.database_id, 700 + place), name, colour)
            repository.labels_by_name[name] = label
        return label


def events_of(thread: Issue | PullRequest) -> tuple[Event, ...]:
    """Return a thread's events; a plain ending is told from its fields."""
    return (*thread.events, *_plain_ending(thread))


def _plain_ending(thread: Issue | PullRequest) -> tuple[Event, ...]:
    is_told = any(row.typename == "ClosedEvent" for row in thread.events)
    if is_told or thread.closed_at is None:
        return ()
    if isinstance(thread, Issue):
        reason = thread.state_reason
        return (event("ClosedEvent", thread, thread.closed_at, thread.author, state_reason=reason),)
    if thread.merged_at is None:
        return (event("ClosedEvent", thread, thread.closed_at, thread.author),)
    commit = squash_commit(thread)
    return (
        event("MergedEvent", thread, thread.merged_at, thread.merged_by, commit=commit),
        event("ClosedEvent", thread, thread.merged_at, thread.merged_by),
    )


def event(
    typename: str, thread: Issue | PullRequest, at: int, actor: Actor | None, **companions: Any
) -> Event:
    """Make one timeline item with an id of its own; `companions` are further fields of Event."""
    initials = "".join(filter(str.isupper, typename))
    identifier = node_id(initials, thread.repository.database_id, thread.full_database_id, at)
    return Event(typename, identifier, at, actor, thread, **companions)


def put_label(thread: Issue | PullRequest, label: Label, at: int, actor: Actor) -> None:
    """Let somebody label a thread."""
    thread.events = (*events_of(thread), event("LabeledEvent", thread, at, actor, label=label))
    thread.label_list = (*thread.label_list, label)
    thread.updated_at = max(thread.updated_at, at)


def close_issue(issue: Issue, reason: str, at: int, actor: Actor | None) -> None:
    """Let somebody close an issue with a reason of GitHub's."""
    closing = event("ClosedEvent", issue, at, actor, state_reason=reason)
    issue.events = (*events_of(issue), closing)
    issue.state, issue.state_reason = "CLOSED", reason
    issue.closed_at = issue.updated_at = at


def mark_duplicate(issue: Issue, of: Issue | PullRequest, at: int, actor: Actor) -> None:
    """Let somebody mark an issue as a duplicate, without closing it."""
    mark = event("MarkedAsDuplicateEvent", issue, at, actor, canonical=of)
    issue.events = (*events_of(issue), mark)
    issue.updated_at = max(issue.updated_at, at)


def _merged(pull: PullRequest, at: int, cast: Cast, _labels: Labels) -> list[Commit]:
    pull.state, pull.merged_at, pull.merged_by = "MERGED", at, cast.maintainer
    pull.merge_oid = object_id("merge", pull.id)
    return []


def _closed(pull: PullRequest, _at: int, _cast: Cast, _labels: Labels) -> list[Commit]:
    pull.state = "CLOSED"
    return []


def _stale(pull: PullRequest, at: int, cast: Cast, labels: Labels) -> list[Commit]:
    label = labels.named(pull, "Stale")
    _label_and_close(pull, at, cast.stale_bot, label, None)
    return []


def _claimed(pull: PullRequest, at: int, cast: Cast, labels: Labels) -> list[Commit]:
    label = labels.named(pull, "Merged")
    _label_and_close(pull, at, cast.maintainer, label, None)
    return []


def _by_bot(pull: PullRequest, at: int, cast: Cast, labels: Labels) -> list[Commit]:
    page = f"{ROOT}/{pull.repository.name_with_owner}/pull/{pull.number}"
    commit = _landed_commit(pull, at, f"Pull Request resolved: {page}")
    recent = at > cast.anchor - 2 * YEAR
    bot, closer = (cast.merge_user, commit) if recent else (cast.merge_bot, None)
    _label_and_close(pull, at, bot, labels.named(pull, "Merged"), closer)
    return [commit]


def _by_bors(pull: PullRequest, at: int, cast: Cast, _labels: Labels) -> list[Commit]:
    commit = _landed_commit(pull, at, "")
    pull.state, pull.title = "CLOSED", f"[Merged by Bors] - {pull.title}"
    pull.events = (event("ClosedEvent", pull, at, cast.merge_bot),)
    return [commit]


def _picked(pull: PullRequest, at: int, cast: Cast, _labels: Labels) -> list[Commit]:
    commit = _landed_commit(pull, at - DAY // 24, f"Closes #{pull.number}")
    pull.state = "CLOSED"
    pull.events = (
        event("ReferencedEvent", pull, at - DAY // 24, cast.maintainer, commit=commit),
        event("ClosedEvent", pull, at, cast.maintainer),
    )
    return [commit]


def _landed_commit(pull: PullRequest, at: int, trailer: str) -> Commit:
    commit = squash_commit(pull)
    commit.committed_date = at
    commit.pull_request = None
    commit.message = f"{pull.title} (#{pull.number})\n\n{trailer}".rstrip()
    return commit


def _label_and_close(
    pull: PullRequest, at: int, actor: Actor, label: Label, closer: Commit | None
) -> None:
    pull.state = "CLOSED"
    pull.label_list = (*pull.label_list, label)
    pull.events = (
        event("LabeledEvent", pull, at - 40, actor, label=label),
        event("ClosedEvent", pull, at, actor, closer=closer),
    )


_ENDINGS: dict[str, Callable[[PullRequest, int, Cast, Labels], list[Commit]]] = {
    "merged": _merged,
    "closed": _closed,
    "stale": _stale,
    "claimed": _claimed,
    "bot": _by_bot,
    "bors": _by_bors,
    "picked": _picked,
}
