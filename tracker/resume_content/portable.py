"""A résumé's content as it travels: its entries named as any installation names them.

Here an item names its entry by our own id, which means nothing elsewhere. In an exported log it
says `"entry": {"form": …, "node_id": …}` in that place; all else is as it is stored.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from tracker.resume_content.stored import BadContentError

EntryName = tuple[str, str]
"""The form and the node id of an entry: what tells one entry of a person from another."""


def entry_ids_in(stored: Mapping[str, Any]) -> set[int]:
    """The ids of the entries that stored content names."""
    return {item["entry_id"] for item in stored.get("items") or ()}


def to_portable(stored: Mapping[str, Any], names: Mapping[int, EntryName]) -> dict[str, Any]:
    """`stored` with each entry by its name, without the items whose entry has none."""
    items = stored.get("items")
    if items is None:
        return dict(stored)
    named = [_named(item, names[item["entry_id"]]) for item in items if item["entry_id"] in names]
    return {**stored, "items": named}


def entry_names_in(portable: object) -> tuple[EntryName, ...]:
    """The names of the entries, in order; raises BadContentError where they have none."""
    return tuple(_name(item) for item in _items(portable))


def from_portable(portable: Mapping[str, Any], ids: Mapping[EntryName, int]) -> dict[str, Any]:
    """`portable` with each entry by its id, without the items whose entry is not among `ids`."""
    if portable.get("items") is None:
        return dict(portable)
    known = [(item, ids.get(_name(item))) for item in _items(portable)]
    found = [_numbered(item, entry_id) for item, entry_id in known if entry_id is not None]
    return {**portable, "items": found}


def _named(item: Mapping[str, Any], name: EntryName) -> dict[str, Any]:
    form, node_id = name
    rest = {key: value for key, value in item.items() if key != "entry_id"}
    return {"entry": {"form": form, "node_id": node_id}, **rest}


def _numbered(item: Mapping[str, Any], entry_id: int) -> dict[str, Any]:
    return {"entry_id": entry_id, **{key: item[key] for key in item if key != "entry"}}


def _items(portable: object) -> Iterator[Mapping[str, Any]]:
    items = portable.get("items") if isinstance(portable, Mapping) else None
    if not isinstance(items, list | None):
        raise BadContentError("items are not a list")
    for item in items or ():
        if not isinstance(item, Mapping):
            raise BadContentError("an item is not an object")
        yield item


def _name(item: Mapping[str, Any]) -> EntryName:
    entry = item.get("entry")
    named = entry if isinstance(entry, Mapping) else {}
    match named.get("form"), named.get("node_id"):
        case str(form), str(node_id):
            return form, node_id
    raise BadContentError("an item does not name its entry by form and node_id")
