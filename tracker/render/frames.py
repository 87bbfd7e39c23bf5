"""How the parent and its typesetting child speak: frames of a 4-byte length and that many bytes."""

import struct
from typing import BinaryIO

_LENGTH = struct.Struct(">I")
LENGTH_SIZE = _LENGTH.size  # bytes


def frame(content: bytes) -> bytes:
    """Return `content` with its length in front."""
    return _LENGTH.pack(len(content)) + content


def length(head: bytes) -> int:
    """Return how many bytes follow the `LENGTH_SIZE` bytes of `head`."""
    return int(_LENGTH.unpack(head)[0])


def read_frame(stream: BinaryIO) -> bytes:
    """Read one frame. Raises EOFError where the stream ends before its end."""
    return _exactly(stream, length(_exactly(stream, LENGTH_SIZE)))


def _exactly(stream: BinaryIO, size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content
