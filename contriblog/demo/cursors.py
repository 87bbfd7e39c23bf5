"""Opaque cursors: `cursor:v2:` and a packed key of the row they stand on, in base64.

A cursor names a place in the order, not a count of rows: what is added or removed before it
shifts nothing. Search is the exception at GitHub: its cursors are offsets, `cursor:100`.
"""

import base64
import binascii

from contriblog.demo.clock import from_iso, iso
from contriblog.demo.errors import GitHubError
from contriblog.demo.msgpack import pack, unpack

Key = tuple[int, ...]
KEYSET = b"cursor:v2:"
OFFSET = b"cursor:"


def keyset(key: Key) -> str:
    """Write the cursor of a row from its key: `(instant, id)`, or `(id,)` where nothing is asked.

    The instant travels as text, as GitHub's does.
    """
    *instants, identifier = key
    return _encode(KEYSET + pack([*map(iso, instants), identifier]))


def read_keyset(cursor: str, length: int) -> Key:
    """Read a keyset cursor of `length` parts back. Raises GitHub's error for a foreign cursor."""
    try:
        raw = _decode(cursor, KEYSET)
        parts = unpack(raw)
        key = tuple(part if isinstance(part, int) else from_iso(part) for part in parts)
    except ValueError:
        raise invalid(cursor) from None
    if len(key) != length:
        raise invalid(cursor)
    return key


def offset(position: int) -> str:
    """Write the cursor of the search result at `position`, counted from 1."""
    return _encode(OFFSET + str(position).encode())


def read_offset(cursor: str) -> int:
    """Read an offset cursor back. Raises GitHub's error for a foreign cursor."""
    try:
        return int(_decode(cursor, OFFSET))
    except ValueError:
        raise invalid(cursor) from None


def invalid(cursor: str) -> GitHubError:
    """Say that this text is no cursor of this connection."""
    return GitHubError(
        "INVALID_CURSOR_ARGUMENTS", f"`{cursor}` does not appear to be a valid cursor."
    )


def _encode(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _decode(cursor: str, prefix: bytes) -> bytes:
    try:
        raw = base64.b64decode(cursor, validate=True)
    except binascii.Error as fault:
        raise ValueError("not base64") from fault
    if not raw.startswith(prefix):
        raise ValueError("a cursor of another kind")
    return raw.removeprefix(prefix)
