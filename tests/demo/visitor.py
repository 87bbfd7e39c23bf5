"""A client of the demo GitHub for tests: signs in, asks, and moves the control plane."""

import base64
import hashlib
from types import TracebackType
from typing import Any

import httpx

CLIENT = {"client_id": "contriblog-demo", "client_secret": "contriblog-demo-secret"}
CALLBACK = "http://127.0.0.1:8000/accounts/github/login/callback/"
VERIFIER = "a-verifier-that-is-long-enough-for-the-standard-0123456789"
CHALLENGE = (
    base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")
)


class Visitor:
    """Talks to one demo GitHub over HTTP."""

    def __init__(self, root: str) -> None:
        self.root = root
        self.http = httpx.Client(base_url=root, timeout=30)

    def __enter__(self) -> "Visitor":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.http.close()

    def control(self, method: str, path: str, **body: Any) -> Any:
        answer = self.http.request(method, f"/_ctl/{path}", json=body or None)
        assert answer.is_success, answer.text
        return answer.json()

    def mutate(self, action: str, **body: Any) -> Any:
        return self.control("POST", "mutate", action=action, **body)

    def items(self, login: str) -> dict[str, list[dict[str, Any]]]:
        found: dict[str, list[dict[str, Any]]] = self.control("GET", f"items?login={login}")
        return found

    def token(self, login: str, *scopes: str) -> str:
        issued = self.control("POST", "tokens", login=login, scopes=list(scopes))
        token: str = issued["access_token"]
        return token

    def ask(self, token: str, query: str, **variables: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.post(token, query, **variables).json()
        return answer

    def post(self, token: str, query: str, **variables: Any) -> httpx.Response:
        return self.http.post(
            "/api/graphql",
            json={"query": query, "variables": variables},
            headers={"Authorization": f"Bearer {token}"},
        )

    def rest(self, token: str, path: str, **headers: str) -> httpx.Response:
        headers["Authorization"] = f"token {token}"
        return self.http.get(f"/api/v3{path}", headers=headers)

    def code(self, login: str, scope: str = "") -> str:
        answer = self.http.post(
            "/login/oauth/authorize",
            data={
                "client_id": CLIENT["client_id"],
                "redirect_uri": CALLBACK,
                "state": "kept",
                "scope": scope,
                "code_challenge": CHALLENGE,
                "login": login,
            },
        )
        return httpx.URL(answer.headers["Location"]).params["code"]

    def exchange(self, code: str, **changes: str) -> dict[str, str]:
        fields = {"code": code, "redirect_uri": CALLBACK, "code_verifier": VERIFIER}
        answer = self.http.post("/login/oauth/access_token", data=CLIENT | fields | changes)
        assert answer.status_code == 200
        return dict(httpx.QueryParams(answer.text))
