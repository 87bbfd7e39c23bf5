"""The control plane of tests under /_ctl/: JSON in, JSON out; served only with --control."""

import hashlib
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Request, Response

from contriblog.demo.budget import Budgets
from contriblog.demo.clock import iso
from contriblog.demo.credit_mutations import CREDIT_MUTATIONS
from contriblog.demo.faults import Rule, shapes
from contriblog.demo.forum_mutations import FORUM_MUTATIONS
from contriblog.demo.mutations import MUTATIONS, person_of
from contriblog.demo.site import Site
from contriblog.demo.tokens import ACCESS, REFRESH
from contriblog.demo.twists import TWISTS
from contriblog.demo.upkeep import UPKEEP
from contriblog.demo.web import body_of, json_response
from contriblog.demo.wire import WIRES
from contriblog.demo.world.catalogue import PersonSpec, person_from, project_from
from contriblog.demo.world.model import (
    Commit,
    Discussion,
    DiscussionComment,
    History,
    Release,
    Review,
    Sponsorship,
)
from contriblog.demo.world.world import World

Handler = Callable[..., Response]
ACTIONS = MUTATIONS | FORUM_MUTATIONS | UPKEEP | CREDIT_MUTATIONS
FORMS = (
    *("pull_requests", "issues", "reviews", "comments"),
    *("discussions", "discussion_comments"),
)
SEEDED_ID, SEEDED_IDS = 400_000_000, 90_000_000


def reset(_request: Request, site: Site) -> Response:
    """Begin again with the people of the picker: no faults, log, budgets, clock or latency."""
    site.clock.offset = 0
    site.world = World(site.states.state.anchor)
    site.budgets = Budgets(site.now)
    site.faults.clear()
    site.log.clear()
    site.expiring_tokens, site.latency_ms = False, site.options.latency_ms
    return json_response({"anchor": iso(site.world.anchor)})


def people(_request: Request, site: Site) -> Response:
    """List the people: login, numeric and node id, planned counts."""
    return json_response([_described(site, spec) for spec in site.world.specs])


def seed(request: Request, site: Site) -> Response:
    """Let somebody move in: the fields of PersonSpec, `login` at least; `project_specs` too."""
    body = _body(request)
    for row in body.pop("project_specs", ()):
        site.world.found(project_from(row))
    login = body["login"]
    number = int(hashlib.sha256(login.encode()).hexdigest()[:8], 16) % SEEDED_IDS
    usual = {
        "id": SEEDED_ID + number,
        "name": login.replace("-", " ").title(),
        "sentence": "Moved in through the control plane.",
        "years": 2,
        "projects": [f"{login}/notes", f"{login}-labs/engine"],
    }
    spec = person_from({**usual, **body})
    site.world.add_person(spec)
    return json_response(_described(site, spec), 201)


def items(request: Request, site: Site) -> Response:
    """List what `login` did: node ids, numbers, titles, states, instants, by form."""
    history = site.world.history(person_of(site, request.args.get("login", "")))
    told = {form: _rows(history, form) for form in FORMS}
    told["commits"] = [_commit_row(row, history) for row in history.commits]
    told["releases"] = [_release(row) for row in history.releases if not row.is_draft]
    told["sponsorships"] = [_sponsorship(row) for row in history.sponsorships]
    return json_response(told)


def repositories(_request: Request, site: Site) -> Response:
    """List the repositories: node id, present name, privacy, members."""
    rows = [
        {
            "id": row.id,
            "name_with_owner": row.name_with_owner,
            "is_private": row.is_private,
            "members": sorted(row.members),
        }
        for row in site.world.repositories()
    ]
    return json_response(rows)


def mutate(request: Request, site: Site) -> Response:
    """Change the world: `action` names the change, see mutations and upkeep."""
    body = _body(request)
    action = ACTIONS.get(body.get("action", ""))
    if action is None:
        raise BadRequest(f"action must be one of: {', '.join(ACTIONS)}")
    try:
        with site.world.lock:
            return json_response(action(site, body))
    except KeyError as missing:
        raise BadRequest(f"missing or unknown: {missing}") from missing


