"""Walking an answer: to a list of nodes, through them one by one, and on to the next page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from tracker.github import sanitise
from tracker.github.answer import Answer, Unreadable, UnreadablePath
from tracker.github.errors import (
    CursorStuckError,
    GitHubError,
    NotFoundError,
    QueryError,
    ShrinkError,
)
from tracker.github.pages import Page
from tracker.github.reading import Reader, UnexpectedShapeError
from tracker.github.verdict import MAINTENANCE_PAUSE, refusal
from tracker.records import ContributionRecord, Skipped

REASON_CAP = 300

_BEHIND, _AHEAD = ("endCursor", "hasNextPage"), ("startCursor", "hasPreviousPage")

T = TypeVar("T")
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One item of a list, raw, with its place in the answer, and its id where we asked by id."""

    value: object
    path: Path
    asked_id: str = ""


@dataclass(frozen=True, slots=True)
class Connection:
    """One page of a GraphQL connection."""

    nodes: tuple[Node, ...]
    cursor: str
    has_more: bool
    total: int | None


@dataclass(frozen=True, slots=True)
class Harvest(Generic[T]):
    """What could be read of a list, and what could not."""

    items: tuple[T, ...]
    skipped: tuple[Skipped, ...]


def reader_at(answer: Answer, *path: str) -> Reader:
    """The object at a path; where GitHub left it empty, the error that fits its reason."""
    here: object = answer.data
    for depth, step in enumerate(path, start=1):
        here = here.get(step) if isinstance(here, dict) else None
        if here is None:
            raise _left_empty(answer, path[:depth])
    return checked(lambda: Reader(here, ".".join(path)))


def checked(read: Callable[[], T]) -> T:
    """What `read` gives; a wrong shape outside any item means that the schema has moved."""
    try:
        return read()
    except UnexpectedShapeError as error:
        raise QueryError(str(error)) from None


def connection_at(
    answer: Answer, *path: str, after: str = "", is_from_the_end: bool = False
) -> Connection:
    """The connection at a path; raises CursorStuckError where it says "more" and leads nowhere."""
    reader = reader_at(answer, *path)
    connection = checked(lambda: connection_of(reader, path, is_from_the_end=is_from_the_end))
    refuse_a_dead_end(connection, answer, after)
    _refuse_a_blank_page(connection, answer)
    return connection


def connection_of(reader: Reader, path: Path, *, is_from_the_end: bool = False) -> Connection:
    """The connection that `reader` stands on, which is at `path`.

    One that was asked for its `last` goes on before its first node.
    """
    page = reader.part("pageInfo")
    nodes = enumerate(reader.items("nodes"))
    cursor, more = _AHEAD if is_from_the_end else _BEHIND
    return Connection(
        nodes=tuple(Node(value, (*path, "nodes", index)) for index, value in nodes),
        cursor=page.cursor(cursor),
        has_more=page.flag(more),
        total=reader.count("totalCount"),
    )


def page_of(connection: Connection, harvest: Harvest[ContributionRecord], answer: Answer) -> Page:
    """The page of what was read, with its place in the list."""
    return Page(
        records=harvest.items,
        skipped=harvest.skipped,
        cursor=connection.cursor,
        has_more=connection.has_more,
        total=connection.total,
        answer=answer,
    )


def refuse_a_dead_end(connection: Connection, answer: Answer, after: str) -> None:
    """Raise CursorStuckError where there is more and the next page would be this one again."""
    if connection.has_more and connection.cursor in ("", after):
        raise CursorStuckError(answer.date + MAINTENANCE_PAUSE, "the cursor does not move")


def nodes_by_id(answer: Answer, ids: Sequence[str]) -> tuple[Node, ...]:
    """What came for each id of a `nodes(ids:)`, in the order asked."""
    values = checked(lambda: Reader(answer.data, "data").items("nodes"))
    if len(values) != len(ids):
        raise QueryError(f"asked for {len(ids)} nodes, got {len(values)}")
    asked = enumerate(zip(values, ids, strict=True))
    return tuple(Node(value, ("nodes", index), node_id) for index, (value, node_id) in asked)


def read_nodes(
    nodes: Iterable[Node], answer: Answer, read: Callable[[Node], T | None]
) -> Harvest[T]:
    """Each node read, None left out; one that cannot be read is skipped, and the rest goes on."""
    items: list[T] = []
    skipped: list[Skipped] = []
    for node in nodes:
        reason = _why_unreadable(node, answer)
        try:
            item = read(node) if not reason else None
        except UnexpectedShapeError as error:
            reason = f"malformed: {error}"[:REASON_CAP]
            item = None
        if reason:
            skipped.append(Skipped(node.asked_id or _id_of(node.value), reason))
        elif item is not None:
            items.append(item)
    return Harvest(tuple(items), tuple(skipped))


def _why_unreadable(node: Node, answer: Answer) -> str:
    """GitHub's reason for an empty node, or for one with a broken part; "" for a readable one."""
    unreadable = _unreadable_under(answer, node.path)
    if node.value is None:
        return unreadable.reason if unreadable else Unreadable.UNEXPLAINED
    is_broken = unreadable is not None and unreadable.reason is Unreadable.BROKEN
    return Unreadable.BROKEN if is_broken else ""


def _unreadable_under(answer: Answer, path: Path) -> UnreadablePath | None:
    under = (part for part in answer.unreadable if part.path[: len(path)] == path)
    return next(under, None)


def _left_empty(answer: Answer, path: Path) -> GitHubError:
    unreadable = _unreadable_under(answer, path)
    if unreadable:
        by = answer.restrictions
        return refusal(unreadable.reason, unreadable.message, answer.date, by)
    if path == ("node",):
        return NotFoundError("the node is gone")
    return QueryError(f"{path} came empty without a reason")


def _refuse_a_blank_page(connection: Connection, answer: Answer) -> None:
    """Several items, every one of them empty and not a word why: GitHub ran out of breath."""
    is_blank = len(connection.nodes) > 1 and all(node.value is None for node in connection.nodes)
    if is_blank and not answer.unreadable:
        raise ShrinkError("a whole page came empty without a reason")


def _id_of(value: object) -> str:
    node_id = value.get("id") if isinstance(value, dict) else None
    return sanitise.token(node_id) if isinstance(node_id, str) else ""
