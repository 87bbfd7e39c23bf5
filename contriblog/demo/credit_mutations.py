"""What GitHub credits to somebody else: made and listed for tests, through the control plane."""

from collections.abc import Callable

from werkzeug.exceptions import BadRequest

from contriblog.demo.mutations import Body, person_of
from contriblog.demo.site import Site
from contriblog.demo.world import credited
from contriblog.demo.world.model import Repository


def bot_pull(site: Site, body: Body) -> Body:
    """Let a bot open a pull request in `repository`; `names` says what links `login` to it."""
    place, names = _place(site, body), body.get("names", "commit")
    person, at = person_of(site, body["login"]), site.now()
    identifier = site.world.forum(person).new_id()
    made = credited.bot_pull(person, place, at, identifier, "Read an empty file", names=names)
    site.world.credit(person, made)
    return {"id": made.id, "path": f"/{place.name_with_owner}/pull/{made.number}"}


def picked_patch(site: Site, body: Body) -> Body:
    """Let a maintainer pick a patch of `login` onto a release branch of `repository`."""
    place, person = _place(site, body), person_of(site, body["login"])
    identifier = site.world.forum(person).new_id()
    made = credited.picked(person, place, site.now(), identifier, "[1.x] Read an empty file")
    site.world.credit(person, made)
    return {"id": made.id, "path": f"/{place.name_with_owner}/commit/{made.oid}"}


def _place(site: Site, body: Body) -> Repository:
    place = site.world.repository(body["repository"])
    if place is None:
        raise BadRequest(f"no such repository: {body['repository']}")
    return place


CREDIT_MUTATIONS: dict[str, Callable[[Site, Body], Body]] = {
    "bot_pull": bot_pull,
    "picked_patch": picked_patch,
}
