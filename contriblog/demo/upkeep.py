"""Changes to releases, collaborators and sponsorships, for tests: see mutations."""

from collections.abc import Callable
from typing import Any

from werkzeug.exceptions import BadRequest

from contriblog.demo.mutations import person_of
from contriblog.demo.node_ids import node_id
from contriblog.demo.site import Site
from contriblog.demo.world.model import Release, Repository, Sponsorship

Body = dict[str, Any]
NEW_FROM = 900_000_000


def release(site: Site, body: Body) -> Body:
    """Let `login` publish `tag` in `repository` (a node id), now or `at` (seconds).

    `draft` and `prerelease` say what it is, `name` what it is called.
    """
    person, at = person_of(site, body["login"]), body.get("at", site.now())
    place = _repository(site, body["repository"])
    number = NEW_FROM + len(site.world.releases(place))
    made = Release(
        id=node_id("RE", place.database_id, number),
        database_id=number,
        repository=place,
        author=person,
        tag_name=body["tag"],
        name=body.get("name"),
        description=body.get("description", ""),
        created_at=at,
        published_at=None if body.get("draft") else at,
        updated_at=at,
        is_prerelease=body.get("prerelease", False),
    )
    place.release_list.append(made)
    site.world.history(person).releases.append(made)
    site.world.index(made)
    return {"id": made.id}


def edit_release(site: Site, body: Body) -> Body:
    """Change the `name` of the release `id`."""
    found = site.world.find(body["id"])
    if not isinstance(found, Release):
        raise BadRequest(f"no such release: {body['id']}")
    found.name, found.updated_at = body["name"], site.now()
    return {"id": found.id}


def collaborate(site: Site, body: Body) -> Body:
    """Let `login` collaborate on `repository` (a node id)."""
    place = _repository(site, body["repository"])
    place.members |= {person_of(site, body["login"]).login}
    return {"members": sorted(place.members)}


def sponsor(site: Site, body: Body) -> Body:
    """Let `login` sponsor `to`, a person of the picker, now; `privacy` PUBLIC or PRIVATE."""
    person, sponsored = person_of(site, body["login"]), person_of(site, body["to"])
    listed = site.world.history(person).sponsorships
    number = NEW_FROM + person.database_id + len(listed)
    made = Sponsorship(
        id=node_id("S", number),
        database_id=number,
        sponsor=person,
        sponsorable=sponsored,
        created_at=site.now(),
        privacy_level=body.get("privacy", "PUBLIC"),
    )
    listed.append(made)
    site.world.index(made)
    return {"id": made.id}


def change_sponsorship(site: Site, body: Body) -> Body:
    """End the sponsorship `id` (`active` false), or change its `privacy`."""
    found = site.world.find(body["id"])
    if not isinstance(found, Sponsorship):
        raise BadRequest(f"no such sponsorship: {body['id']}")
    found.is_active = body.get("active", found.is_active)
    found.privacy_level = body.get("privacy", found.privacy_level)
    return {"id": found.id}


UPKEEP: dict[str, Callable[[Site, Body], Body]] = {
    "release": release,
    "edit_release": edit_release,
    "collaborate": collaborate,
    "sponsor": sponsor,
    "change_sponsorship": change_sponsorship,
}


def _repository(site: Site, identifier: str) -> Repository:
    found = site.world.find(identifier)
    if not isinstance(found, Repository):
        raise BadRequest(f"no such repository: {identifier}")
    return found
