"""The one door to GitHub: nothing else in Contriblog opens a connection to it."""

from __future__ import annotations

import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx
import structlog

from tracker.github import body
from tracker.github.answer import Answer
from tracker.github.clues import Reply
from tracker.github.errors import (
    GitHubError,
    ShrinkError,
    TimedOutError,
    TokenRejectedError,
    UnavailableError,
)
from tracker.github.verdict import MAINTENANCE_PAUSE, judge

LARGEST_BODY = 10 * 2**20  # bytes, unpacked; 100 pull requests with the longest bodies are 7 MB
QUERIES = Path(__file__).parent / "queries"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timeouts:
    """Seconds to wait: to connect, for the next bytes, and for the whole answer."""

    connect: float = 5
    read: float = 25
    whole: float = 45


@dataclass(frozen=True, slots=True, repr=False)
class Request:
    """One HTTP request; it is never printed, for it holds a secret."""

    method: str
    url: str
    headers: Mapping[str, str]
    json: Mapping[str, object] | None = None
    form: Mapping[str, str] | None = None
    auth: tuple[str, str] | None = None


class Door:
    """One connection, one request in flight, no redirects, and an end to every answer."""

    def __init__(self, timeouts: Timeouts | None = None) -> None:
        self._timeouts = timeouts or Timeouts()
        self._http = httpx.Client(
            timeout=httpx.Timeout(self._timeouts.read, connect=self._timeouts.connect),
            limits=httpx.Limits(max_connections=1, max_keepalive_connections=1),
            headers={"User-Agent": "contriblog", "Accept-Encoding": "gzip"},
            verify=_trusted_authorities(),
            follow_redirects=False,
        )

    def close(self) -> None:
        """Let go of the connection."""
        self._http.close()

    def send(self, request: Request) -> Reply:
        """The reply to one request; raises UnavailableError, or TimedOutError if it never ends.

        No detail quotes httpx: its messages may hold a header, and a header holds the token.
        """
        try:
            return self._exchange(request)
        except httpx.ConnectTimeout:
            raise self._unavailable("no connection in time") from None
        except (httpx.TimeoutException, body.TooSlowError):
            raise self._timed_out("no answer in time") from None
        except body.TooLargeError:
            raise self._timed_out("an answer of more than 10 MB") from None
        except body.BrokenBodyError:
            raise self._timed_out("an answer cut short") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise self._unavailable(type(error).__name__) from None

    def _exchange(self, request: Request) -> Reply:
        until = time.monotonic() + self._timeouts.whole
        with self._http.stream(
            request.method,
            request.url,
            headers=dict(request.headers),
            json=request.json,
            data=request.form,
            auth=request.auth,
        ) as response:
            try:
                whole = body.read(
                    response.iter_raw(),
                    is_gzip=response.headers.get("content-encoding") == "gzip",
                    limit=LARGEST_BODY,
                    until=until,
                )
            except httpx.RemoteProtocolError:
                raise body.BrokenBodyError from None
            return Reply(response.status_code, dict(response.headers), whole)

    def _unavailable(self, detail: str) -> UnavailableError:
        return UnavailableError(datetime.now(UTC) + MAINTENANCE_PAUSE, detail)

    def _timed_out(self, detail: str) -> TimedOutError:
        return TimedOutError(datetime.now(UTC) + MAINTENANCE_PAUSE, detail)


class GitHubClient:
    """Asks GitHub's GraphQL with one user's token; a context manager, one request in flight."""

    def __init__(self, token: str, *, graphql_url: str, timeouts: Timeouts | None = None) -> None:
        if not (token.isascii() and token.isprintable() and token.strip()):
            raise TokenRejectedError("the stored token is not one")
        self._url = graphql_url
        self._headers = {
            "Authorization": f"bearer {token}",
            "Accept": "application/json",
            # Ids of one format only: https://docs.github.com/en/graphql/guides/migrating-graphql-global-node-ids
            "X-Github-Next-Global-ID": "1",
        }
        self._door = Door(timeouts)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._door.close()

    def query(self, name: str, variables: Mapping[str, object]) -> Answer:
        """Ask the document `name` of queries/; raises a GitHubError if it gets no answer.

        Variables that are instants are written as GitHub's DateTime.
        """
        asked = {"query": document(name), "variables": _written(variables)}
        started = time.monotonic()
        try:
            answer = self._ask(Request("POST", self._url, self._headers, json=asked))
        except GitHubError as error:
            log.warning("github.refused", query=name, code=error.code, detail=error.detail)
            raise
        log.info(
            "github.answered",
            query=name,
            points=answer.points,
            remaining=answer.remaining,
            milliseconds=round((time.monotonic() - started) * 1000),
            request_id=answer.request_id,
            unreadable=len(answer.unreadable),
        )
        return answer

    def _ask(self, request: Request) -> Answer:
        try:
            reply = self._door.send(request)
        except TimedOutError as error:
            raise ShrinkError(error.detail) from None
        return judge(reply, datetime.now(UTC))


@cache
def _trusted_authorities() -> ssl.SSLContext:
    """Read once a process: that costs more than all else in a sync that finds nothing new."""
    return httpx.create_ssl_context()


@cache
def document(name: str) -> str:
    """The text of one of our GraphQL documents."""
    return (QUERIES / f"{name}.graphql").read_text(encoding="utf-8")


def _written(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _written(inner) for key, inner in value.items()}
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return value
