"""Faults of what carries an answer: it breaks off, never comes, is no JSON, or never ends."""

import gzip
from collections.abc import Callable, Iterator
from functools import cache

from werkzeug.wrappers import Response

ENDLESS = 50 * 2**20  # bytes
CHUNK = b" " * 2**16


class AnswerWithheldError(ConnectionError):
    """The answer is to break off here."""


def drop(truth: str) -> Response:
    """Half of the answer, and the connection is gone."""
    whole = truth.encode()
    return Response(_broken(whole[: len(whole) // 2]), 200, {"Content-Length": str(len(whole))})


def reset(_truth: str) -> Response:
    """The connection is gone before a word was said."""
    return Response(_broken(b""), 200)


def html(_truth: str) -> Response:
    """A page where JSON should be, as if all were well."""
    return Response("<!DOCTYPE html><title>Sign in</title>", 200, content_type="text/html")


def empty(_truth: str) -> Response:
    """Nothing, as if all were well."""
    return Response("", 200, content_type="application/json")


def huge(_truth: str) -> Response:
    """50 MB."""
    return Response(_chunks(), 200, content_type="application/json")


def gzip_bomb(_truth: str) -> Response:
    """50 MB in 50 KB."""
    packed = iter([_bomb()])
    return Response(packed, 200, {"Content-Encoding": "gzip"}, content_type="application/json")


WIRES: dict[str, Callable[[str], Response]] = {
    "drop": drop,
    "reset": reset,
    "html": html,
    "empty": empty,
    "huge": huge,
    "gzip_bomb": gzip_bomb,
}


def _broken(half: bytes) -> Iterator[bytes]:
    if half:
        yield half
    raise AnswerWithheldError("the rest of the answer is withheld on purpose")


def _chunks() -> Iterator[bytes]:
    yield b'{"data": {"node": null, "padding": "'
    yield from (CHUNK for _ in range(ENDLESS // len(CHUNK)))
    yield b'"}}'


@cache
def _bomb() -> bytes:
    return gzip.compress(b"".join(_chunks()))
