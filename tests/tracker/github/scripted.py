"""A GitHub that says what it was told to say: a real HTTP server with a script of replies."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from tracker.github.client import GitHubClient, Timeouts

TOKEN = "gho_secret"


@dataclass
class Scripted:
    """One reply; bytes are sent as they are, anything else as JSON.

    `cut_at` closes the connection after so many bytes of the body (0: before any header).
    `pause` holds the reply until the test lets go.
    """

    body: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_gzip: bool = False
    cut_at: int | None = None
    pause: threading.Event | None = None


@dataclass
class Heard:
    """One request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def variables(self) -> dict[str, object]:
        """The variables of a GraphQL request."""
        return json.loads(self.body)["variables"]  # type: ignore[no-any-return] # a test's own


class ScriptedGitHub(ThreadingHTTPServer):
    """Listens on a free port of 127.0.0.1 and answers by its script, in order."""

    daemon_threads = True

    def __init__(self, replies: list[Scripted]) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.replies = replies
        self.heard: list[Heard] = []

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}"

    def client(self, *, read: float = 10, whole: float = 20) -> GitHubClient:
        """A client that asks here."""
        timeouts = Timeouts(read=read, whole=whole)
        return GitHubClient(TOKEN, graphql_url=f"{self.url}/graphql", timeouts=timeouts)


@contextmanager
def github(*replies: object) -> Iterator[ScriptedGitHub]:
    """A GitHub that gives these replies; what is not Scripted is the `data` of an answer."""
    script = [r if isinstance(r, Scripted) else Scripted({"data": r}) for r in replies]
    server = ScriptedGitHub(script)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def partial(data: object, kind: str, *path: str | int, **extensions: object) -> Scripted:
    """An answer with one part missing."""
    error = {"type": kind, "path": list(path), "message": kind, "extensions": extensions}
    return Scripted({"data": data, "errors": [error]})


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: ScriptedGitHub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.heard.append(Heard(self.command, self.path, headers, body))
        self._reply(self.server.replies.pop(0))

    do_DELETE = do_POST  # noqa: N815 - the standard library's name

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
        """Say nothing."""

    def _reply(self, reply: Scripted) -> None:
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        if reply.pause:
            reply.pause.wait(10)
        if reply.cut_at == 0:
            self.close_connection = True
            return
        self.send_response_only(reply.status)
        whole = gzip.compress(body) if reply.is_gzip else body
        if reply.is_gzip:
            self.send_header("Content-Encoding", "gzip")
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(whole)))
        self.end_headers()
        self.close_connection = reply.cut_at is not None
        self.wfile.write(whole[: reply.cut_at])
