"""One way of writing for what is written in many: quotes, dashes, spaces and digits.

Each character stands for one, so a place in the plain text is the same place in the original.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_QUOTES = "“”„‟«»「」『』\N{LEFT SINGLE QUOTATION MARK}\N{SINGLE LOW-9 QUOTATION MARK}\"'"
_APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
_DASHES = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{FIGURE DASH}\N{MINUS SIGN}"
_TABLE = str.maketrans(dict.fromkeys(_QUOTES + _APOSTROPHE, '"') | dict.fromkeys(_DASHES, "-"))
_SPACE = re.compile(r"\s")
_OTHER_DIGIT = re.compile(r"[^\W\D0-9]")
# Latin letters, with and without marks: Japanese and Arabic stand beside a name without a space.
LETTER = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
INSIDE = f"[{LETTER}0-9_]"


def plain(text: str) -> str:
    """`text` with one sort of quote, hyphen, space and digit."""
    spaced = _SPACE.sub(" ", text.translate(_TABLE))
    return _OTHER_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0], 0)), spaced)


def fold(text: str) -> str:
    """`text` in lower case, with each character in its place."""
    return text.lower() if text.isascii() else "".join(map(_lower, text))


def places(folded: str, part: str) -> Iterator[tuple[int, int]]:
    """Where `part` stands in a text that is plain and folded, as a word of its own.

    A part that ends in "…" was cut, so it may go on.
    """
    kept = fold(part.removesuffix("…"))
    begins = f"(?<!{INSIDE}{re.escape(kept)})" if _is_inside(kept[:1]) else ""
    ends = f"(?!{INSIDE})" if _is_inside(kept[-1:]) and not part.endswith("…") else ""
    # What stands before is looked at last: the search for a text goes by how that begins.
    found = re.finditer(f"{re.escape(kept)}{begins}{ends}", folded) if kept else ()
    return (each.span() for each in found)


def _lower(character: str) -> str:
    lower = character.lower()
    return lower if len(lower) == 1 else character


def _is_inside(character: str) -> bool:
    return re.match(INSIDE, character) is not None
