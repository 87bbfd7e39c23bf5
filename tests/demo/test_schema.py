"""The demo's schema says nothing that GitHub's own does not say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
)

from contriblog.demo.graphql_api import SCHEMA_FILE

OFFICIAL = Path(__file__).parent.parent.parent / ".local" / "sdl" / "schema.graphql"
WITH_FIELDS = GraphQLObjectType | GraphQLInterfaceType


@pytest.fixture(scope="module")
def official() -> GraphQLSchema:
    assert OFFICIAL.exists(), "The official schema is missing: run python tests/fetch_sdl.py"
    return build_schema(OFFICIAL.read_text(encoding="utf-8"), assume_valid=True)


@pytest.fixture(scope="module")
def ours() -> GraphQLSchema:
    return build_schema(SCHEMA_FILE.read_text(encoding="utf-8"))


def test_every_type_is_githubs(ours: GraphQLSchema, official: GraphQLSchema) -> None:
    assert set(ours.type_map) <= set(official.type_map)


def test_every_field_has_githubs_type(ours: GraphQLSchema, official: GraphQLSchema) -> None:
    assert dict(signatures(ours)).items() <= dict(signatures(official)).items()


def test_every_enum_value_is_githubs(ours: GraphQLSchema, official: GraphQLSchema) -> None:
    for name, kind in ours.type_map.items():
        theirs = official.type_map[name]
        if isinstance(kind, GraphQLEnumType) and not name.startswith("__"):
            assert isinstance(theirs, GraphQLEnumType)
            assert set(kind.values) == set(theirs.values)


def test_every_interface_and_union_member_is_githubs(
    ours: GraphQLSchema, official: GraphQLSchema
) -> None:
    assert set(memberships(ours)) <= set(memberships(official))


def test_no_required_argument_is_left_out(ours: GraphQLSchema, official: GraphQLSchema) -> None:
    kept = dict(signatures(ours))
    required = {
        where: kind
        for where, kind in signatures(official)
        if where.endswith(")") and kind.endswith("!") and where.partition("(")[0] in kept
    }

    assert required.items() <= kept.items()


def signatures(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    """Yield "Type.field", "Type.field(argument)" or "Input.field", each with its type."""
    for name, kind in schema.type_map.items():
        if name.startswith("__"):
            continue
        if isinstance(kind, GraphQLInputObjectType):
            yield from ((f"{name}.{key}", str(row.type)) for key, row in kind.fields.items())
        elif isinstance(kind, WITH_FIELDS):
            for key, field in kind.fields.items():
                yield f"{name}.{key}", str(field.type)
                for argument, row in field.args.items():
                    yield f"{name}.{key}({argument})", str(row.type)


def memberships(schema: GraphQLSchema) -> Iterator[tuple[str, str]]:
    """Yield each (interface or union, member)."""
    for name, kind in schema.type_map.items():
        if isinstance(kind, WITH_FIELDS):
            yield from ((interface.name, name) for interface in kind.interfaces)
        elif isinstance(kind, GraphQLUnionType):
            yield from ((name, member.name) for member in kind.types)
