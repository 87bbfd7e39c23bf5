"""What clients of GitHub's REST interface ask of a history: search, pull requests, their reviews.

https://docs.github.com/en/rest/search/search#search-issues-and-pull-requests: 1,000 results of a
search can be read, and a query must say whether it wants issues or pull requests.
"""

import re
import time
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from werkzeug.wrappers import Request, Response

from contriblog.demo import node_ids
from contriblog.demo.api import DOCS, authenticated, bad_credentials
from contriblog.demo.budget import Budget
from contriblog.demo.clock import iso
from contriblog.demo.context import Asking
from contriblog.demo.cost import Bill
from contriblog.demo.resolvers.search import MOST_RESULTS, Thread, matches
from contriblog.demo.site import Site
from contriblog.demo.tokens import Token
from contriblog.demo.web import json_response
from contriblog.demo.world.model import Actor, Label, PullRequest, Repository, Review

LARGEST_PAGE, USUAL_PAGE = 100, 30
SAYS_WHICH = re.compile(r"\b(?:is|type):(?:pr|pull-request|issue)\b")
Handler = Callable[..., Response]
Answer = Callable[..., Response]


def answered(resource: str) -> Callable[[Answer], Handler]:
    """Let an endpoint be asked: it waits, is logged, and costs one request of `resource`."""

    def wrap(answer: Answer) -> Handler:
        @wraps(answer)
        def handle(request: Request, site: Site, **place: Any) -> Response:
            signed = authenticated(request, site)
            if signed is None and "Authorization" in request.headers:
                return bad_credentials("rest")
            entry = site.log.begin(f"GET {answer.__name__}", signed and signed[1].login, place)
            time.sleep(site.latency_ms / 1000)
            asking = _asking(request, site, signed, resource)
            with site.world.lock:
                response = answer(request, asking, **place)
            response.headers.extend(asking.budget.headers())
            site.log.end(entry, response.status_code, 1)
            return response

        return handle

    return wrap


@answered("search")
def search_issues(request: Request, asking: Asking) -> Response:
    """Answer `GET /search/issues`."""
    query = request.args.get("q", "")
    page, size = _asked(request)
    if not SAYS_WHICH.search(query):
        return _unprocessable("Query must include 'is:issue' or 'is:pull-request'")
    if (page - 1) * size >= MOST_RESULTS:
        return _unprocessable("Only the first 1000 search results are available")
    found = [row for row in matches(asking, query) if asking.sees(row.repository)]
    response = _paged(request, found[:MOST_RESULTS], lambda row: _thread(row, asking.root_url))
    rows = response.get_json()
    body = {"total_count": len(found), "incomplete_results": False, "items": rows}
    response.set_data(json_response(body).get_data())
    return response


@answered("core")
def repository(_request: Request, asking: Asking, owner: str, name: str) -> Response:
    """Answer `GET /repos/{owner}/{name}`."""
    found = _visible(asking, owner, name)
    return json_response(_place(found, asking.root_url)) if found else _missing()


@answered("core")
def pull_request(_request: Request, asking: Asking, owner: str, name: str, number: int) -> Response:
    """Answer `GET /repos/{owner}/{name}/pulls/{number}`."""
    found = _pull_request(asking, owner, name, number)
    if found is None:
        return _missing()
    more = {
        "merged": found.merged_at is not None,
        "additions": found.additions,
        "deletions": found.deletions,
        "changed_files": found.changed_files,
        "url": _api(found, asking.root_url, "pulls"),
    }
    return json_response(_thread(found, asking.root_url) | more)


@answered("core")
def reviews(request: Request, asking: Asking, owner: str, name: str, number: int) -> Response:
    """Answer `GET /repos/{owner}/{name}/pulls/{number}/reviews`, everybody's, oldest first."""
    found = _pull_request(asking, owner, name, number)
    return _paged(request, found.review_list, _review) if found else _missing()


ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/api/v3/search/issues", search_issues),
    ("GET", "/api/v3/repos/<owner>/<name>", repository),
    ("GET", "/api/v3/repos/<owner>/<name>/pulls/<int:number>", pull_request),
    ("GET", "/api/v3/repos/<owner>/<name>/pulls/<int:number>/reviews", reviews),
)


def _asking(
    request: Request, site: Site, signed: tuple[Token, Actor] | None, resource: str
) -> Asking:
    token, user = signed or (None, Actor("", 0, "", None, 0))
    budget: Budget = site.budgets.of(user.database_id, resource)
    budget.used += 1
    return Asking(
        world=site.world,
        viewer=user,
        scopes=token.scopes if token else frozenset(),
        root_url=request.host_url.rstrip("/"),
        now=site.now(),
        bill=Bill(),
        budget=budget,
    )


