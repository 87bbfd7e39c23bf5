"""Whose move it is on an open pull request: a rule over what was last said and done. Pure.

A review or comment by somebody else waits for its author; a push, an answer or a request for
review by the author waits for the maintainers. What bots say counts for nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from tracker.records import Move, NextMove, State


@dataclass(frozen=True, slots=True)
class Act:
    """Something said or done on a pull request; `verdict` is that of a review."""

    at: datetime
    by: str  # a login; empty for a ghost
    is_by_author: bool
    verdict: State | None = None


@dataclass(frozen=True, slots=True)
class OpenPullRequest:
    """What the rule needs to know. `is_approved` is GitHub's own word over all reviews."""

    opened_at: datetime
    is_draft: bool
    has_conflicts: bool
    is_approved: bool
    acts: tuple[Act, ...]


def whose_move(pull_request: OpenPullRequest) -> Move:
    """Whose move it is, why, and since when."""
    own = _last(act for act in pull_request.acts if act.is_by_author) or pull_request.opened_at
    if pull_request.is_draft:
        return Move(NextMove.YOU, "a draft", own)
    others = [act for act in pull_request.acts if not act.is_by_author]
    return _asked_of_you(pull_request, others, own) or _left_to_them(pull_request, others, own)


def _asked_of_you(pull_request: OpenPullRequest, others: list[Act], own: datetime) -> Move | None:
    asked = _last(act for act in _standing(others) if act.verdict is State.CHANGES_REQUESTED)
    if asked and asked > own:
        return Move(NextMove.YOU, "changes requested", asked)
    if pull_request.has_conflicts:
        return Move(NextMove.YOU, "conflicts with the branch it is for", None)
    said = _last(others)
    if said and said > own and not asked and not _approved(pull_request, others):
        return Move(NextMove.YOU, "a comment to answer", said)
    return None


def _left_to_them(pull_request: OpenPullRequest, others: list[Act], own: datetime) -> Move:
    if any(act.verdict is State.CHANGES_REQUESTED for act in _standing(others)):
        return Move(NextMove.MAINTAINERS, "another look after your changes", own)
    if _approved(pull_request, others):
        approved = _last(act for act in _standing(others) if act.verdict is State.APPROVED)
        return Move(NextMove.MAINTAINERS, "approved, waiting for a merge", approved)
    if others:
        return Move(NextMove.MAINTAINERS, "an answer to you", own)
    return Move(NextMove.MAINTAINERS, "no review yet", own)


def _approved(pull_request: OpenPullRequest, others: list[Act]) -> bool:
    standing = _standing(others)
    is_contested = any(act.verdict is State.CHANGES_REQUESTED for act in standing)
    given = any(act.verdict is State.APPROVED for act in standing)
    return pull_request.is_approved or (given and not is_contested)


def _standing(others: Iterable[Act]) -> list[Act]:
    """The last verdict of each reviewer: a later one takes the place of an earlier one."""
    verdicts = (State.APPROVED, State.CHANGES_REQUESTED)
    given = [act for act in others if act.verdict in verdicts]
    return list({act.by: act for act in sorted(given, key=lambda act: act.at)}.values())


def _last(acts: Iterable[Act]) -> datetime | None:
    return max((act.at for act in acts), default=None)
