"""How an English bullet opens: with a verb or not, in the passive."""

from __future__ import annotations

import re

from tracker.present.verbs import opens_with_verb

# Openings that are certainly no verb.
_FUNCTION_WORDS = """
    a an the this that these those my our your his her its their i we it he she they there in on at
    for with without from by of to as about after before during while when where which who and or
    but not no new several various some many most other both all responsible
"""
_NOUN_ENDING = re.compile(r"[a-z]{3,}(?:tion|sion|ment|ness|ity|ance|ence|ship|ability)s?", re.I)
# Their own verbs though they end as nouns do: "Mention", "Function", "Cement" are rare openings.
_VERBS_LIKE_NOUNS = "mention document implement supplement complement augment comment condition"
_PASSIVE = re.compile(
    r"\b(?:was|were|been|being|is|are|be) (?:\w+ly )?"
    r"(?:\w{2,}ed|written|rewritten|built|made|done|given|shown|found|sent|kept|taught|taken)\b",
    re.IGNORECASE,
)
_SUBCLAUSE = re.compile(r"\b(?:that|which|who|when|where|because|so|if|until|while|after|before)\b")


def is_no_verb(text: str) -> bool:
    """Whether `text` certainly opens with something else than a verb."""
    first = text.partition(" ")[0].strip(",.:;")
    is_small = first.lower() in _FUNCTION_WORDS.split()
    is_noun = _NOUN_ENDING.fullmatch(first) and first.lower() not in _VERBS_LIKE_NOUNS.split()
    return bool(is_small or is_noun) and not opens_with_verb(text)


def is_passive(text: str) -> bool:
    """Whether the main clause of `text` says what was done, and by its grammar not by whom."""
    main = _SUBCLAUSE.split(text)[0]
    return _PASSIVE.search(main) is not None and not opens_with_verb(text)
