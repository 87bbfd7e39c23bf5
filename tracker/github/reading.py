"""Reading one JSON object with suspicion: each value is checked, sanitised and named."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import NoReturn

from tracker.github import sanitise

CURSOR_CAP = 500


class UnexpectedShapeError(ValueError):
    """A value is not what GitHub's schema says; the message names where."""


class Reader:
    """A JSON object under its own name, for instance `pull request` or `pull request.author`.

    Text that is null reads as ""; what must be there raises UnexpectedShapeError.
    """

    def __init__(self, value: object, name: str) -> None:
        if not isinstance(value, Mapping):
            raise UnexpectedShapeError(f"{name} is not an object")
        self._value: Mapping[str, object] = value
        self._name = name

    @property
    def value(self) -> Mapping[str, object]:
        """The object itself, to be read under another name."""
        return self._value

    def node_id(self, key: str = "id") -> str:
        """An id, which must be there."""
        return sanitise.token(self._string(key)) or self._fail(key)

    def cursor(self, key: str) -> str:
        """An opaque cursor; "" where there is none that we could keep."""
        return self.opaque(key, CURSOR_CAP)

    def opaque(self, key: str, cap: int) -> str:
        """A value to hand back as it came; "" where there is none, or a longer one."""
        return sanitise.token(self._string(key), cap)

    def line(self, key: str, cap: int = sanitise.LINE_CAP) -> str:
        """One line of text."""
        return sanitise.line(self._string(key), cap)

    def text(self, key: str, cap: int = sanitise.BODY_CAP) -> str:
        """Several lines of text."""
        return sanitise.text(self._string(key), cap)

    def url(self, key: str = "url", cap: int = sanitise.URL_CAP) -> str:
        """A web address, or ""."""
        return sanitise.url(self._string(key), cap)

    def big_id(self, key: str) -> int | None:
        """A database id, which may be missing or too large to keep."""
        value = self._value.get(key)
        return sanitise.big_id(value) if isinstance(value, str | int) else None

    def count(self, key: str) -> int | None:
        """A number from zero on, or None where it is unknown or absurd."""
        value = self._value.get(key)
        if isinstance(value, bool) or not isinstance(value, int):
            return None
        return value if 0 <= value <= sanitise.MAX_COUNT else None

    def number(self, key: str) -> int:
        """A number from one on, which must be there."""
        return self.count(key) or self._fail(key)

    def flag(self, key: str) -> bool:
        """A yes or no; null reads as no."""
        return self._value.get(key) is True

    def says_no(self, key: str) -> bool:
        """True only for an outright no."""
        return self._value.get(key) is False

    def instant(self, key: str) -> datetime:
        """An instant, which must be there."""
        return self.instant_or_none(key) or self._fail(key)

    def instant_or_none(self, key: str) -> datetime | None:
        """An instant, or None for null; a wrong one raises."""
        written = self._string(key)
        return (sanitise.instant(written) or self._fail(key)) if written else None

    def child(self, key: str) -> Reader | None:
        """A nested object, or None: an author who left, a milestone never set."""
        return None if self._value.get(key) is None else self.part(key)

    def part(self, key: str) -> Reader:
        """A nested object, which must be there."""
        return Reader(self._value.get(key), f"{self._name}.{key}")

    def nodes(self, key: str) -> Iterator[Reader]:
        """The nodes of a nested connection that can be read; null ones are passed over."""
        connection = self.child(key)
        for node in connection.items("nodes") if connection else []:
            if node is not None:
                yield Reader(node, f"{self._name}.{key}")

    def items(self, key: str) -> list[object]:
        """A list of anything; null reads as empty."""
        value = self._value.get(key)
        if not isinstance(value, list):
            return [] if value is None else self._fail(key)
        return value

    def _string(self, key: str) -> str:
        value = self._value.get(key)
        if not isinstance(value, str):
            return "" if value is None else self._fail(key)
        return value

    def _fail(self, key: str) -> NoReturn:
        raise UnexpectedShapeError(f"{self._name}.{key} is missing or not what it should be")
