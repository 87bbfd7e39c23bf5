"""What a finished PDF lost, by what a stranger's software found in it."""

import re
import unicodedata
from collections.abc import Iterator

from tracker.present.document import ResumeDocument
from tracker.render.extract import Extract
from tracker.render.facts import Fact, addresses, facts
from tracker.render.normal_form import heard, is_reshaped, normal
from tracker.render.payload import ATTACHED, is_right_to_left

_LIGATURE = re.compile("[\ufb00-\ufb06]")  # "ﬁ" as one character: nobody searches for that
_LONE_MARK = re.compile(r"^[ \t]*•[ \t]*$", re.MULTILINE)
_OF_WORDS = frozenset("LMN")  # letters, marks and numbers, by the first of Unicode's category
_LONGEST_WHOLE = 20  # letters; a longer word of a name may be broken over two lines


def read_back(found: Extract, document: ResumeDocument, attachment: str = "") -> tuple[str, ...]:
    """Name each thing of `document` (cleaned and fitted) that is not among what was `found`.

    Looked for: every printed text in order, every link as a live one, bullets beside their text,
    the name in one piece, title, language, tags, embedded fonts and the `attachment`. Empty when
    all is there.
    """
    return (
        *_lost_texts(found, document),
        *_lost_shape(found, document),
        *_lost_links(found, document),
        *_lost_structure(found, document),
        *([] if found.attachments.get(ATTACHED, "") == attachment else [f"the file {ATTACHED}"]),
    )


def _lost_texts(found: Extract, document: ResumeDocument) -> Iterator[str]:
    wanted = facts(document)
    reshaped = _reshaped(wanted, document)
    text = "".join(_page_texts(found))
    found_letters, position, before = set(text), 0, 0
    for number, fact in enumerate(wanted):
        start = before if fact.is_beside else position
        place = position if number in reshaped else _place(text, fact, start)
        if place is None or not found_letters >= _letters(fact.text):
            yield fact.what
        else:
            before, position = position, max(position, place)


def _reshaped(wanted: list[Fact], document: ResumeDocument) -> set[int]:
    """Return which of the facts, by number, are drawn in another order than they are written.

    One that is turned around turns what it shares its lines with.
    """
    if is_right_to_left(document):
        return set(range(len(wanted)))
    together: list[list[int]] = []
    for number, fact in enumerate(wanted):
        if together and (fact.goes_on or fact.is_beside):
            together[-1].append(number)
        else:
            together.append([number])
    turned = (each for each in together if any(is_reshaped(wanted[n].text) for n in each))
    return {number for each in turned for number in each}


def _place(text: str, fact: Fact, start: int) -> int | None:
    """Return where `fact` ends in `text` from `start` on, None where it is not there."""
    wanted = normal(fact.text)
    place = text.find(wanted, start)
    return None if place < 0 else place + len(wanted)


def _page_texts(found: Extract) -> Iterator[str]:
    """Yield the text of each page in one normal form, without the page's foot."""
    for number, text in enumerate(found.texts, start=1):
        body, _, last_line = text.rstrip().rpartition("\n")
        is_foot = f"{number}/{len(found.texts)}" in normal(last_line)
        yield normal(body if is_foot else f"{body}{last_line}")


def _letters(text: str) -> set[str]:
    """Return what the words of `text` are made of, which is found however a line is turned around.

    Brackets are drawn as their counterparts then; PDFium does the same to quotes, and drops all but
    one of pictographs that are joined.
    """
    return {each for each in normal(text) if unicodedata.category(each)[0] in _OF_WORDS}


def _lost_shape(found: Extract, document: ResumeDocument) -> Iterator[str]:
    """Name what is there and would be misread: apart, run together, or spread."""
    text = heard("\n".join(found.texts)).replace("\r", "")
    if _LIGATURE.search(text):
        yield "the letters of a ligature"
    if is_right_to_left(document):
        return
    if _LONE_MARK.search(text):
        yield "the line that a bullet belongs to"
    plain = unicodedata.normalize("NFKC", text)
    if not all(word in plain for word in _whole_words(document.name)):
        yield "your name in one piece"


def _whole_words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", heard(name))
    words = [] if is_reshaped(name) else plain.split()
    return [word for word in words if len(word) <= _LONGEST_WHOLE and not _is_wide(word)]


def _is_wide(word: str) -> bool:
    """Return whether `word` has letters that may stand apart from their neighbours, as kanji do."""
    return any(unicodedata.east_asian_width(letter) in "WF" for letter in word)


def _lost_links(found: Extract, document: ResumeDocument) -> Iterator[str]:
    for address in addresses(document):
        if address not in found.links:
            yield f"the link to {address}"


def _lost_structure(found: Extract, document: ResumeDocument) -> Iterator[str]:
    if found.title != document.title:
        yield "the title of the file"
    if not found.language.startswith(document.language.partition("-")[0].lower()):
        yield "the language of the file"
    if not found.is_tagged:
        yield "the structure that screen readers need"
    if found.foreign_fonts:
        yield "an embedded font"
