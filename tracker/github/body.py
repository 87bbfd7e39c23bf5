"""What came over the wire: read with a bound, unpacked with a bound, parsed with patience."""

from __future__ import annotations

import json
import time
import zlib
from collections.abc import Iterable

LONGEST_NUMBER = 19  # digits of PostgreSQL's bigint; Python refuses to read 4,300


class TooLargeError(Exception):
    """The body is larger than we are willing to hold."""


class TooSlowError(Exception):
    """The body drips; GitHub itself gives up on a query after 10 seconds."""


class BrokenBodyError(Exception):
    """The body ends early, or is not what its header says."""


def read(chunks: Iterable[bytes], *, is_gzip: bool, limit: int, until: float) -> bytes:
    """The whole body, at most `limit` bytes unpacked, before `until` on the monotonic clock."""
    whole = bytearray()
    unpack = _Gunzip() if is_gzip else None
    for chunk in chunks:
        room = limit - len(whole) + 1
        whole += unpack(chunk, room) if unpack else chunk
        if len(whole) > limit:
            raise TooLargeError
        if time.monotonic() > until:
            raise TooSlowError
    if unpack and not unpack.is_done:
        raise BrokenBodyError
    return bytes(whole)


def parse(body: bytes) -> object:
    """The JSON value, or None where it is none; a number too long to keep reads as null."""
    try:
        return json.loads(
            body.decode("utf-8", "replace").removeprefix("\ufeff"),
            parse_int=_integer,
            parse_constant=lambda _: None,
        )
    except (ValueError, RecursionError):
        return None


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits.lstrip("-")) <= LONGEST_NUMBER else None


class _Gunzip:
    """Unpacks no more than there is room for, so that a small body cannot become a huge one."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)

    def __call__(self, chunk: bytes, room: int) -> bytes:
        try:
            return self._stream.decompress(chunk, room)
        except zlib.error:
            raise BrokenBodyError from None

    @property
    def is_done(self) -> bool:
        return self._stream.eof
