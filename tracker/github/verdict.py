"""What a reply means: an answer to use, or an error that names its remedy. Pure.

Rules: https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
GitHub answers many failures with status 200, so the body decides as much as the status.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from tracker.github import restrictions
from tracker.github.answer import Answer, Unreadable, UnreadablePath
from tracker.github.clues import Clues, Complaint, Reply
from tracker.github.errors import (
    CursorRejectedError,
    ForbiddenError,
    GitHubError,
    MissingScopeError,
    NotFoundError,
    QueryError,
    RateLimitedError,
    ShrinkError,
    SlowDownError,
    SuspendedError,
    TokenRejectedError,
    UnavailableError,
    WaitError,
)
from tracker.github.reading import Reader
from tracker.records import Restriction, RestrictionKind

FIRST_PAUSE = timedelta(seconds=60)  # GitHub's word for a limit that names no time
MAINTENANCE_PAUSE = timedelta(seconds=30)

_RATE_TYPES = {"RATE_LIMITED", "RATE_LIMIT"}
_HEAVY_TYPES = {"RESOURCE_LIMITS_EXCEEDED", "MAX_NODE_LIMIT_EXCEEDED"}
_TIMEOUT_STATUSES = {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.GATEWAY_TIMEOUT,
}
_RATE_WORDS = re.compile(r"rate limit|abuse detection", re.IGNORECASE)
_TIMEOUT_WORDS = re.compile(
    r"something went wrong while executing your query|respond to your request in time|timed? ?out",
    re.IGNORECASE,
)
_POLICY_WORDS = re.compile(r"access restrictions|oauth app", re.IGNORECASE)
_TOKEN_WORDS = re.compile(r"forbids access", re.IGNORECASE)
_SAML_WORDS = re.compile(r"\bSAML\b", re.IGNORECASE)
_PARTIAL: Mapping[str, Unreadable] = {
    "FORBIDDEN": Unreadable.FORBIDDEN,
    "NOT_FOUND": Unreadable.NOT_FOUND,
    "INSUFFICIENT_SCOPES": Unreadable.MISSING_SCOPE,
    "UNPROCESSABLE": Unreadable.BROKEN,
    "SERVICE_UNAVAILABLE": Unreadable.BROKEN,
    "INTERNAL": Unreadable.BROKEN,
}

_KINDS: Mapping[Unreadable, RestrictionKind] = {
    Unreadable.ORGANISATION_POLICY: RestrictionKind.OAUTH_APP,
    Unreadable.TOKEN_POLICY: RestrictionKind.TOKEN_POLICY,
}


def judge(reply: Reply, now: datetime) -> Answer:
    """The answer, possibly with unreadable parts; raises the GitHubError that fits otherwise."""
    clues = Clues(reply, now)
    _refuse_the_caller(clues)
    _refuse_the_pace(clues)
    _refuse_the_size(clues)
    _refuse_the_server(clues)
    _refuse_the_question(clues)
    return _answer(clues)


def refusal(
    reason: Unreadable, message: str, now: datetime, by: tuple[Restriction, ...] = ()
) -> GitHubError:
    """The error for a part that we cannot do without and that GitHub left empty."""
    if reason is Unreadable.NOT_FOUND:
        return NotFoundError(message)
    if reason is Unreadable.MISSING_SCOPE:
        return MissingScopeError(message)
    if reason in (Unreadable.BROKEN, Unreadable.UNEXPLAINED):
        return UnavailableError(now + MAINTENANCE_PAUSE, message)
    return _forbidden(message, by)


def _refuse_the_caller(clues: Clues) -> None:
    if clues.status == HTTPStatus.UNAUTHORIZED:
        raise TokenRejectedError(clues.message)
    if clues.status != HTTPStatus.FORBIDDEN or _RATE_WORDS.search(clues.message):
        return
    if "suspended" in clues.message.lower():
        raise SuspendedError(clues.message)
    if clues.json is not None:
        raise _forbidden(clues.message, _restrictions_in(clues, _reason_in(clues.message)))


def _refuse_the_pace(clues: Clues) -> None:
    is_limit_status = clues.status == HTTPStatus.TOO_MANY_REQUESTS
    is_limit_message = bool(_RATE_WORDS.search(clues.message))
    if is_limit_status or is_limit_message or clues.types & _RATE_TYPES:
        raise _pause(clues)


def _pause(clues: Clues) -> WaitError:
    is_spent = clues.remaining == 0
    kind = RateLimitedError if is_spent else SlowDownError
    if clues.retry_after:
        return kind(clues.retry_after, clues.wording)
    if is_spent and clues.reset_at:
        return kind(clues.reset_at + timedelta(seconds=1), clues.wording)
    return kind(clues.now + FIRST_PAUSE, clues.wording)


def _refuse_the_size(clues: Clues) -> None:
    is_timeout = clues.status in _TIMEOUT_STATUSES or _TIMEOUT_WORDS.search(_errors_text(clues))
    if is_timeout or clues.types & _HEAVY_TYPES:
        raise ShrinkError(clues.wording)


def _refuse_the_server(clues: Clues) -> None:
    is_empty = clues.data is None and not clues.complaints and clues.status == HTTPStatus.OK
    if clues.status >= HTTPStatus.INTERNAL_SERVER_ERROR or clues.json is None or is_empty:
        raise UnavailableError(
            clues.retry_after or clues.now + MAINTENANCE_PAUSE,
            clues.message or f"HTTP {clues.status} without an answer",
        )


def _refuse_the_question(clues: Clues) -> None:
    if "valid cursor" in clues.wording or "INVALID_CURSOR_ARGUMENTS" in clues.types:
        raise CursorRejectedError(clues.wording)
    if clues.status != HTTPStatus.OK or not clues.types <= _PARTIAL.keys():
        raise QueryError(clues.wording or f"HTTP {clues.status}")
    if clues.complaints and (clues.data is None or clues.types == {"INSUFFICIENT_SCOPES"}):
        first = clues.complaints[0]
        raise refusal(_reason(first), first.message, clues.now, _restrictions(clues))


def _answer(clues: Clues) -> Answer:
    data = clues.data or {}
    return Answer(
        data=data,
        date=clues.date,
        points=_points(data.get("rateLimit")),
        limit=clues.limit,
        remaining=clues.remaining,
        reset_at=clues.reset_at,
        scopes=clues.scopes,
        request_id=clues.request_id,
        restrictions=_restrictions(clues),
        unreadable=tuple(
            UnreadablePath(complaint.path, _reason(complaint), complaint.message)
            for complaint in clues.complaints
        ),
    )


def _points(rate_limit: object) -> int:
    """The cost of the query; a server without limits has no `rateLimit`."""
    if not isinstance(rate_limit, dict):
        return 0
    return Reader(rate_limit, "rateLimit").count("cost") or 0


def _reason(complaint: Complaint) -> Unreadable:
    reason = _PARTIAL[complaint.type]
    if reason is not Unreadable.FORBIDDEN:
        return reason
    return Unreadable.SAML if complaint.is_saml else _reason_in(complaint.message)


def _reason_in(message: str) -> Unreadable:
    """Why something is forbidden, in GitHub's words."""
    if _SAML_WORDS.search(message):
        return Unreadable.SAML
    if _TOKEN_WORDS.search(message):
        return Unreadable.TOKEN_POLICY
    is_policy = _POLICY_WORDS.search(message) is not None
    return Unreadable.ORGANISATION_POLICY if is_policy else Unreadable.FORBIDDEN


def _forbidden(message: str, by: tuple[Restriction, ...]) -> ForbiddenError:
    error = ForbiddenError(message)
    error.restrictions = by
    return error


def _restrictions(clues: Clues) -> tuple[Restriction, ...]:
    """The restrictions behind all that was left empty, each once."""
    found = [
        each
        for complaint in clues.complaints
        if complaint.type == "FORBIDDEN"
        for each in _restrictions_in(clues, _reason(complaint), complaint.message)
    ]
    return tuple(dict.fromkeys(found))


def _restrictions_in(
    clues: Clues, reason: Unreadable, message: str = ""
) -> tuple[Restriction, ...]:
    if reason is Unreadable.SAML:
        return restrictions.from_saml(clues.sso)
    kind = _KINDS.get(reason)
    return (restrictions.from_words(kind, message or clues.message),) if kind else ()


def _errors_text(clues: Clues) -> str:
    return " ".join(complaint.message for complaint in clues.complaints)
