"""Where something goes in a list."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import TypeVar

Row = TypeVar("Row")


class EditError(ValueError):
    """The edit names what is not there, or there is no room; the message is for the owner."""


class Step(StrEnum):
    """One place further; at the end of the list nothing moves."""

    UP = "up"
    DOWN = "down"


To = Step | int
"""A step, or the index at which the thing then stands."""


def moved(rows: Sequence[Row], index: int, to: To) -> tuple[Row, ...]:
    """`rows` with the one at `index` taken to `to`; raises EditError where it cannot go."""
    row = row_at(rows, index)
    rest = [*rows[:index], *rows[index + 1 :]]
    target = _target(index, to, len(rows))
    return (*rest[:target], row, *rest[target:])


def replaced(rows: Sequence[Row], index: int, row: Row) -> tuple[Row, ...]:
    """`rows` with `row` in place of the one at `index`."""
    row_at(rows, index)
    return (*rows[:index], row, *rows[index + 1 :])


def without(rows: Sequence[Row], index: int) -> tuple[Row, ...]:
    """`rows` without the one at `index`."""
    row_at(rows, index)
    return (*rows[:index], *rows[index + 1 :])


def with_one_more(rows: Sequence[Row], row: Row, most: int) -> tuple[Row, ...]:
    """`rows` with `row` at the end; raises EditError where there are `most` already."""
    if len(rows) >= most:
        raise EditError(f"There is room for {most} of these.")
    return (*rows, row)


def row_at(rows: Sequence[Row], index: int) -> Row:
    """The row at `index`, which counts from 0; raises EditError where there is none."""
    if not 0 <= index < len(rows):
        raise EditError("What you want to change is no longer there.")
    return rows[index]


def _target(index: int, to: To, length: int) -> int:
    if to is Step.UP:
        return max(index - 1, 0)
    if to is Step.DOWN:
        return min(index + 1, length - 1)
    if not 0 <= to < length:
        raise EditError("There is no such place to move it to.")
    return to
