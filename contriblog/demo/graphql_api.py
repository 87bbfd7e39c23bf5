"""Executes a GraphQL request and answers as GitHub does: HTTP 200, errors in the body."""

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    build_schema,
    execute_sync,
    parse,
    validate,
)

from contriblog.demo.cost import Bill, bill, chosen_operation
from contriblog.demo.errors import INSUFFICIENT_SCOPES, GitHubError, formatted, kind_of
from contriblog.demo.resolvers.registry import attach, attribute

SCHEMA_FILE = Path(__file__).with_name("schema.graphql")
UNDEFINED_FIELD = re.compile(r"Cannot query field '(\w+)' on type '(\w+)'")


@lru_cache(maxsize=1)
def demo_schema() -> GraphQLSchema:
    """Return the executable schema: our SDL with the resolvers attached."""
    schema = build_schema(SCHEMA_FILE.read_text(encoding="utf-8"))
    attach(schema)
    return schema


@lru_cache(maxsize=256)
def prepared(text: str) -> tuple[DocumentNode, list[GraphQLError]]:
    """Parse and validate a document once. Raises GraphQLSyntaxError."""
    document = parse(text)
    return document, validate(demo_schema(), document)


def priced(
    text: str, name: str | None, variables: Mapping[str, Any]
) -> tuple[DocumentNode | None, Bill, list[dict[str, Any]]]:
    """Return the document to run and its bill, or no document and GitHub's errors."""
    try:
        document, faults = prepared(text)
        if faults:
            return None, Bill(), [_validation_error(document, name, fault) for fault in faults]
        return document, bill(demo_schema(), document, name, variables), []
    except GraphQLError as error:
        return None, Bill(), [_refusal(error)]


def run(
    document: DocumentNode, name: str | None, variables: dict[str, Any], context: object
) -> dict[str, Any]:
    """Execute an operation; the answer is the JSON body."""
    result = execute_sync(
        demo_schema(),
        document,
        context_value=context,
        variable_values=variables,
        operation_name=name,
        field_resolver=attribute,
    )
    body: dict[str, Any] = {} if result.data is None and result.errors else {"data": result.data}
    refused = [error for error in result.errors or () if kind_of(error) == INSUFFICIENT_SCOPES]
    if refused:  # GitHub looks at the question before it reads anything, so no data comes at all
        return {"errors": [formatted(error) for error in refused[:1]]}
    if result.errors:
        body = {"data": result.data, "errors": [formatted(error) for error in result.errors]}
    return body


def operation_name(text: str, name: str | None) -> str | None:
    """Return the name of the operation that will run, for the request log; None if unknown."""
    try:
        operation = chosen_operation(prepared(text)[0], name)
    except GraphQLError:
        return name
    return operation.name.value if operation.name else None


def _refusal(error: GraphQLError) -> dict[str, Any]:
    refused = formatted(error)
    if isinstance(error, GitHubError) and error.kind:
        refused["path"] = ["nodes"] if error.kind == "ARGUMENT_LIMIT" else ["query"]
    return refused


def _validation_error(
    document: DocumentNode, name: str | None, error: GraphQLError
) -> dict[str, Any]:
    undefined = UNDEFINED_FIELD.match(error.message)
    if undefined is None:
        return formatted(error)
    field, parent = undefined.groups()
    operation = operation_label(document, name)
    path = [
        operation,
        *(node.name.value for node in error.nodes or () if isinstance(node, FieldNode)),
    ]
    return formatted(error) | {
        "path": path,
        "extensions": {"code": "undefinedField", "typeName": parent, "fieldName": field},
        "message": f"Field '{field}' doesn't exist on type '{parent}'",
    }


def operation_label(document: DocumentNode, name: str | None) -> str:
    """Return `query Name`, the head of the path in GitHub's validation errors."""
    operation = chosen_operation(document, name)
    label = operation.operation.value
    return f"{label} {operation.name.value}" if operation.name else label
