"""Languages, frameworks and tools by name, and the files that show them.

The list beside this module is curated by hand: what a résumé calls a skill, and what a lint must
know to tell a claim from an ordinary word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import translate
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath

import msgspec

_LIST = Path(__file__).with_name("technologies.json")
_NOT_IN_A_NAME = re.compile(r"[^a-z0-9+#]+")


@dataclass(frozen=True, slots=True)
class Technology:
    """One technology.

    `words` are those of its spellings that are also ordinary words ("Go", "React"): in prose they
    count only as they are written here. `extensions` and `files` (globs; with a slash they are of
    the whole path) show it. A plain one, such as YAML, is named by nobody as a skill.
    """

    name: str
    aliases: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    extensions: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    is_plain: bool = False

    @property
    def spellings(self) -> tuple[str, ...]:
        """All that it is called."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Mention:
    """A technology where a text names it: `text[start:end]`."""

    technology: Technology
    start: int
    end: int


@cache
def technologies() -> tuple[Technology, ...]:
    """Every technology that we know, read once."""
    return msgspec.json.decode(_LIST.read_bytes(), type=tuple[Technology, ...])


def technology_named(name: str) -> Technology | None:
    """The technology that is called `name`, as a topic or a label writes it: "node-js", "C++"."""
    return _by_key().get(_key(name))


def mentions(text: str) -> Iterator[Mention]:
    """The technologies that `text` names, in the order in which it does."""
    for found in _names().finditer(text):
        technology = _by_key()[_key(found[0])]
        if found[0] in technology.words or not _is_ordinary(found[0], technology):
            yield Mention(technology, found.start(), found.end())


@lru_cache(maxsize=8192)
def shown_by(path: str) -> frozenset[str]:
    """The names of the technologies that a file at `path` shows."""
    file = PurePosixPath(path)
    shown = set(_by_extension().get(file.suffix.lower().lstrip("."), ()))
    return frozenset(shown | {name for name, glob in _globs() if glob.match(path)})


def _is_ordinary(spelling: str, technology: Technology) -> bool:
    return spelling.lower() in {word.lower() for word in technology.words}


def _key(name: str) -> str:
    return _NOT_IN_A_NAME.sub("", name.lower())


@cache
def _by_key() -> dict[str, Technology]:
    return {_key(each): known for known in reversed(technologies()) for each in known.spellings}


@cache
def _by_extension() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for known in technologies():
        for extension in known.extensions:
            found.setdefault(extension, []).append(known.name)
    return found


@cache
def _globs() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((known.name, _glob(each)) for known in technologies() for each in known.files)


def _glob(pattern: str) -> re.Pattern[str]:
    anywhere = "" if "/" in pattern else "(?:.*/)?"
    return re.compile(f"{anywhere}{translate(pattern)}")


@cache
def _names() -> re.Pattern[str]:
    """Every spelling, the longest first; a letter, a digit or a sign of C++ and C# ends none."""
    spellings = {each for known in technologies() for each in known.spellings}
    listed = "|".join(re.escape(each) for each in sorted(spellings, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w\u00c0-\u024f.@#/-])(?:{listed})(?![\w\u00c0-\u024f+#]|\.\w)",
        re.IGNORECASE | re.ASCII,
    )
