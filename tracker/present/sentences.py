"""Sentences: how one ends, whether a text has several, and what stands at the end of a bullet."""

from __future__ import annotations

import re
import unicodedata

_ENDS = (".", "!", "?", "…", "。", "\uff01", "\uff1f", "؟", "।")
_CLOSERS = "\"'”’»“)]」』\uff09"  # a German quotation ends as an English one opens
_SPACELESS_END = re.compile(r"[。\uff01\uff1f][」』\uff09]*(?=[^\s」』\uff09])")
# Their dots are their own: "e.g.", "z. B.", "etc.".
_ABBREVIATION = re.compile(r"(?:^|\W)(?:[^\W\d_](?:\.[^\W\d_])*|etc|usw|bzw|ca|cf|vs|al)\.$")


def sentence(text: str) -> str:
    """`text` on one line, with a full stop of its script unless it ends as a sentence does."""
    line = " ".join(text.split())
    if not line or line.rstrip(_CLOSERS).endswith(_ENDS):
        return line
    return f"{line}{'。' if _is_wide(line[-1]) else '.'}"


def followed(first: str, second: str) -> str:
    """Two sentences, one behind the other as the script of the first has it."""
    return f"{first}{'' if _is_wide(first[-1]) else ' '}{second}"


def as_bullet(text: str) -> str:
    """`text` as a bullet ends: without a full stop, but for one of several sentences."""
    line = " ".join(text.split())
    return sentence(line) if _is_several(line) else without_stop(line)


def without_stop(line: str) -> str:
    """`line` without the full stop of a single sentence; several keep theirs."""
    is_other = line.endswith(("..", "。。")) or _ABBREVIATION.search(line)
    if is_other or _is_several(line) or not line.endswith((".", "。")):
        return line
    return line[:-1].rstrip()


def _is_wide(character: str) -> bool:
    return unicodedata.east_asian_width(character) in {"W", "F"}


def _is_several(line: str) -> bool:
    earlier = (word.rstrip(_CLOSERS) for word in line.split()[:-1])
    is_spaced = any(word.endswith(_ENDS) and not _ABBREVIATION.search(word) for word in earlier)
    return is_spaced or _SPACELESS_END.search(line) is not None
