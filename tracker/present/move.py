"""Whose move it is on an open pull request, in words, with how long it waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import tzinfo

from django.utils import timezone

from tracker.models import Entry
from tracker.records import NextMove, State

_DAYS_IN_A_MONTH, _DAYS_IN_A_YEAR = 30.44, 365.25
_IN_DAYS, _IN_MONTHS = 60, 730  # below so many days, it is told in days, or in months


@dataclass(frozen=True, slots=True)
class ShownMove:
    """`label` says whose move it is; `words` say why and since when."""

    label: str
    words: str
    is_yours: bool


def shown_move(entry: Entry, zone: tzinfo) -> ShownMove | None:
    """Whose move it is; None for what is not open, or gone, or where nobody knows."""
    if not entry.next_move or entry.state != State.OPEN or entry.tombstoned_at is not None:
        return None
    whose = NextMove(entry.next_move)
    words = entry.next_move_why
    if entry.next_move_since is not None:
        day = entry.next_move_since.astimezone(zone).date()
        waited = (timezone.now().astimezone(zone).date() - day).days
        words = f"{words}, since {day.day} {day:%b %Y} ({_waited(waited)})"
    return ShownMove(whose.label, words, is_yours=whose is NextMove.YOU)


def _waited(days: int) -> str:
    if days <= 0:
        return "today"
    if days < _IN_DAYS:
        return f"{days} day" if days == 1 else f"{days} days"
    if days < _IN_MONTHS:
        return f"{round(days / _DAYS_IN_A_MONTH)} months"
    return f"{round(days / _DAYS_IN_A_YEAR)} years"
