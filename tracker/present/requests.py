"""English titles that read as a task, "Fix the crash", and the same told in the past."""

from __future__ import annotations

import re

from tracker.present.verbs import in_past

# Verbs that are hardly ever nouns, so that a title that opens with one is a task.
_TASKS = """
    accept adapt add allow apply avoid clarify convert create define deprecate describe detect
    disable enable ensure expand explain expose extend fix generalise generalize handle
    implement improve include introduce keep make migrate move prevent print reduce refactor
    remove rename replace resolve respect rewrite separate show simplify teach unify use
    validate write
"""
# Behind one of these a noun goes on; behind one of those a verb has its object: "Stop the bar".
_OF_A_NOUN = "of for in on at to is was from"
_OF_A_VERB = """
    the a an this that these those its their all each every what when where which why how whether
"""
_NEGATED = re.compile("do not ", re.IGNORECASE)
_FURTHER = re.compile(r"[,;:] (?:and )?| and ")


def is_request(text: str) -> bool:
    """Whether `text` reads as a task: "Fix the crash"; what may as well be a noun does not."""
    first, second, *_ = [*text.split(" "), "", ""]
    if second in _OF_A_NOUN.split() or first.lower() == "say":  # nobody boasts "Said that …"
        return False
    is_task = first.lower() in _TASKS.split() or _NEGATED.match(text) is not None
    return is_task or (second in _OF_A_VERB.split() and bool(in_past(text)))


def in_the_past(text: str) -> str:
    """`text` with its first verb in the past, "" where a further one would have to follow.

    Nobody boasts "Did not …" either.
    """
    is_more = any(map(is_request, _FURTHER.split(text)[1:]))
    return "" if is_more or _NEGATED.match(text) else in_past(text)


def as_done(text: str) -> str:
    """`text`, told in the past if it reads as a task that can be; any other as it stands."""
    return (is_request(text) and in_the_past(text)) or text
