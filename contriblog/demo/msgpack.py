"""The few bytes of MessagePack that GitHub's node ids and cursors are made of.

Arrays of up to 15 unsigned integers and texts: enough for `PR_kwDO...` and `cursor:v2:...`.
The byte values come from the MessagePack specification.
"""

from collections.abc import Sequence

Atom = int | str

FIXARRAY, FIXSTR, STR8, UINT32, UINT64 = 0x90, 0xA0, 0xD9, 0xCE, 0xCF
SMALLEST_WIDE_INT = 0x80
SHORTEST_LONG_TEXT = 32
SMALLEST_UINT64 = 1 << 32


def pack(values: Sequence[Atom]) -> bytes:
    """Pack up to 15 non-negative integers and texts of at most 255 bytes into one array."""
    return bytes([FIXARRAY | len(values)]) + b"".join(map(_pack_atom, values))


def unpack(data: bytes) -> list[Atom]:
    """Read an array written by `pack`. Raises ValueError on anything else."""
    if not data or data[0] & 0xF0 != FIXARRAY:
        raise ValueError("not a packed array")
    values, position = [], 1
    for _ in range(data[0] & 0x0F):
        value, position = _unpack_atom(data, position)
        values.append(value)
    if position != len(data):
        raise ValueError("bytes left over after the array")
    return values


def _pack_atom(value: Atom) -> bytes:
    if isinstance(value, str):
        raw = value.encode()
        short = len(raw) < SHORTEST_LONG_TEXT
        return (bytes([FIXSTR | len(raw)]) if short else bytes([STR8, len(raw)])) + raw
    if value < SMALLEST_WIDE_INT:
        return bytes([value])
    wide = value >= SMALLEST_UINT64
    return bytes([UINT64 if wide else UINT32]) + value.to_bytes(8 if wide else 4, "big")


def _unpack_atom(data: bytes, position: int) -> tuple[Atom, int]:
    head = _take(data, position, 1)[0]
    position += 1
    if head < SMALLEST_WIDE_INT:
        return head, position
    if head in (UINT32, UINT64):
        size = 4 if head == UINT32 else 8
        return int.from_bytes(_take(data, position, size), "big"), position + size
    if head == STR8:
        size, position = _take(data, position, 1)[0], position + 1
    elif head & 0xE0 == FIXSTR:
        size = head & 0x1F
    else:
        raise ValueError(f"unexpected byte {head:#x}")
    return _take(data, position, size).decode(), position + size


def _take(data: bytes, position: int, size: int) -> bytes:
    piece = data[position : position + size]
    if len(piece) != size:
        raise ValueError("the array is cut short")
    return piece
