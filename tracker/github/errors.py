"""What can go wrong with GitHub, named by what to do about it.

Each error carries what its remedy needs, a `code` for the database and the logs, and a `sentence`
for the user. `detail` is GitHub's own wording, cleaned; it is for operators.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from tracker.records import Restriction


class GitHubError(Exception):
    """GitHub did not give what was asked; a subclass says what helps."""

    code: ClassVar[str] = "github"
    sentence: ClassVar[str] = "GitHub could not answer. We will try again."

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail or self.code)
        self.detail = detail


class WaitError(GitHubError):
    """Ask again, the same question, at `until` (aware, UTC) and not before."""

    def __init__(self, until: datetime, detail: str = "") -> None:
        super().__init__(detail)
        self.until = until


class RateLimitedError(WaitError):
    """The hourly budget is spent; it is the user's own, shared with their other tools."""

    code = "rate_limited"
    sentence = (
        "Your hourly budget of GitHub requests is used up. "
        "The sync goes on by itself when GitHub renews it; you can close this page."
    )


class SlowDownError(RateLimitedError):
    """Too much in a short time although budget is left; back off longer each time it recurs."""

    code = "slow_down"
    sentence = (
        "GitHub asked us to slow down. The sync goes on by itself after a pause; "
        "you can close this page."
    )


class UnavailableError(WaitError):
    """No usable answer: network, maintenance, a page of HTML; back off longer each time."""

    code = "unavailable"
    sentence = "GitHub cannot be reached right now. We will try again by ourselves."


class TimedOutError(UnavailableError):
    """The answer did not come to its end, or was larger than any should be."""


class CursorStuckError(UnavailableError):
    """GitHub promised another page and gave no way to reach it; walking on would never end."""

    code = "cursor_stuck"
    sentence = "GitHub's list did not go on where it should. We will try again by ourselves."


class ShrinkError(GitHubError):
    """The page or the window was too heavy: ask for half; the same size again costs extra."""

    code = "too_heavy"
    sentence = "GitHub found this page too heavy. We are asking for smaller pieces."


class CursorRejectedError(GitHubError):
    """The place we kept is no longer known: start this stream over; nothing is doubled."""

    code = "cursor_rejected"
    sentence = "GitHub forgot how far we had read. We are reading this list again from its start."


class TokenRejectedError(GitHubError):
    """The token is revoked or expired: refresh it once, else ask the user to sign in again."""

    code = "token_rejected"
    sentence = (
        "GitHub no longer accepts the access you gave us. "
        "Sign in with GitHub again to go on; everything read so far is kept."
    )


class SuspendedError(GitHubError):
    """GitHub suspended the account: stop asking."""

    code = "suspended"
    sentence = (
        "GitHub says that your account is suspended. "
        "GitHub Support can help; everything read so far is kept."
    )


class MissingScopeError(GitHubError):
    """The token lacks a scope: leave this stream until the user grants it."""

    code = "missing_scope"
    sentence = "GitHub shows this only with a permission that you have not given us."


class ForbiddenError(GitHubError):
    """GitHub shows this to nobody with our access: leave the stream, keep what we have."""

    code = "forbidden"
    sentence = (
        "GitHub did not show us this part of your history. An organisation may have to approve "
        "Contriblog in its settings; everything read so far is kept."
    )
    restrictions: tuple[Restriction, ...] = ()


class NotFoundError(ForbiddenError):
    """The person or thing asked for is not there, or no longer visible to us."""

    code = "not_found"
    sentence = "GitHub no longer shows us this account. Everything read so far is kept."


class QueryError(GitHubError):
    """Our question was wrong, or GitHub's schema moved: stop this stream and tell the operator."""

    code = "query_refused"
    sentence = (
        "GitHub did not understand one of our questions. The fault is ours, not yours; "
        "everything read so far is kept."
    )
