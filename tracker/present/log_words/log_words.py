"""The words of one language, read once from the JSON beside this module."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import msgspec

from tracker.records import Family, Form
from tracker.resume_content.content import Language

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class LogWords:
    """What a full log says by itself in one language.

    `title` names the document; `entries` takes "{count}" and `one_entry` stands for a single one.
    `made` takes a "{date}", `day` a number "{day}" and a "{month}" with its year, `span` a
    "{first}" and a "{last}" month. `families` and `forms` name what an entry is, `standings` how it
    stands, in lower case where the language has it.
    """

    title: str
    contents: str
    by_kind: str
    index: str
    entries: str
    one_entry: str
    span: str
    day: str
    made: str
    page: str
    private_copy: str
    private: str
    gone: str
    untitled: str
    elsewhere: str
    families: dict[Family, str]
    forms: dict[Form, str]
    standings: dict[str, str]


@cache
def log_words_in(tag: str) -> LogWords:
    """The words of the language of the BCP 47 `tag`, English where it is none of ours."""
    primary = tag.partition("-")[0].lower()
    language = primary if primary in set(Language) else Language.ENGLISH.value
    return msgspec.json.decode((HERE / f"{language}.json").read_bytes(), type=LogWords)
