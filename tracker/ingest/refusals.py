"""Writing rows that the database may refuse: one bad row must not cost its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

Row = TypeVar("Row", bound=Model)
Write = Callable[[Sequence[Row]], object]

# ValueError: psycopg refuses NUL and lone surrogates before the database sees them.
_REFUSALS = (DataError, IntegrityError, ValueError)


def refused(rows: Sequence[Row], write: Write[Row]) -> list[Row]:
    """Write all rows at once, or else each by itself; returns those that could not be written."""
    if not rows or _is_written(rows, write):
        return []
    if len(rows) == 1:
        return list(rows)
    return [row for row in rows if not _is_written([row], write)]


def _is_written(rows: Sequence[Row], write: Write[Row]) -> bool:
    try:
        with transaction.atomic():
            write(rows)
    except _REFUSALS:
        return False
    return True
