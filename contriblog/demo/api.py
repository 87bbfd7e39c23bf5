"""The API: `POST /api/graphql`, and the two REST endpoints that sign-in reads."""

import hashlib
import json
import time
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from werkzeug.wrappers import Request, Response

from contriblog.demo.clock import iso
from contriblog.demo.context import Asking
from contriblog.demo.faults import Rule, shapes
from contriblog.demo.graphql_api import operation_name, priced, run
from contriblog.demo.requestlog import Entry
from contriblog.demo.site import Site
from contriblog.demo.tokens import ACCESS, Token
from contriblog.demo.twists import TWISTS
from contriblog.demo.web import body_of, json_response
from contriblog.demo.wire import WIRES
from contriblog.demo.world.model import Actor

DOCS = "https://docs.github.com/"
LOGGED_HEADERS = ("x-github-next-global-id", "if-none-match", "if-modified-since")


def graphql(request: Request, site: Site) -> Response:
    """Answer a GraphQL request, or inject the fault that a rule asks for."""
    signed = authenticated(request, site)
    if signed is None:
        return bad_credentials("graphql")
    token, user = signed
    body = body_of(request)
    if body is None or not isinstance(body.get("query"), str):
        return json_response({"message": "Problems parsing JSON", "documentation_url": DOCS}, 400)
    name = operation_name(body["query"], body.get("operationName"))
    entry = site.log.begin(name, user.login, body.get("variables") or {})
    entry.headers = {key: request.headers[key] for key in LOGGED_HEADERS if key in request.headers}
    try:
        response = _answered(request, site, body, (token, user), entry)
        entry.status = response.status_code
        return response
    finally:
        site.log.end(entry, entry.status, entry.points)


def _answered(
    request: Request, site: Site, body: dict[str, Any], signed: tuple[Token, Actor], entry: Entry
) -> Response:
    time.sleep(site.latency_ms / 1000)
    token = signed[0]
    answer, headers = _truth(request, site, body, signed, entry)
    text = json.dumps(answer, ensure_ascii=False)
    rule = site.faults.next(entry.operation, entry.variables, lambda node: f'"{node}"' in text)
    if rule is None:
        return json_response(answer, 200, headers | _scope_headers(token))
    entry.fault = rule.fault
    return _fault(rule, site.now(), text, headers | _scope_headers(token))


def _truth(
    request: Request, site: Site, body: dict[str, Any], signed: tuple[Token, Actor], entry: Entry
) -> tuple[dict[str, Any], dict[str, str]]:
    token, user = signed
    budget = site.budgets.of(user.database_id, "graphql")
    document, bill, errors = priced(body["query"], body.get("operationName"), entry.variables)
    if document is None:
        return {"errors": errors}, budget.headers()
    if budget.remaining == 0:
        return _exhausted(user), budget.headers()
    budget.used += bill.points
    entry.points = bill.points
    asking = Asking(
        world=site.world,
        viewer=user,
        scopes=token.scopes,
        root_url=request.host_url.rstrip("/"),
        now=site.now(),
        bill=bill,
        budget=replace(budget),
    )
    with site.world.lock:
        answer = run(document, body.get("operationName"), entry.variables, asking)
    return answer, budget.headers()


def user(request: Request, site: Site) -> Response:
    """Answer `GET /user`; an unchanged one costs a 304 with no body."""
    signed = authenticated(request, site)
    if signed is None:
        return bad_credentials("rest")
    token, actor = signed
    budget = site.budgets.of(actor.database_id, "core")
    root = request.host_url.rstrip("/")
    response = json_response(_profile(actor, root), 200, budget.headers() | _scope_headers(token))
    digest = hashlib.sha256(response.get_data() + " ".join(sorted(token.scopes)).encode())
    response.set_etag(digest.hexdigest(), weak=True)
    response.make_conditional(request)
    budget.used += response.status_code != HTTPStatus.NOT_MODIFIED  # that one is free
    return response


def emails(request: Request, site: Site) -> Response:
    """Answer `GET /user/emails`, which needs a scope of its own."""
    signed = authenticated(request, site)
    if signed is None:
        return bad_credentials("rest")
    token, actor = signed
    if not token.scopes & {"user", "user:email"}:
        return json_response({"message": "Not Found", "documentation_url": DOCS}, 404)
    address = f"{actor.database_id}+{actor.login}@users.noreply.github.com"
    private = {"email": address, "primary": True, "verified": True, "visibility": "private"}
    return json_response([private], 200, _scope_headers(token))


def authenticated(request: Request, site: Site) -> tuple[Token, Actor] | None:
    """Return the token and its owner from the Authorization header; None if it is worthless."""
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    token = site.tokens.read(text.strip()) if scheme.lower() in ("bearer", "token") else None
    if token is None or token.kind != ACCESS:
        return None
    owner = site.world.person(token.user)
    return (token, owner) if owner else None


def bad_credentials(topic: str) -> Response:
    """Answer 401 as GitHub does."""
    body = {"message": "Bad credentials", "documentation_url": f"{DOCS}{topic}", "status": "401"}
    return json_response(body, 401)


def _fault(rule: Rule, now: int, truth: str, headers: dict[str, str]) -> Response:
    if rule.fault in WIRES:
        return WIRES[rule.fault](truth)
    if rule.fault in TWISTS:
        body, more = TWISTS[rule.fault](json.loads(truth), rule)
        return json_response(body, 200, headers | more)
    shape = shapes()[rule.fault]
    written = {
        k: v.replace("<epoch>", str(now + rule.reset_in))
        for k, v in shape.get("headers", {}).items()
    }
    if rule.retry_after is not None:
        written["retry-after"] = str(rule.retry_after)
    body = shape["body"]
    if isinstance(body, str):
        return Response(body, shape["status"], headers | written, content_type="text/html")
    return json_response(body, shape["status"], headers | written)


def _exhausted(actor: Actor) -> dict[str, Any]:
    message = f"API rate limit exceeded for user ID {actor.database_id}."
    return {"errors": [{"type": "RATE_LIMITED", "message": message}]}


def _scope_headers(token: Token) -> dict[str, str]:
    return {"X-OAuth-Scopes": ", ".join(sorted(token.scopes)), "X-Accepted-OAuth-Scopes": "repo"}


def _profile(actor: Actor, root: str) -> dict[str, Any]:
    return {
        "login": actor.login,
        "id": actor.database_id,
        "node_id": actor.id,
        "avatar_url": f"{root}/avatars/u/{actor.database_id}?v=4",
        "url": f"{root}/api/v3/users/{actor.login}",
        "html_url": f"{root}/{actor.login}",
        "type": "User",
        "site_admin": False,
        "name": actor.name,
        "company": actor.company,
        "blog": "",
        "location": actor.location,
        "email": None,
        "bio": actor.bio,
        "created_at": iso(actor.created_at),
        "updated_at": iso(actor.created_at),
    }
