"""Connections: `first`, `last`, `after`, `before` over sorted rows, with GitHub's refusals."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import FieldNode, GraphQLResolveInfo

from contriblog.demo.cursors import Key, keyset, offset, read_keyset, read_offset
from contriblog.demo.errors import GitHubError

LARGEST_PAGE = 100
ROW_FIELDS = {"nodes", "edges", "pageInfo"}


@dataclass(frozen=True, slots=True)
class PageInfo:
    """Where a page lies among all rows; cursors are None on an empty page."""

    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclass(frozen=True, slots=True)
class Edge:
    """One row and its cursor."""

    cursor: str
    node: Any


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a connection, ready for the default resolver."""

    nodes: Sequence[Any]
    total_count: int
    page_info: PageInfo
    cursor_of: Callable[[Any], str]

    @property
    def edges(self) -> list[Edge]:
        """The rows with their cursors."""
        return [Edge(self.cursor_of(node), node) for node in self.nodes]


@dataclass(frozen=True, slots=True)
class Order:
    """How rows are sorted: the key of a row, how many parts it has, and which way."""

    key: Callable[[Any], Key]
    parts: int
    descending: bool = False


def connect(
    rows: Sequence[Any], order: Order, info: GraphQLResolveInfo[Any], args: dict[str, Any]
) -> Page:
    """Cut the page that `args` ask for out of `rows`, sorted by `order`; cursors are keysets."""
    size, from_end = page_size(info, args)
    ranked = sorted(rows, key=order.key)
    low, high = _between(ranked, order, args)
    inside = ranked[low:high]
    if order.descending:
        inside.reverse()
    return _page(inside, len(rows), (size, from_end), lambda row: keyset(order.key(row)))


def connect_list(rows: Sequence[Any], info: GraphQLResolveInfo[Any], args: dict[str, Any]) -> Page:
    """Cut a page out of a short list in its own order; cursors are offsets."""
    size, from_end = page_size(info, args)
    after, before = args.get("after"), args.get("before")
    start = read_offset(after) if after else 0
    stop = read_offset(before) - 1 if before else len(rows)
    positions = {id(row): place for place, row in enumerate(rows, start=1)}
    inside = rows[start : max(start, stop)]
    return _page(inside, len(rows), (size, from_end), lambda row: offset(positions[id(row)]))


def descends(order: dict[str, str] | None) -> bool:
    """Say whether an orderBy asks for the newest first."""
    return bool(order) and order["direction"] == "DESC" if order else False


def page_size(info: GraphQLResolveInfo[Any], args: dict[str, Any]) -> tuple[int, bool]:
    """Return how many rows are asked for, and whether from the end.

    Raises GitHub's MISSING_PAGINATION_BOUNDARIES or EXCESSIVE_PAGINATION. A connection asked only
    for its totalCount needs no boundary.
    """
    for name in ("first", "last"):
        size = args.get(name)
        if size is not None:
            return _checked(info.field_name, name, size), name == "last"
    if _asks_for_rows(info):
        raise GitHubError(
            "MISSING_PAGINATION_BOUNDARIES",
            f"You must provide a `first` or `last` value to properly paginate the "
            f"`{info.field_name}` connection.",
        )
    return 0, False


def _checked(field: str, name: str, size: int) -> int:
    if size < 0:
        raise GitHubError(
            "EXCESSIVE_PAGINATION",
            f"`{name}` on the `{field}` connection cannot be less than zero.",
        )
    if size > LARGEST_PAGE:
        raise GitHubError(
            "EXCESSIVE_PAGINATION",
            f"Requesting {size} records on the `{field}` connection exceeds the `{name}` limit "
            f"of {LARGEST_PAGE} records.",
        )
    return size


def _asks_for_rows(info: GraphQLResolveInfo[Any]) -> bool:
    return any(
        isinstance(selected, FieldNode) and selected.name.value in ROW_FIELDS
        for field in info.field_nodes
        if field.selection_set
        for selected in field.selection_set.selections
    )


def _between(ranked: Sequence[Any], order: Order, args: dict[str, Any]) -> tuple[int, int]:
    after, before = args.get("after"), args.get("before")
    if order.descending:
        after, before = before, after
    low, high = 0, len(ranked)
    if after:
        low = bisect_right(ranked, read_keyset(after, order.parts), key=order.key)
    if before:
        high = bisect_left(ranked, read_keyset(before, order.parts), key=order.key)
    return low, max(low, high)


def _page(
    inside: Sequence[Any], total: int, asked: tuple[int, bool], cursor_of: Callable[[Any], str]
) -> Page:
    size, from_end = asked
    more = len(inside) > size
    nodes = inside[max(0, len(inside) - size) :] if from_end else inside[:size]
    info = PageInfo(
        has_next_page=more and not from_end,
        has_previous_page=more and from_end,
        start_cursor=cursor_of(nodes[0]) if nodes else None,
        end_cursor=cursor_of(nodes[-1]) if nodes else None,
    )
    return Page(nodes, total, info, cursor_of)
