"""Global node ids in GitHub's new format: a prefix and a packed array of database ids.

`U_kgDO...` is `[0, user]`, `PR_kwDO...` is `[0, repository, pull request]`. To a reader of the API
they are opaque; the demo reads them back only to know which person's history an item belongs to.
"""

import base64
import binascii

from contriblog.demo.msgpack import Atom, pack, unpack


def node_id(prefix: str, *database_ids: Atom) -> str:
    """Write the node id of an object from the database ids that lead to it."""
    packed = base64.urlsafe_b64encode(pack((0, *database_ids))).decode()
    return f"{prefix}_{packed.rstrip('=')}"


def database_id(text: str) -> int | None:
    """Return the last integer inside a node id, or None when the text is no node id."""
    _, _, encoded = text.partition("_")
    padding = "=" * (-len(encoded) % 4)
    try:
        values = unpack(base64.urlsafe_b64decode(encoded + padding))
    except (binascii.Error, ValueError):
        return None
    numbers = [value for value in values if isinstance(value, int)]
    return numbers[-1] if numbers else None
