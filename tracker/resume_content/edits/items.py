"""Edits of the items: which entries stand on the résumé, where, and in which words.

While `content.items` is None the résumé follows the highlights; `choose_items` makes them the
owner's own, and every other edit here asks for that first.

The items are one list, of which a page shows several: the projects and, in each, its bullets. So a
move is told the entries of the list that was shown, in its order; their items trade places among
themselves, and no other item stirs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.resume_content.content import (
    ENTRY_PARTS,
    MAX_ITEMS,
    MAX_SENTENCE,
    Item,
    Part,
    ResumeContent,
)
from tracker.resume_content.edits.moves import EditError, To, moved, replaced, without


def choose_items(content: ResumeContent, items: Iterable[Item]) -> ResumeContent:
    """Make `items`, the ones on the page now, the owner's own; nothing where they are already."""
    return content if content.items is not None else _with(content, items)


def follow_highlights(content: ResumeContent) -> ResumeContent:
    """Let the résumé follow the highlights again; the choice of items is given up."""
    return replace(content, items=None)


def add_items(content: ResumeContent, items: Iterable[Item]) -> ResumeContent:
    """Put `items` at the end, without those that are there."""
    there = {item.entry_id for item in _items(content)}
    new = {item.entry_id: item for item in items if item.entry_id not in there}
    return _with(content, (*_items(content), *new.values()))


def remove_item(content: ResumeContent, entry_id: int) -> ResumeContent:
    """Take the item off the résumé, with the words written for it; its entry stays in the log."""
    return _with(content, without(_items(content), _index(content, entry_id)))


def move_item(
    content: ResumeContent, entry_id: int, to: To, *, among: Sequence[int]
) -> ResumeContent:
    """Take the item to another place `among` the entries of the list that it is shown in."""
    return _reordered(content, moved(among, _place(among, entry_id), to))


def move_project(
    content: ResumeContent, entry_id: int, to: To, *, among: Sequence[Sequence[int]]
) -> ResumeContent:
    """Take the whole project of an entry to another place `among` the projects of its section.

    Each project is named by the entries of all its items.
    """
    index = next((place for place, ids in enumerate(among) if entry_id in ids), -1)
    return _reordered(content, [each for ids in moved(among, index, to) for each in ids])


def show_item(content: ResumeContent, entry_id: int, *, is_shown: bool) -> ResumeContent:
    """Print the item, or no longer; its place and its words stay."""
    return _changed(content, replace(_item(content, entry_id), is_shown=is_shown))


def write_item(content: ResumeContent, entry_id: int, text: str, *, draft: str) -> ResumeContent:
    """Say it in the owner's words, who have `draft` before their eyes.

    Words that are empty, or the draft's own, mean the draft: the item then follows the facts.
    """
    said = text.strip()
    own = "" if said == draft.strip() else said
    return _changed(
        content, replace(_item(content, entry_id), text=own, drafted=draft[:MAX_SENTENCE])
    )


def take_draft(content: ResumeContent, entry_id: int) -> ResumeContent:
    """Give up the owner's words for the draft, now and as the facts change."""
    return _changed(content, replace(_item(content, entry_id), text="", drafted=""))


def keep_text(content: ResumeContent, entry_id: int, *, draft: str) -> ResumeContent:
    """Keep the owner's words though the facts now make `draft`: it is offered no more."""
    return _changed(content, replace(_item(content, entry_id), drafted=draft[:MAX_SENTENCE]))


def place_item(content: ResumeContent, entry_id: int, part: Part | None) -> ResumeContent:
    """Print the item in the section `part`, or with None where its kind belongs."""
    if part and part not in ENTRY_PARTS:
        raise EditError("Entries cannot stand in this section.")
    return _changed(content, replace(_item(content, entry_id), part=part))


def _items(content: ResumeContent) -> tuple[Item, ...]:
    if content.items is None:
        raise EditError("This résumé follows your highlights. Choose for yourself first.")
    return content.items


def _with(content: ResumeContent, items: Iterable[Item]) -> ResumeContent:
    chosen = tuple(items)
    if len(chosen) > MAX_ITEMS:
        raise EditError(f"A résumé has room for {MAX_ITEMS} entries.")
    return replace(content, items=chosen)


def _index(content: ResumeContent, entry_id: int) -> int:
    return _place([item.entry_id for item in _items(content)], entry_id)


def _place(entry_ids: Sequence[int], entry_id: int) -> int:
    if entry_id not in entry_ids:
        raise EditError("This entry is not on the résumé.")
    return entry_ids.index(entry_id)


def _item(content: ResumeContent, entry_id: int) -> Item:
    return _items(content)[_index(content, entry_id)]


def _changed(content: ResumeContent, item: Item) -> ResumeContent:
    return _with(content, replaced(_items(content), _index(content, item.entry_id), item))


def _reordered(content: ResumeContent, order: Sequence[int]) -> ResumeContent:
    """Let the items of `order` stand in that order, in the places that they hold together."""
    coming = iter([_item(content, entry_id) for entry_id in order])
    moving = set(order)
    return _with(
        content,
        (next(coming) if item.entry_id in moving else item for item in _items(content)),
    )
