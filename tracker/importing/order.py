"""The order of posts and studies on a résumé: the newest first."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.resume_content.content import Position


def newest_first(positions: Iterable[Position]) -> tuple[Position, ...]:
    """What goes on before what ended, the latest end first, what has no date last; stable."""
    return tuple(sorted(positions, key=_age, reverse=True))


def with_new(held: tuple[Position, ...], new: tuple[Position, ...]) -> tuple[Position, ...]:
    """`held` and `new`, newest first; behind what stands in an order of its owner's own."""
    both = held + new
    return newest_first(both) if held == newest_first(held) else both


def _age(position: Position) -> tuple[bool, bool, str, str]:
    is_dated = bool(position.started or position.ended)
    return is_dated, not position.ended, position.ended, position.started
