"""Joins the resolvers to the schema, and resolves every plain field by its attribute."""

import re
from collections.abc import Callable
from typing import Any

from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
)

from contriblog.demo.clock import from_iso, iso
from contriblog.demo.context import Info
from contriblog.demo.resolvers import (
    contributions,
    discussions,
    lookups,
    repositories,
    resources,
    search,
    sundries,
    threads,
    timeline,
    users,
)

Resolver = Callable[..., Any]
MODULES = (
    *(contributions, discussions, lookups, repositories, resources, search),
    *(sundries, threads, timeline, users),
)
INSTANTS = ("DateTime", "GitTimestamp")
_CAPITAL = re.compile(r"(?=[A-Z])")
_attributes: dict[str, str] = {}


def attribute(source: Any, info: Info, **_args: object) -> Any:
    """Resolve a field by the attribute of the same name in snake case: the default resolver."""
    name = _attributes.get(info.field_name)
    if name is None:
        name = _attributes[info.field_name] = _CAPITAL.sub("_", info.field_name).lower()
    return getattr(source, name)


def attach(schema: GraphQLSchema) -> None:
    """Give each field its resolver, each abstract type its rule, each instant its spelling."""
    for module in MODULES:
        for where, resolver in module.RESOLVERS.items():
            _object(schema, where.split(".")[0]).fields[where.split(".")[1]].resolve = resolver
    for kind in schema.type_map.values():
        if isinstance(kind, GraphQLInterfaceType | GraphQLUnionType):
            kind.resolve_type = _typename
    for name in INSTANTS:
        _scalar(schema, name).coerce_output_value = iso
        _scalar(schema, name).coerce_input_value = from_iso
    _scalar(schema, "BigInt").coerce_output_value = str


def _object(schema: GraphQLSchema, name: str) -> GraphQLObjectType:
    kind = schema.type_map[name]
    if not isinstance(kind, GraphQLObjectType):
        raise TypeError(f"{name} is not an object type of the demo's schema")
    return kind


def _typename(value: Any, _info: Info, _abstract: object) -> str:
    name: str = value.typename
    return name


def _scalar(schema: GraphQLSchema, name: str) -> GraphQLScalarType:
    kind = schema.type_map[name]
    if not isinstance(kind, GraphQLScalarType):
        raise TypeError(f"{name} is not a scalar of the demo's schema")
    return kind
