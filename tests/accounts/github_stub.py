"""The three addresses of GitHub that a sign-in touches, on a port of this machine."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlencode


def person(github_id: int = 101, login: str = "ines", **fields: Any) -> dict[str, Any]:
    """`GET /user` as GitHub answers it."""
    return {"id": github_id, "node_id": f"U_{github_id}", "login": login, "name": None} | fields


@dataclass
class GitHubStub:
    """Knows the codes it was told of; each is good for one exchange."""

    url: str = ""
    exchanges: list[dict[str, str]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    answers: dict[str, dict[str, str]] = field(default_factory=dict)  # by code
    people: dict[str, dict[str, Any]] = field(default_factory=dict)  # by token
    scopes: dict[str, str] = field(default_factory=dict)  # X-OAuth-Scopes, by token

    def code_for(self, who: dict[str, Any], *, scope: str = "", **more: str) -> str:
        """A fresh code; its exchange will bring a token for `who`."""
        code = f"code{len(self.answers)}"
        token = f"gho_{code}{'s' * 30}"
        self.answers[code] = {
            "access_token": token, "scope": scope, "token_type": "bearer", **more
        }  # fmt: skip
        self.people[token] = who
        return code

    def token_of(self, code: str) -> str:
        """The token that a code was exchanged for."""
        return f"gho_{code}{'s' * 30}"

    def exchange(self, form: dict[str, str]) -> str:
        """Form-encoded and with status 200, errors too, as GitHub does it."""
        self.exchanges.append(form)
        answer = self.answers.pop(form["code"], {"error": "bad_verification_code"})
        return urlencode(answer)


@contextmanager
def running_stub() -> Iterator[GitHubStub]:
    """A stub that listens on loopback for as long as the block runs."""
    stub = GitHubStub()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send(stub.exchange(dict(parse_qsl(body))), "application/x-www-form-urlencoded")

        def do_GET(self) -> None:
            stub.asked.append(self.path)
            token = self.headers["Authorization"].partition(" ")[2]
            who = stub.people.get(token, {"message": "Bad credentials"})
            status = 200 if "id" in who else 401
            self._send(json.dumps(who), "application/json", status, stub.scopes.get(token, ""))

        def _send(self, text: str, kind: str, status: int = 200, scopes: str = "") -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-OAuth-Scopes", scopes)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        stub.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield stub
        server.shutdown()
        thread.join()