def new_token(request: Request, site: Site) -> Response:
    """Issue a token for `login` with `scopes`; `lifetime` in seconds adds a refresh token."""
    body = _body(request)
    user, client = person_of(site, body["login"]).database_id, site.options.client_id
    scopes, lifetime = body.get("scopes", ()), body.get("lifetime", 0)
    fields = {"access_token": site.tokens.issue(ACCESS, user, client, scopes, lifetime=lifetime)}
    if lifetime:
        fields["refresh_token"] = site.tokens.issue(REFRESH, user, client, scopes)
    return json_response(fields, 201)


def revoke_token(request: Request, site: Site) -> Response:
    """Make a `token` worthless."""
    return json_response({"revoked": site.tokens.revoke(_body(request)["token"])})


def narrow_token(request: Request, site: Site) -> Response:
    """Give a `token` other `scopes` from now on."""
    body = _body(request)
    return json_response({"narrowed": site.tokens.narrow(body["token"], body["scopes"])})


def revoke_grant(request: Request, site: Site) -> Response:
    """Withdraw everything `login` granted, as on GitHub's settings page."""
    person = person_of(site, _body(request)["login"])
    site.tokens.revoke_grant(person.database_id, site.options.client_id)
    return json_response({})


def settings(request: Request, site: Site) -> Response:
    """Set `expiring_tokens` (8 hours, with refresh) and `latency_ms`."""
    body = _body(request)
    site.expiring_tokens = body.get("expiring_tokens", site.expiring_tokens)
    site.latency_ms = body.get("latency_ms", site.latency_ms)
    return json_response({"expiring_tokens": site.expiring_tokens, "latency_ms": site.latency_ms})


def advance(request: Request, site: Site) -> Response:
    """Move the clock forward by `seconds`."""
    site.clock.advance(_body(request)["seconds"])
    return json_response({"now": iso(site.now())})


def budget(request: Request, site: Site) -> Response:
    """Leave `login` so many points (`remaining`) of `limit`, until `reset_in` seconds from now."""
    body = _body(request)
    owner = person_of(site, body["login"])
    found = site.budgets.of(owner.database_id, body.get("resource", "graphql"))
    found.limit = body.get("limit", found.limit)
    found.used = found.limit - body["remaining"]
    if "reset_in" in body:
        found.reset_at = site.now() + body["reset_in"]
    return json_response(found.headers())


def add_fault(request: Request, site: Site) -> Response:
    """Put a rule in force: the fields of faults.Rule, `fault` at least."""
    try:
        rule = Rule(**_body(request))
    except TypeError as fault:
        raise BadRequest(f"not a rule: {fault}") from fault
    if rule.fault not in _faults():
        raise BadRequest(f"no such fault: {rule.fault}")
    site.faults.add(rule)
    return json_response({"rules": len(site.faults.rules)}, 201)


def known_faults(_request: Request, site: Site) -> Response:
    """List the faults that can be injected, and the rules in force."""
    rules = [asdict(rule) for rule in site.faults.rules]
    return json_response({"faults": _faults(), "rules": rules})


def clear_faults(_request: Request, site: Site) -> Response:
    """Retire every rule."""
    site.faults.clear()
    return json_response({})


def log(_request: Request, site: Site) -> Response:
    """Tell every GraphQL request so far, their points, and the most at once."""
    entries = [asdict(entry) for entry in site.log.entries]
    return json_response(
        {
            "requests": entries,
            "points": sum(entry.points for entry in site.log.entries),
            "max_concurrency": site.log.most_in_flight,
        }
    )


def clear_log(_request: Request, site: Site) -> Response:
    """Forget the log."""
    site.log.clear()
    return json_response({})


