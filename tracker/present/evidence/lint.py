"""Holding what a bullet claims against what is known of its entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from tracker.models import Entry
from tracker.present.evidence.claims import Claim, What, claims_in
from tracker.present.evidence.facts import Facts, facts_of, story_of
from tracker.present.evidence.numbers import Sort
from tracker.present.evidence.plain import plain
from tracker.present.line import ref
from tracker.present.technologies import Technology
from tracker.records import Labelled

_LEAST_ROUNDED = 100  # below this a number is told exactly
_EXACT: Mapping[Sort, Callable[[Facts], frozenset[Decimal]]] = {
    Sort.YEAR: lambda facts: facts.years,
    Sort.REFERENCE: lambda facts: frozenset(map(Decimal, facts.references)),
}
_LIKE_COUNTS = frozenset({Sort.COUNT, Sort.VERSION, Sort.YEAR, Sort.REFERENCE})


class Basis(Labelled):
    """What bears a claim out: what its source says, its owner's own word, or nothing."""

    FACTS = "facts", "what its source says"
    STORY = "story", "your own word"
    NOTHING = "nothing", "nothing"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of a bullet, `text[start:end]`, and what bears it out."""

    start: int
    end: int
    words: str
    what: What
    basis: Basis


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A claim that nothing bears out, `text[start:end]`, and a sentence why for its owner."""

    start: int
    end: int
    words: str
    what: What
    why: str


def unsupported(
    text: str, entry: Entry, also: Iterable[Entry] = (), projects: Collection[str] = ()
) -> tuple[Unsupported, ...]:
    """Return each number, technology and name in `text` that is not among the facts of `entry`.

    `also` are further entries that the text may draw on, `projects` those of its owner's log,
    which it may call by their last name. The owner's own story bears a claim out
    too, as their word (see `checked`). A text that cannot be read, or a claim that could be an
    ordinary word, is left alone: what is marked here is meant to be right. Best with entries whose
    body and paths are loaded; else one query each.
    """
    return tuple(
        Unsupported(each.start, each.end, each.words, each.what, _why(each, entry))
        for each in checked(text, entry, also, projects)
        if each.basis is Basis.NOTHING
    )


def checked(
    text: str, entry: Entry, also: Iterable[Entry] = (), projects: Collection[str] = ()
) -> tuple[Checked, ...]:
    """Return every claim of `text`, in order, with what bears it out.

    `Basis.FACTS` is what GitHub shows, or what was typed of an entry by hand, which is its owner's
    word as a whole. `Basis.STORY` is said by its owner alone: to be shown as self-reported.
    """
    entries = (entry, *also)
    known, told = [facts_of(each) for each in entries], [story_of(each) for each in entries]

    @cache  # the same words may be claimed hundreds of times
    def basis(said: _Said) -> Basis:
        if any(_bears_out(facts, said) for facts in known):
            return Basis.FACTS
        return Basis.STORY if any(_bears_out(facts, said) for facts in told) else Basis.NOTHING

    return tuple(
        Checked(
            claim.start,
            claim.end,
            text[claim.start : claim.end],
            claim.what,
            basis(_said(claim, text)),
        )
        for claim in claims_in(text, projects)
    )


class _Said(NamedTuple):
    """A claim wherever it stands: its plain `words`, which end in "…" where they were cut."""

    words: str
    what: What
    technology: Technology | None
    sort: Sort | None
    values: frozenset[Decimal]
    counted: str


def _said(claim: Claim, text: str) -> _Said:
    ending = "…" if text[claim.end : claim.end + 1] == "…" else ""
    words, number = plain(text[claim.start : claim.end] + ending), claim.number
    if number is None:
        return _Said(words, claim.what, claim.technology, None, frozenset(), "")
    return _Said(words, claim.what, None, number.sort, number.values, number.counted)


def _bears_out(facts: Facts, said: _Said) -> bool:
    words = said.words
    if said.technology and not words.endswith("…"):
        return facts.knows(said.technology)
    if said.sort:
        return facts.says_number(words, said.sort) or _counts_up(facts, said, said.sort)
    is_name = said.what is What.NAME and _names(facts, words)
    return is_name or facts.says(words) or facts.says(words.removesuffix("()"))


def _names(facts: Facts, words: str) -> bool:
    """Whether each of `words` is said, and an issue's number that ends them is known."""
    name, _, number = words.removeprefix("@").partition("#")
    is_known = not number or (number.isdecimal() and int(number) in facts.references)
    return is_known and all(map(facts.says, name.split()))


def _counts_up(facts: Facts, said: _Said, sort: Sort) -> bool:
    """Whether one of the values that a number of this `sort` can have is known."""
    sorts = _LIKE_COUNTS if sort in _LIKE_COUNTS else frozenset({sort})
    if facts.values(sorts) & said.values:
        return True
    if sort in _EXACT:
        return bool(said.values & _EXACT[sort](facts))
    if sort is Sort.COUNT and not said.counted and said.values & facts.references:
        return True  # exactly: an issue's number is nothing to round
    counts = facts.count(said.counted) if sort is Sort.COUNT else ()
    return any(_is_near(value, count) for value in said.values for count in counts)


def _is_near(value: Decimal, count: int) -> bool:
    """Whether `value` tells `count`, exactly or, of a large one, rounded: "1,200" for 1,204."""
    if value == count:
        return True
    if count < _LEAST_ROUNDED or value < 1:
        return False
    digits = value.normalize()
    step = Decimal(10) ** max(int(digits.as_tuple().exponent), 0)
    return value in {count // step * step, (count + step / 2) // step * step}


def _why(claim: Checked, entry: Entry) -> str:
    about = ref(entry) or "this entry"
    match claim.what:
        case What.NUMBER:
            return f"Nothing that is known of {about} says “{claim.words}”."
        case What.TECHNOLOGY:
            return f"Neither the words nor the files of {about} show {claim.words}."
        case _:
            return f"“{claim.words}” is not named in {about}."
