"""The form in which a printed text and what was read of it are compared."""

import re
import unicodedata

# Characters that carry no sound or shape of their own: joiners, marks of direction, variants.
_SILENT = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f]")
_SPACE = re.compile(r"\s+")
_FRACTION_SLASH = "\u2044"  # of "½", which readers tell as a plain one
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})


def heard(text: str) -> str:
    """Return `text` without its silent characters."""
    return _SILENT.sub("", text)


def normal(text: str) -> str:
    """Return `text` without spaces (lines break anywhere), silent characters and variant forms."""
    plain = unicodedata.normalize("NFKC", heard(text)).replace(_FRACTION_SLASH, "/")
    return _SPACE.sub("", plain)


def is_reshaped(text: str) -> bool:
    """Return whether `text` is drawn in another order than it is written.

    Extractors see such text as it is drawn: its letters can be looked for, their order cannot.
    """
    return not text.isascii() and any(
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT
        or unicodedata.category(character).startswith("M")
        for character in unicodedata.normalize("NFKC", heard(text))
    )
