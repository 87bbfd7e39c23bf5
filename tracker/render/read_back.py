"""Reading a finished PDF back, as a stranger's software would, to find what it lost."""

import io
import re
import unicodedata
from collections.abc import Iterable, Iterator

from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject, PdfObject

from tracker.present.document import ResumeDocument
from tracker.render.facts import Fact, addresses, facts
from tracker.render.payload import is_right_to_left

# Characters that carry no sound or shape of their own: joiners, marks of direction, variants.
_SILENT = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufe00-\ufe0f]")
_SPACE = re.compile(r"\s+")
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


def read_back(content: bytes, document: ResumeDocument) -> tuple[str, ...]:
    """Name each thing of `document` (cleaned and fitted) that the PDF `content` does not hold.

    Looked for: every printed text in order, every link as a live one, title, language, tags and
    embedded fonts. Empty when all is there.
    """
    reader = PdfReader(io.BytesIO(content))
    return (
        *_lost_texts(reader, document),
        *_lost_links(reader, document),
        *_lost_structure(reader, document),
    )


def page_count(content: bytes) -> int:
    """Return how many pages the PDF `content` has."""
    return len(PdfReader(io.BytesIO(content)).pages)


def _lost_texts(reader: PdfReader, document: ResumeDocument) -> Iterator[str]:
    wanted = facts(document)
    all_reshaped = is_right_to_left(document)
    reshaped = {fact for fact in wanted if all_reshaped or _is_reshaped(fact.text)}
    text = "".join(_page_texts(reader))
    letters = set(text) | (_spoken_letters(reader) if reshaped else set())
    position = 0
    for fact in wanted:
        if fact in reshaped:
            found = letters.issuperset(_normal(fact.text))
        else:
            position, found = _next_place(text, fact, position)
        if not found:
            yield fact.what


def _next_place(text: str, fact: Fact, position: int) -> tuple[int, bool]:
    wanted = _normal(fact.text)
    place = text.find(wanted, position)
    return (position, False) if place < 0 else (place + len(wanted), True)


def _page_texts(reader: PdfReader) -> Iterator[str]:
    """Yield the text of each page in one normal form, without the page's foot."""
    for number, page in enumerate(reader.pages, start=1):
        body, _, last_line = page.extract_text().rstrip().rpartition("\n")
        is_foot = _normal(last_line).endswith(f"{number}/{len(reader.pages)}")
        yield _normal(body if is_foot else f"{body}{last_line}")


def _spoken_letters(reader: PdfReader) -> set[str]:
    """Return the letters that the file spells out where its glyphs alone do not say them."""
    letters: set[str] = set()
    for page in reader.pages:
        contents = page.get_contents()
        operations = [] if contents is None else contents.operations
        for operands, _ in operations:
            if len(operands) > 1 and isinstance(operands[1], DictionaryObject):
                letters.update(_normal(str(operands[1].get("/ActualText", ""))))
    return letters


def _normal(text: str) -> str:
    """Return `text` without spaces (lines break anywhere), silent characters and variant forms."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", _SILENT.sub("", text)))


def _is_reshaped(text: str) -> bool:
    """Return whether `text` is drawn in another order than it is written.

    Extractors see such text as it is drawn: its letters can be looked for, their order cannot.
    """
    return any(
        unicodedata.bidirectional(character) in _RIGHT_TO_LEFT
        or unicodedata.category(character).startswith("M")
        for character in unicodedata.normalize("NFKC", _SILENT.sub("", text))
    )


def _lost_links(reader: PdfReader, document: ResumeDocument) -> Iterator[str]:
    live = {address for page in reader.pages for address in _page_links(page)}
    for address in addresses(document):
        if address not in live:
            yield f"the link to {address}"


def _page_links(page: PageObject) -> Iterator[str]:
    for annotation in page.annotations or ():
        action = _dictionary(_dictionary(annotation).get("/A"))
        if "/URI" in action:
            yield str(action["/URI"])


def _lost_structure(reader: PdfReader, document: ResumeDocument) -> Iterator[str]:
    root = reader.root_object
    if _dictionary(reader.metadata).get("/Title") != document.title:
        yield "the title of the file"
    if not str(root.get("/Lang", "")).startswith(document.language.partition("-")[0].lower()):
        yield "the language of the file"
    if "/StructTreeRoot" not in root or not _dictionary(root.get("/MarkInfo")).get("/Marked"):
        yield "the structure that screen readers need"
    if not all(map(_is_embedded, _fonts(reader.pages))):
        yield "an embedded font"


def _fonts(pages: Iterable[PageObject]) -> Iterator[DictionaryObject]:
    for page in pages:
        fonts = _dictionary(_dictionary(page["/Resources"]).get("/Font"))
        yield from map(_dictionary, fonts.values())


def _is_embedded(font: DictionaryObject) -> bool:
    if font.get("/Subtype") == "/Type3":  # its glyphs are drawings within the file
        return True
    faces = map(_dictionary, font.get("/DescendantFonts", [font]))
    descriptors = [_dictionary(face.get("/FontDescriptor")) for face in faces]
    return all(any(file in each for file in _FONT_FILES) for each in descriptors)


def _dictionary(value: object) -> DictionaryObject:
    """Return the dictionary that `value` is or points to; an empty one where it is neither."""
    found = value.get_object() if isinstance(value, PdfObject) else value
    return found if isinstance(found, DictionaryObject) else DictionaryObject()
