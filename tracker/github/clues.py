"""What a reply tells about itself before anyone trusts it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cached_property
from itertools import islice

from tracker.github import body, sanitise

SHORTEST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(hours=1)  # the primary limit is renewed every hour
MESSAGE_CAP = 300
REQUEST_ID_CAP = 64
SSO_CAP = 1000
MOST_ERRORS = 1000


@dataclass(frozen=True, slots=True)
class Reply:
    """An HTTP answer as it came; header names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Complaint:
    """One entry of GraphQL's `errors`; GitHub adds `type`, "" where it gives none."""

    type: str
    message: str
    path: tuple[str | int, ...]
    is_saml: bool


class Clues:
    """A reply, read with suspicion at the instant `now` (aware, UTC)."""

    def __init__(self, reply: Reply, now: datetime) -> None:
        self.status = reply.status
        self.now = now
        self._headers = reply.headers
        parsed = body.parse(reply.body)
        self.json: Mapping[str, object] | None = parsed if isinstance(parsed, dict) else None

    @property
    def message(self) -> str:
        """The message that GitHub sends in place of data."""
        return _words(self.json.get("message")) if self.json else ""

    @property
    def data(self) -> Mapping[str, object] | None:
        """GraphQL's `data`, or None."""
        data = self.json.get("data") if self.json else None
        return data if isinstance(data, dict) else None

    @cached_property
    def complaints(self) -> tuple[Complaint, ...]:
        """GraphQL's `errors`."""
        errors = self.json.get("errors") if self.json else None
        listed = errors if isinstance(errors, list) else []
        return tuple(_complaint(error) for error in islice(listed, MOST_ERRORS))

    @cached_property
    def types(self) -> frozenset[str]:
        """The types of all complaints; "" stands for one without a type."""
        return frozenset(complaint.type for complaint in self.complaints)

    @cached_property
    def wording(self) -> str:
        """All that GitHub says in words."""
        return " ".join([self.message, *(c.message for c in self.complaints[:10])]).strip()

    @property
    def remaining(self) -> int | None:
        """Points left of the user's hourly budget."""
        return _whole(self._headers.get("x-ratelimit-remaining", ""))

    @property
    def limit(self) -> int | None:
        """Points of the whole hour."""
        return _whole(self._headers.get("x-ratelimit-limit", ""))

    @property
    def reset_at(self) -> datetime | None:
        """When the budget is renewed, on our clock, and never further off than it can be."""
        epoch = _whole(self._headers.get("x-ratelimit-reset", ""))
        if epoch is None:
            return None
        return self.after(timedelta(seconds=min(epoch - self.date.timestamp(), 1e9)))

    @property
    def retry_after(self) -> datetime | None:
        """What Retry-After asks for, in seconds or as a date (RFC 9110, 10.2.3), within bounds."""
        asked = self._headers.get("retry-after", "").strip()
        seconds = _seconds(asked)
        if seconds is None:
            date = http_date(asked)
            return self.after(date - self.date) if date else None
        return self.after(timedelta(seconds=min(max(seconds, -1e9), 1e9)))

    @property
    def date(self) -> datetime:
        """GitHub's clock; ours where it tells none."""
        return http_date(self._headers.get("date", "")) or self.now

    @property
    def request_id(self) -> str:
        """GitHub's name for this exchange."""
        return sanitise.line(self._headers.get("x-github-request-id", ""), REQUEST_ID_CAP)

    @property
    def sso(self) -> str:
        """What GitHub says of organisations with single sign-on."""
        return sanitise.line(self._headers.get("x-github-sso", ""), SSO_CAP)

    @property
    def scopes(self) -> frozenset[str] | None:
        """What the token may do; None where the kind of token has no scopes."""
        listed = self._headers.get("x-oauth-scopes")
        if listed is None:
            return None
        return frozenset(scope.strip() for scope in listed.split(",") if scope.strip())

    def after(self, wait: timedelta) -> datetime:
        """Now plus a wait that is neither shorter nor longer than sense allows."""
        return self.now + min(max(wait, SHORTEST_WAIT), LONGEST_WAIT)


def http_date(value: str) -> datetime | None:
    """An HTTP date as an aware instant in UTC, or None."""
    try:
        parsed = parsedate_to_datetime(value)
        return parsed.astimezone(UTC) if parsed.tzinfo else parsed.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _complaint(error: object) -> Complaint:
    fields = error if isinstance(error, dict) else {}
    extensions = fields.get("extensions")
    more = extensions if isinstance(extensions, dict) else {}
    path = fields.get("path")
    steps = path if isinstance(path, list) else []
    return Complaint(
        type=_words(fields.get("type")),
        message=_words(fields.get("message")),
        path=tuple(step for step in steps[:20] if isinstance(step, str | int)),
        is_saml=more.get("saml_failure") is True,
    )


def _words(value: object) -> str:
    return sanitise.line(value, MESSAGE_CAP) if isinstance(value, str) else ""


def _whole(value: str) -> int | None:
    is_number = value.isascii() and value.isdecimal() and len(value) <= body.LONGEST_NUMBER
    return int(value) if is_number else None


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return None if math.isnan(seconds) else seconds
