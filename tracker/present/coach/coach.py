"""Advice by rule on how a bullet reads: precise, kind, and silent about what it cannot read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.models import Entry
from tracker.present.coach import opening
from tracker.present.coach.speech import Speech, first_of, language_of, speech_of
from tracker.present.drafts import draft, remarks
from tracker.present.english import unquoted
from tracker.present.evidence import What, claims_in
from tracker.present.line import effective_kind
from tracker.present.requests import in_the_past, is_request
from tracker.present.words import Words
from tracker.records import Kind, Labelled
from tracker.resume_content.content import MAX_SENTENCE, Language

TWO_LINES = 240  # characters of a page's column
_TWO_WIDE_LINES = 110  # of Japanese
_FEWEST_WORDS = 4
_WORD = re.compile(r"[^\W\d_]+")
_FULL_STOP = re.compile(r"[.。]$")


class Rule(Labelled):
    """What a good bullet does; each piece of advice is about one."""

    VERB = "verb", "Opens with a verb"
    TENSE = "tense", "Tells what was done"
    ACTIVE = "active", "Says who did it"
    FIRST_PERSON = "first_person", "Leaves out “I”"
    WHAT = "what", "Says what changed"
    ROLE = "role", "Says what you did"
    VAGUE = "vague", "Says how many"
    EMPTY = "empty", "Says no more than it means"
    WHOM = "whom", "Names for whom"
    NUMBER = "number", "Has a number"
    LENGTH = "length", "Fits into two lines"


@dataclass(frozen=True, slots=True)
class Advice:
    """One piece of advice: its rule, a sentence for the owner, and a better text if we have one."""

    code: Rule
    sentence: str
    suggestion: str = ""


def coach(text: str, entry: Entry | None, words: Words) -> tuple[Advice, ...]:
    """Return what would make `text` better on a résumé in `words`' language, weightiest first.

    `entry` is what the bullet tells of, if anything: its facts serve as suggestions. A text in a
    language that we cannot judge gets only what holds in any. Nothing is said of what it quotes.
    """
    said = " ".join(text.split())
    if not said:
        return ()
    return tuple(_advice(said, entry, words))


def _advice(text: str, entry: Entry | None, words: Words) -> Iterator[Advice]:
    bare = unquoted(text)
    language = language_of(bare, words.language)
    if language is Language.ENGLISH:
        yield from _opening(bare, text)
    if language:
        speech = speech_of(language)
        yield from _first_person(bare, speech, language)
        yield from _what(bare, entry, words, language)
        yield from _weasels(bare, speech, language)
        yield from _whom(bare, entry, speech, language)
    yield from _number(text, entry, words)
    yield from _length(text, words)


def _opening(bare: str, text: str) -> Iterator[Advice]:
    if opening.is_passive(bare):
        yield Advice(Rule.ACTIVE, "It says what was done and not who did it. Open with your verb.")
    elif opening.is_no_verb(bare):
        first = bare.partition(" ")[0]
        yield Advice(
            Rule.VERB, f"Open with what you did, such as “Fixed” or “Wrote”, rather than “{first}”."
        )
    elif is_request(bare):
        yield Advice(
            Rule.TENSE,
            "It reads as a task. A résumé tells what was done, in the past.",
            in_the_past(text),
        )


def _first_person(bare: str, speech: Speech, language: Language) -> Iterator[Advice]:
    found = first_of(speech.first_person, bare, language)
    if found and found != "i":
        yield Advice(Rule.FIRST_PERSON, f"“{found}” can go: everything on the page is about you.")


def _what(bare: str, entry: Entry | None, words: Words, language: Language) -> Iterator[Advice]:
    is_short = language is not Language.JAPANESE and len(_WORD.findall(bare)) < _FEWEST_WORDS
    if is_short and "“”" not in bare:
        drafted = draft(entry, words) if entry and entry.title.strip() else ""
        better = drafted if len(_WORD.findall(drafted)) >= _FEWEST_WORDS else ""
        yield Advice(
            Rule.WHAT, "Say what changed: which part it was, and what is different now.", better
        )


def _weasels(bare: str, speech: Speech, language: Language) -> Iterator[Advice]:
    role = first_of(speech.roles, bare, language)
    if role:
        yield Advice(Rule.ROLE, f"“{role}” leaves open what you did yourself.")
    vague = first_of(speech.vague, bare, language)
    if vague:
        yield Advice(Rule.VAGUE, f"“{vague}” leaves open how many. Name them, or their number.")
    empty = first_of(speech.empty, bare, language)
    if empty:
        yield Advice(Rule.EMPTY, f"“{empty}” adds nothing that can be checked.")


def _whom(bare: str, entry: Entry | None, speech: Speech, language: Language) -> Iterator[Advice]:
    is_change = entry is not None and effective_kind(entry) in _FOR_SOMEBODY
    if is_change and speech.whom and not first_of(speech.whom, bare, language):
        yield Advice(Rule.WHOM, "Name for whom it is better now, or what they can do.")


_FOR_SOMEBODY = frozenset({Kind.BUG_FIX, Kind.FEATURE, Kind.PERFORMANCE, Kind.ERROR_MESSAGE})


def _number(text: str, entry: Entry | None, words: Words) -> Iterator[Advice]:
    if entry is None or any(claim.what is What.NUMBER for claim in claims_in(text)):
        return
    known = next((each for each in remarks(entry, words) if re.search(r"\d", each)), "")
    if known:
        better = _with_remark(text, known, words)
        yield Advice(Rule.NUMBER, f"A number would help. What is known: {known}.", better)
    elif effective_kind(entry) == Kind.PERFORMANCE:
        yield Advice(Rule.NUMBER, "A number would help: how much quicker, or smaller, is it?")


def _with_remark(text: str, remark: str, words: Words) -> str:
    """`text` with the remark, before its full stop; "" where that is too long for a bullet."""
    stop = _FULL_STOP.search(text)
    bare = text[: stop.start()] if stop else text
    better = words.drafts.with_remarks(bare, [remark]) + (stop[0] if stop else "")
    return better if len(better) <= MAX_SENTENCE else ""


def _length(text: str, words: Words) -> Iterator[Advice]:
    limit = _TWO_WIDE_LINES if words.language is Language.JAPANESE else TWO_LINES
    if len(text) > limit:
        yield Advice(
            Rule.LENGTH,
            f"{len(text)} characters are more than two lines. Keep what counts within {limit}.",
        )
