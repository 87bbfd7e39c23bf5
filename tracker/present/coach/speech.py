"""The words by which the coach reads a text in one language."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from tracker.present.english import reads_english
from tracker.present.verbs import opens_with_verb
from tracker.resume_content.content import Language

_WORDS = Path(__file__).with_name("words.json")
_SPACELESS = frozenset({Language.JAPANESE})


@dataclass(frozen=True, slots=True)
class Speech:
    """Words of one language, in lower case where it has one.

    `first_person` are for "I" and "my", `vague` hide a number, `roles` hide what was done, `empty`
    say nothing, and `whom` name whom it was for or lead to it; without any nobody can tell.
    """

    first_person: tuple[str, ...]
    vague: tuple[str, ...]
    roles: tuple[str, ...]
    empty: tuple[str, ...]
    whom: tuple[str, ...]


def language_of(text: str, language: Language) -> Language | None:
    """The language by whose rules `text` can be judged, on a résumé in `language`; None if none.

    A text that does not read as English is not judged as such, and none in another script than
    that of the résumé is judged at all: none of its words are found.
    """
    if reads_english(text) or (language is Language.ENGLISH and opens_with_verb(text)):
        return Language.ENGLISH
    return None if language is Language.ENGLISH else language


@cache
def speech_of(language: Language) -> Speech:
    """The words of `language`, read once."""
    return msgspec.json.decode(_WORDS.read_bytes(), type=dict[Language, Speech])[language]


def first_of(words: tuple[str, ...], text: str, language: Language) -> str:
    """The first of `words` as `text` has it, "" where it has none."""
    found = _any_of(words, language).search(text) if words else None
    return found[0] if found else ""


@cache
def _any_of(words: tuple[str, ...], language: Language) -> re.Pattern[str]:
    listed = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    if language in _SPACELESS:
        return re.compile(listed)
    # "I" is a word, and "i" an index; "me" stands in "Me" only where a sentence begins.
    return re.compile(rf"(?<![\w/.’'-])(?:{listed})(?![\w/’'-])", re.IGNORECASE)
