"""How an English bullet opens: with a verb or not, as a task, in the passive."""

from __future__ import annotations

import re

from tracker.present.verbs import in_past, opens_with_verb

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
# Verbs that are hardly ever nouns, so that a title that opens with one is a task.
_TASKS = """
    accept adapt add allow apply avoid clarify convert create define deprecate describe detect
    disable enable ensure expand explain expose extend fix generalise generalize handle
    implement improve include introduce keep make migrate move prevent print reduce refactor
    remove rename replace resolve respect rewrite separate show simplify teach unify use
    validate write
"""
_AND_VERB = re.compile(rf"(?:, |; | and )(?:{'|'.join(_TASKS.split())})\b")
_OF_A_NOUN = "of for in on to at is was from"


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


def is_request(text: str) -> bool:
    """Whether `text` reads as a task: "Fix the crash"."""
    first, _, rest = text.partition(" ")
    return first.lower() in _TASKS.split() and rest.partition(" ")[0] not in _OF_A_NOUN.split()


def in_the_past(text: str) -> str:
    """`text` with its first verb in the past, "" where a further one would have to follow."""
    return "" if _AND_VERB.search(text) else in_past(text)