ROUTES: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "/_ctl/reset", reset),
    ("GET", "/_ctl/people", people),
    ("POST", "/_ctl/people", seed),
    ("GET", "/_ctl/items", items),
    ("GET", "/_ctl/repositories", repositories),
    ("POST", "/_ctl/mutate", mutate),
    ("POST", "/_ctl/tokens", new_token),
    ("POST", "/_ctl/tokens/revoke", revoke_token),
    ("POST", "/_ctl/tokens/narrow", narrow_token),
    ("POST", "/_ctl/grants/revoke", revoke_grant),
    ("POST", "/_ctl/settings", settings),
    ("POST", "/_ctl/clock", advance),
    ("POST", "/_ctl/budget", budget),
    ("GET", "/_ctl/faults", known_faults),
    ("POST", "/_ctl/faults", add_fault),
    ("DELETE", "/_ctl/faults", clear_faults),
    ("GET", "/_ctl/log", log),
    ("DELETE", "/_ctl/log", clear_log),
)


def _faults() -> list[str]:
    return list(dict.fromkeys([*shapes(), *TWISTS, *WIRES]))


def _body(request: Request) -> dict[str, Any]:
    body = body_of(request)
    if body is None:
        raise BadRequest("a JSON object is needed")
    return body


def _described(site: Site, spec: PersonSpec) -> dict[str, Any]:
    counts = {form: getattr(spec, form) for form in FORMS}
    return {"login": spec.login, "id": spec.id, "node_id": person_of(site, spec.login).id, **counts}


def _rows(history: History, form: str) -> list[dict[str, Any]]:
    return [_row(row) for row in getattr(history, form)]


def _commit_row(row: Commit, history: History) -> dict[str, Any]:
    """Tell of a commit; `lands` says for which of the person's closed pull requests it stands."""
    numbers = {pull.number for pull in history.pull_requests if pull.repository is row.repository}
    cited = [number for number in sorted(numbers) if _cites(row, number)]
    return {
        "id": row.id,
        "oid": row.oid,
        "message": row.message,
        "created_at": iso(row.authored_date),
        "updated_at": iso(row.committed_date),
        "author": row.user.login if row.user else None,
        "co_authors": [actor.login for actor in row.co_authors],
        "lands": cited,
        "repository_id": row.repository.id,
        "repository": row.repository.name_with_owner,
        "is_private": row.repository.is_private,
    }


def _cites(commit: Commit, number: int) -> bool:
    return bool(re.search(rf"(?:#|/pull/){number}\b", commit.message))


def _release(row: Release) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": "PRERELEASE" if row.is_prerelease else "PUBLISHED",
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
        "number": None,
        "title": row.name or row.tag_name,
        "tag": row.tag_name,
        "repository_id": row.repository.id,
        "repository": row.repository.name_with_owner,
        "is_private": row.repository.is_private,
    }


def _sponsorship(row: Sponsorship) -> dict[str, Any]:
    lasts = "ACTIVE" if row.is_active else "ENDED"
    sort = "One-time sponsorship" if row.is_one_time_payment else "Sponsorship"
    return {
        "id": row.id,
        "state": None if row.is_one_time_payment else lasts,
        "created_at": iso(row.created_at),
        "updated_at": iso(row.created_at),
        "number": None,
        "title": f"{sort} of {row.sponsorable.name or row.sponsorable.login}",
        "sponsored": row.sponsorable.login,
        "repository": "",
        "is_private": row.privacy_level == "PRIVATE",
    }


def _row(row: Any) -> dict[str, Any]:
    if isinstance(row, DiscussionComment):
        return _row_of(row, row.discussion) | {
            "is_answer": row.is_answer,
            "is_own": row.discussion.author is row.author,
            "is_deleted": row.deleted_at is not None,
        }
    if isinstance(row, Discussion):
        return _row_of(row, row) | {"is_answered": row.is_answered, "closed": row.closed}
    return _row_of(
        row, row.pull_request if isinstance(row, Review) else getattr(row, "thread", row)
    )


def _row_of(row: Any, thread: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": getattr(row, "state", None),
        "created_at": iso(row.created_at),
        "updated_at": iso(row.updated_at),
        "thread_id": thread.id,
        "number": thread.number,
        "title": thread.title,
        "repository_id": thread.repository.id,
        "repository": thread.repository.name_with_owner,
        "is_private": thread.repository.is_private,
        "thread_author": thread.author.login if thread.author else None,
    }
