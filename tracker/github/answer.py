"""GitHub's answer to one query, once it is known to be usable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from tracker.records import Restriction


class Unreadable(StrEnum):
    """Why GitHub left a part of its answer empty."""

    SAML = "saml"
    ORGANISATION_POLICY = "organisation_policy"
    TOKEN_POLICY = "token_policy"  # noqa: S105 - a reason, no secret
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not_found"
    MISSING_SCOPE = "missing_scope"
    BROKEN = "broken"
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class UnreadablePath:
    """A part of the answer that GitHub left empty: never a reason to delete what we have."""

    path: tuple[str | int, ...]
    reason: Unreadable
    message: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The data of one query and what it cost.

    `date` is GitHub's clock, aware UTC; `reset_at` is on ours. `points` is 0, and `limit`,
    `remaining` and `reset_at` are None, where the server has no rate limits. `scopes` is None where
    the kind of token has no scopes.
    """

    data: Mapping[str, object]
    date: datetime
    points: int = 0
    limit: int | None = None
    remaining: int | None = None
    reset_at: datetime | None = None
    scopes: frozenset[str] | None = None
    unreadable: tuple[UnreadablePath, ...] = ()
    restrictions: tuple[Restriction, ...] = ()  # by organisations, each once
    request_id: str = ""  # what GitHub Support asks for