def _asked(request: Request) -> tuple[int, int]:
    """The page, from 1, and how many on it."""
    size = request.args.get("per_page", USUAL_PAGE, type=int)
    return max(request.args.get("page", 1, type=int), 1), min(max(size, 1), LARGEST_PAGE)


def _paged(request: Request, rows: Sequence[Any], written: Callable[[Any], Any]) -> Response:
    page, size = _asked(request)
    last = max(-(-len(rows) // size), 1)
    shown = rows[(page - 1) * size : page * size]
    links = {"next": page + 1, "last": last} if page < last else {}
    link = ", ".join(f'<{_page_url(request, at)}>; rel="{which}"' for which, at in links.items())
    return json_response([written(row) for row in shown], 200, {"Link": link} if link else None)


def _page_url(request: Request, page: int) -> str:
    return f"{request.base_url}?{urlencode(request.args.to_dict() | {'page': str(page)})}"


def _visible(asking: Asking, owner: str, name: str) -> Repository | None:
    found = asking.world.repository(f"{owner}/{name}")
    return found if found and asking.sees(found) else None


def _pull_request(asking: Asking, owner: str, name: str, number: int) -> PullRequest | None:
    place = _visible(asking, owner, name)
    found = asking.world.thread(place, number) if place else None
    return found if isinstance(found, PullRequest) else None


def _thread(row: Thread, root: str) -> dict[str, Any]:
    kind = "pull" if isinstance(row, PullRequest) else "issues"
    page = f"{root}/{row.repository.name_with_owner}/{kind}/{row.number}"
    told = {
        "id": row.full_database_id,
        "node_id": row.id,
        "number": row.number,
        "title": row.title,
        "body": row.body,
        "state": "open" if row.state == "OPEN" else "closed",
        "user": _person(row.author),
        "labels": [_label(label) for label in row.label_list],
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
        "closed_at": iso(row.closed_at) if row.closed_at else None,
        "author_association": row.author_association,
        "comments": row.comment_count,
        "milestone": None,
        "assignee": None,
        "assignees": [],
        "active_lock_reason": None,
        "html_url": page,
        "url": _api(row, root, "issues"),
        "repository_url": f"{root}/api/v3/repos/{row.repository.name_with_owner}",
    }
    if isinstance(row, PullRequest):
        merged = iso(row.merged_at) if row.merged_at else None
        told["pull_request"] = {
            "url": _api(row, root, "pulls"),
            "html_url": page,
            "merged_at": merged,
        }
        told["merged_at"] = merged
    return told


def _api(row: Thread, root: str, kind: str) -> str:
    return f"{root}/api/v3/repos/{row.repository.name_with_owner}/{kind}/{row.number}"


def _label(label: Label) -> dict[str, Any]:
    number = node_ids.database_id(label.id)
    return {"id": number, "node_id": label.id, "name": label.name, "color": label.color}


def _person(actor: Actor | None) -> dict[str, Any] | None:
    if actor is None:
        return None
    return {
        "login": actor.login,
        "id": actor.database_id,
        "node_id": actor.id,
        "type": actor.typename,
        "site_admin": False,
    }


def _place(row: Repository, root: str) -> dict[str, Any]:
    return {
        "id": row.database_id,
        "node_id": row.id,
        "name": row.name,
        "full_name": row.name_with_owner,
        "owner": _person(row.owner),
        "private": row.is_private,
        "description": row.description,
        "fork": row.is_fork,
        "archived": row.is_archived,
        "language": row.language.name,
        "license": None,
        "topics": list(row.topics),
        "stargazers_count": row.stargazer_count,
        "default_branch": row.default_branch,
        "html_url": f"{root}/{row.name_with_owner}",
        "url": f"{root}/api/v3/repos/{row.name_with_owner}",
        "created_at": iso(row.created_at),
    }


def _review(row: Review) -> dict[str, Any]:
    return {
        "id": row.full_database_id,
        "node_id": row.id,
        "user": _person(row.author),
        "body": row.body,
        "state": row.state,
        "submitted_at": iso(row.submitted_at),
        "author_association": row.author_association,
    }


def _missing() -> Response:
    return json_response({"message": "Not Found", "documentation_url": DOCS, "status": "404"}, 404)


def _unprocessable(message: str) -> Response:
    errors = [{"message": message, "resource": "Search", "field": "q", "code": "invalid"}]
    body = {"message": message, "errors": errors, "documentation_url": DOCS, "status": "422"}
    return json_response(body, 422)
