"""Whether a text is English enough to be judged by the rules of English."""

from __future__ import annotations

import re

# Words that no sentence does long without, and that its neighbours in Europe do not have.
_MARKS = """
    the and of with to for from that which when where by into its their
    is are was were now at it not
"""
_WORD = re.compile(r"[^\W\d_]+")


def reads_english(text: str) -> bool:
    """Whether `text` is in Latin letters and has one of the small words of English."""
    words = _WORD.findall(text)
    return all(word.isascii() for word in words) and any(
        word.lower() in _MARKS.split() for word in words
    )
