"""Which words people join with a slash without meaning a project: "read/write", "und/oder"."""

from __future__ import annotations

import re
from pathlib import Path

from tracker.present.technologies import technology_named

# One of the two is enough: "client/server" as well as "client/broker". Halves with one ending, such
# as "reader/writer", "added/removed" or "lesen/schreiben", need not be in it.
ORDINARY = frozenset(Path(__file__).with_name("ordinary.txt").read_text().split())
_OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,37}[A-Za-z0-9])", re.ASCII)
_LETTER = re.compile(r"[A-Za-z]")
_DIGITS = re.compile(r"\d+")
# How English makes words of words, which names seldom do.
_DERIVED = re.compile(
    r"..(?:ing|tion|sion|ment|ness|ity|able|ible|ance|ence|ism|ized|ised|ally)s?$"
)
_SPELLED_AS_A_FILE = re.compile(r"[A-Za-z0-9][._][A-Za-z]")


def is_ordinary(one: str, other: str) -> bool:
    """Whether `one`/`other` (ASCII) may be two words rather than an owner and a name."""
    halves = one, other
    if not _OWNER.fullmatch(one) or not all(map(_LETTER.search, halves)):
        return not _SPELLED_AS_A_FILE.search(f"{one}/{other}")
    if _SPELLED_AS_A_FILE.search(other) or one.lower() == other.lower():
        return False
    if all(half[0].isupper() for half in halves) or technology_named(one):
        return True
    if all(half.endswith("s") for half in halves):
        halves = one[:-1], other[:-1]
    return any(map(_is_of_words, halves)) or _is_alike(one.lower(), other.lower())


def _is_of_words(half: str) -> bool:
    return all(map(_is_word, half.lower().split("-")))


def _is_word(part: str) -> bool:
    return part in ORDINARY or _DERIVED.search(part) is not None


def _is_alike(one: str, other: str) -> bool:
    """Whether they end alike, or are the same but for a number or the plural."""
    is_numbered = _DIGITS.sub("", one) == _DIGITS.sub("", other)
    return is_numbered or one[-2:] == other[-2:] or f"{one}s" == other or f"{other}s" == one
