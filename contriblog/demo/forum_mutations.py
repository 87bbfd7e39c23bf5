"""Changes in discussions, for tests, like those of the module of mutations."""

from collections.abc import Callable
from typing import TypeVar

from werkzeug.exceptions import BadRequest

from contriblog.demo.mutations import Body, person_of
from contriblog.demo.site import Site
from contriblog.demo.world import forum
from contriblog.demo.world.model import Discussion, DiscussionComment, Repository

Kind = TypeVar("Kind", Discussion, DiscussionComment, Repository)


def start_discussion(site: Site, body: Body) -> Body:
    """Let `login` start a discussion in `repository`, in `category` (default Q&A), now."""
    person = person_of(site, body["login"])
    place = _checked(site.world.repository(body["repository"]), Repository)
    history, category = site.world.history(person), body.get("category", "Q&A")
    made = site.world.forum(person).start(history, place, category, site.now())
    made.title = body.get("title", made.title)
    site.world.index(made)
    return {"id": made.id}


def answer(site: Site, body: Body) -> Body:
    """Let `login` comment in the discussion `id`, or in a new one in `repository`, now."""
    person = person_of(site, body["login"])
    found = _checked(site.world.find(body["id"]), Discussion) if "id" in body else None
    named = None if found else site.world.repository(body["repository"])
    place = found.repository if found else _checked(named, Repository)
    history = site.world.history(person)
    made = site.world.forum(person).help(history, found, place, site.now())
    site.world.index(made)
    site.world.index(made.discussion)
    return {"id": made.id}


def accept_answer(site: Site, body: Body) -> Body:
    """Mark a comment as the answer, or with `accepted` false no longer: it is not touched by it."""
    row = _checked(site.world.find(body["id"]), DiscussionComment)
    change = forum.accept if body.get("accepted", True) else forum.unaccept
    change(row, site.now())
    return {"is_answer": row.is_answer}


def blank_answer(site: Site, body: Body) -> Body:
    """Delete a comment that has replies: it stays listed, emptied and marked as deleted."""
    row = _checked(site.world.find(body["id"]), DiscussionComment)
    row.body, row.deleted_at = "", site.now()
    return {"id": row.id}


def _checked(found: object, kind: type[Kind]) -> Kind:
    if not isinstance(found, kind):
        raise BadRequest(f"no such {kind.__name__}")
    return found


FORUM_MUTATIONS: dict[str, Callable[[Site, Body], Body]] = {
    "start_discussion": start_discussion,
    "answer": answer,
    "accept_answer": accept_answer,
    "blank_answer": blank_answer,
}
