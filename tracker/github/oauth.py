"""The two things asked of GitHub's OAuth beside sign-in: a fresh token, and an end.

https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens
https://docs.github.com/en/rest/apps/oauth-applications#delete-an-app-authorization
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import KW_ONLY, dataclass, field
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

from tracker.github.client import Door, Request, Timeouts
from tracker.github.clues import Clues
from tracker.github.errors import QueryError, TokenRejectedError, UnavailableError
from tracker.github.reading import Reader, UnexpectedShapeError
from tracker.github.verdict import MAINTENANCE_PAUSE

TOKEN_CAP = 4096
ERROR_CAP = 100
# A refresh holds the lock on its connection: less than others wait for a lock, which is 5 seconds.
PATIENCE = Timeouts(connect=1.5, read=3, whole=4)
_DEAD_TOKEN = {"bad_refresh_token", "invalid_grant"}
_ENDED = {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY}
_JSON = {"Accept": "application/json"}


@dataclass(frozen=True, slots=True)
class OAuthApp:
    """The OAuth app's identity, and where GitHub lives."""

    client_id: str
    client_secret: str = field(repr=False)
    _: KW_ONLY
    github_url: str
    api_url: str


@dataclass(frozen=True, slots=True, repr=False)
class TokenPair:
    """A fresh token, never printed; `expires_at` is aware UTC, None for "does not expire"."""

    access_token: str
    refresh_token: str
    expires_at: datetime | None


def refresh(app: OAuthApp, refresh_token: str) -> TokenPair:
    """A new pair for the old one, which dies with this: store the new one before using it.

    Raises TokenRejectedError when the refresh token is dead, UnavailableError when GitHub is out.
    """
    form = {
        "client_id": app.client_id,
        "client_secret": app.client_secret,
        "grant_type": "refresh_token",
        "refresh_token": refresh_token,
    }
    clues = _send(Request("POST", f"{app.github_url}/login/oauth/access_token", _JSON, form=form))
    if clues.json is None or (clues.status != HTTPStatus.OK and "error" not in clues.json):
        raise _unavailable(clues)
    try:
        return _token_pair(Reader(clues.json, "token"), clues.date)
    except UnexpectedShapeError as shape:
        raise QueryError(str(shape)) from None


def revoke_grant(app: OAuthApp, access_token: str) -> None:
    """End the user's grant to the app at GitHub; a grant that is gone already is a success."""
    url = f"{app.api_url}/applications/{app.client_id}/grant"
    asked = {"access_token": access_token}
    auth = (app.client_id, app.client_secret)
    clues = _send(Request("DELETE", url, _JSON, json=asked, auth=auth))
    if clues.status in _ENDED:
        return
    if clues.status == HTTPStatus.UNAUTHORIZED:
        raise QueryError("the OAuth app's own secret was refused")
    raise _unavailable(clues)


def _send(request: Request) -> Clues:
    with closing(Door(PATIENCE)) as door:
        return Clues(door.send(request), datetime.now(UTC))


def _token_pair(reader: Reader, date: datetime) -> TokenPair:
    if error := reader.line("error", ERROR_CAP):  # it comes with status 200
        raise (TokenRejectedError if error in _DEAD_TOKEN else QueryError)(error)
    access_token = reader.opaque("access_token", TOKEN_CAP)
    if not access_token:
        raise UnexpectedShapeError("token.access_token is missing")
    return TokenPair(
        access_token=access_token,
        refresh_token=reader.opaque("refresh_token", TOKEN_CAP),
        expires_at=_expiry(reader, date),
    )


def _expiry(reader: Reader, date: datetime) -> datetime | None:
    seconds = reader.count("expires_in")
    return date + timedelta(seconds=seconds) if seconds else None


def _unavailable(clues: Clues) -> UnavailableError:
    return UnavailableError(
        clues.now + MAINTENANCE_PAUSE, clues.message or f"HTTP {clues.status} without an answer"
    )
