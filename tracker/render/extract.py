"""What was found in a finished PDF, on its way from the child that read it."""

from dataclasses import dataclass

import msgspec


@dataclass(frozen=True, slots=True)
class Extract:
    """What a PDF holds.

    `texts` are its pages' texts, lines apart; `links` the addresses that it leads to; `attachments`
    the files that it carries, by name, as text. `foreign_fonts` are the fonts that it uses and does
    not bring along.
    """

    texts: tuple[str, ...]
    links: frozenset[str]
    title: str
    language: str
    is_tagged: bool
    foreign_fonts: frozenset[str]
    attachments: dict[str, str]


def to_json(found: Extract) -> bytes:
    """Return `found` as it travels from the child to its parent."""
    return msgspec.json.encode(found)


def from_json(data: bytes) -> Extract:
    """Return what `to_json` was given."""
    return msgspec.json.decode(data, type=Extract)
