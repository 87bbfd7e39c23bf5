"""What a query costs, counted before it runs, as GitHub's documentation describes.

Rate limits and query limits for the GraphQL API: each connection needs one request per parent;
the requests divided by 100 are the points, at least 1. Nodes are the rows that could come back.
GitHub rounds down: 691 requests were billed as 6 points in a recorded exchange.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    value_from_ast_untyped,
)

from contriblog.demo.errors import GitHubError

REQUESTS_PER_POINT = 100
MOST_NODES = 500_000
MOST_IDS = 100
DEFAULT_REPOSITORIES = 25


@dataclass(slots=True)
class Bill:
    """How many requests and nodes a query may need."""

    requests: int = 0
    nodes: int = 0

    @property
    def points(self) -> int:
        """The points taken off the budget."""
        return max(1, self.requests // REQUESTS_PER_POINT)


def bill(
    schema: GraphQLSchema, document: DocumentNode, name: str | None, variables: Mapping[str, Any]
) -> Bill:
    """Count the cost of one operation of a valid document. Raises the errors of its limits."""
    operation = chosen_operation(document, name)
    defaults = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in operation.variable_definitions or ()
        if definition.default_value is not None
    }
    fragments = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, FragmentDefinitionNode)
    }
    counter = _Counter(schema, fragments, {**defaults, **variables})
    counter.walk(operation.selection_set, schema.query_type, 1)
    if counter.bill.nodes > MOST_NODES:
        raise _too_many_nodes(counter.bill.nodes)
    return counter.bill


def chosen_operation(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """Return the named operation, or the first when no name is given."""
    operations = [n for n in document.definitions if isinstance(n, OperationDefinitionNode)]
    for operation in operations:
        if name is None or (operation.name and operation.name.value == name):
            return operation
    raise GitHubError(None, f'No operation named "{name}"')


@dataclass(slots=True)
class _Counter:
    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    variables: dict[str, Any]
    bill: Bill = field(default_factory=Bill)

    def walk(
        self, selections: SelectionSetNode | None, parent: GraphQLNamedType | None, times: int
    ) -> None:
        for selection in selections.selections if selections else ():
            self._visit(selection, parent, times)

    def _visit(self, selection: SelectionNode, parent: GraphQLNamedType | None, times: int) -> None:
        if isinstance(selection, FieldNode):
            self._visit_field(selection, parent, times)
        elif isinstance(selection, InlineFragmentNode):
            condition = selection.type_condition
            named = self.schema.get_type(condition.name.value) if condition else parent
            self.walk(selection.selection_set, named, times)
        elif isinstance(selection, FragmentSpreadNode):
            fragment = self.fragments[selection.name.value]
            named = self.schema.get_type(fragment.type_condition.name.value)
            self.walk(fragment.selection_set, named, times)

    def _visit_field(self, node: FieldNode, parent: GraphQLNamedType | None, times: int) -> None:
        if not isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
            return
        definition = parent.fields.get(node.name.value)
        if definition is None or node.selection_set is None:
            return
        kind = get_named_type(definition.type)
        self.walk(node.selection_set, kind, times * self._rows(node, parent, kind, times))

    def _rows(
        self, node: FieldNode, parent: GraphQLNamedType, kind: GraphQLNamedType, times: int
    ) -> int:
        arguments = self._arguments(node)
        if kind.name.endswith("Connection"):
            rows = arguments.get("first") or arguments.get("last") or 0
            self.bill.requests += times
            self.bill.nodes += times * rows
        elif parent is self.schema.query_type and node.name.value == "nodes":
            rows = _counted_ids(arguments.get("ids") or [])
            self.bill.nodes += times * rows
        elif "maxRepositories" in arguments:
            rows = arguments["maxRepositories"] or DEFAULT_REPOSITORIES
        else:
            rows = 1
        return rows or 1

    def _arguments(self, node: FieldNode) -> dict[str, Any]:
        return {
            argument.name.value: value_from_ast_untyped(argument.value, self.variables)
            for argument in node.arguments or ()
        }


def _counted_ids(ids: list[str]) -> int:
    if len(ids) > MOST_IDS:
        raise GitHubError(
            "ARGUMENT_LIMIT",
            f"You may not provide more than {MOST_IDS} node ids; you provided {len(ids)}.",
        )
    return len(ids)


def _too_many_nodes(nodes: int) -> GitHubError:
    return GitHubError(
        "MAX_NODE_LIMIT_EXCEEDED",
        f"This query requests up to {nodes:,} possible nodes which exceeds the maximum limit of "
        f"{MOST_NODES:,}.",
    )
