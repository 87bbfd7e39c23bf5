"""The name of a rendering: equal names mean equal bytes."""

import functools
import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent


@functools.cache
def engine_digest() -> str:
    """Return a digest of all that shapes a document besides its data: engine, templates, fonts."""
    digest = hashlib.sha256(version("typst").encode())
    for file in (
        *sorted((HERE / "templates").rglob("*.typ")),
        *sorted((HERE / "fonts").glob("*.ttf")),
    ):
        digest.update(
            str(file.relative_to(HERE)).encode() + hashlib.sha256(file.read_bytes()).digest()
        )
    return digest.hexdigest()


def content_key(data: bytes, options: Mapping[str, Any]) -> str:
    """Return 64 hexadecimal digits that name what `data` and `options` render to."""
    digest = hashlib.sha256(engine_digest().encode())
    digest.update(json.dumps(options, sort_keys=True).encode())
    digest.update(data)
    return digest.hexdigest()
