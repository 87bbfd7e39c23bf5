"""Whether a text is English enough to be judged by the rules of English."""

from __future__ import annotations

import re

# Words that no sentence does long without, and that its neighbours in Europe do not have.
_MARKS = """
    the and of with to for from that which when where by into its their
    is are was were now at it not
"""
# Small words of the others that English does not have.
_FOREIGN = """
    und der das mit von nicht ist eine einen den dem des zur zum bei durch wurde auch im
    le les une dans avec sur pour que el los las del para por con com uma dos das het een
"""
_QUOTED = re.compile(r"“[^”]*”|„[^“]*“|”[^”]*”|«[^»]*»|「[^」]*」|`[^`]*`|\"[^\"]*\"")
_WORD = re.compile(r"[^\W\d_]+")


def reads_english(text: str) -> bool:
    """Whether `text` has one of the small words of English, and none of another language.

    What it quotes may be in any.
    """
    words = _WORD.findall(unquoted(text))
    small = {word.lower() for word in words}
    is_foreign = not small.isdisjoint(_FOREIGN.split()) or not all(map(str.isascii, words))
    return not is_foreign and not small.isdisjoint(_MARKS.split())


def unquoted(text: str) -> str:
    """`text` with all that it quotes left out of its quotation marks."""
    return _QUOTED.sub("“”", text)
