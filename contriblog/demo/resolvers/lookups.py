"""`node`, `nodes`, `user`, `repository`: finding one object, if this token may see it."""

from typing import Any

from graphql import GraphQLError

from contriblog.demo.context import Asking, Info, asking
from contriblog.demo.errors import not_found, unknown_node
from contriblog.demo.world.model import Actor, Repository


def query_id(_root: None, _info: Info) -> str:
    """Return the node id of the query root itself."""
    return "MDU6UXVlcnk="


def node(_root: None, info: Info, **args: str) -> Any:
    """Return the object with this node id. Raises NOT_FOUND."""
    found = visible_node(asking(info), args["id"])
    if isinstance(found, GraphQLError):
        raise found
    return found


def nodes(_root: None, info: Info, ids: list[str]) -> list[Any]:
    """Return one object per id; an unknown id becomes null and an error at its place."""
    return [visible_node(asking(info), identifier) for identifier in ids]


def visible_node(request: Asking, identifier: str) -> Any:
    """Return the object, or the NOT_FOUND error that GitHub gives in its place."""
    found = request.world.find(identifier)
    if found is None:
        return unknown_node(identifier)
    place = found if isinstance(found, Repository) else getattr(found, "repository", None)
    if place is not None and not request.sees(place):
        return unknown_node(identifier)
    return found


def user(_root: None, info: Info, login: str) -> Actor:
    """Return a user by the login of today. Raises NOT_FOUND."""
    actor = asking(info).world.actor(login)
    if actor is None or actor.typename != "User":
        raise not_found(f"a User with the login of '{login}'.")
    return actor


def repository(_root: None, info: Info, **args: Any) -> Repository:
    """Return a repository by name; an old name leads to it unless followRenames is false."""
    wanted = f"{args['owner']}/{args['name']}"
    found = asking(info).world.repository(wanted)
    renamed = found is not None and found.name_with_owner.lower() != wanted.lower()
    stale = renamed and args.get("followRenames") is False
    if found is None or stale or not asking(info).sees(found):
        raise not_found(f"a Repository with the name '{wanted}'.")
    return found


RESOLVERS = {
    "Query.id": query_id,
    "Query.node": node,
    "Query.nodes": nodes,
    "Query.user": user,
    "Query.repository": repository,
}
