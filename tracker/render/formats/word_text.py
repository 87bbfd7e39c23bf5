"""Runs of text in Word: which way they are read, which font they want, where they lead."""

import re
import unicodedata
from collections.abc import Iterator

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from tracker.present.document import Link

LINK = "Hyperlink"
_RTL = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff"
# From the first such letter to the last, what stands between them included if it has no side.
_RTL_RUN = re.compile(rf"[{_RTL}](?:[\W\d_]*[{_RTL}])*")
_HAN = re.compile(
    "[\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff]"
)
_LTR = "\N{LEFT-TO-RIGHT MARK}"
_STRONG = {"L": False, "R": True, "AL": True}


def turn(paragraph: Paragraph, text: str, *, is_rtl: bool) -> Paragraph:
    """Let `paragraph` run as its `text` begins, and stand on the side where the document begins.

    What has no side, such as a number, runs as the document does.
    """
    runs_rtl = _is_rtl(text, otherwise=is_rtl)
    if runs_rtl:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 not in its API
    if runs_rtl != is_rtl:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT  # of a line from the right: the left
    return paragraph


def held_together(text: str, *, is_rtl: bool) -> str:
    """Return `text` such that its ends stay with it in a line that runs the other way."""
    return text if _is_rtl(text, otherwise=is_rtl) or not is_rtl else from_the_left(text)


def from_the_left(text: str) -> str:
    """Return `text` such that its numbers keep their order in a line that runs the other way."""
    return f"{_LTR}{text}{_LTR}"


def _is_rtl(text: str, *, otherwise: bool) -> bool:
    sides = (_STRONG.get(unicodedata.bidirectional(character)) for character in text)
    return next((side for side in sides if side is not None), otherwise)


def add_text(paragraph: Paragraph, text: str, style: str | None = None) -> None:
    """Add `text` at the end of `paragraph`, in runs that are each read one way."""
    for part, is_rtl in _parts(text):
        _run(paragraph, part, is_rtl=is_rtl, style=style)


def add_link(paragraph: Paragraph, link: Link) -> None:
    """Add the label of `link`, live where it leads somewhere."""
    if not link.url:
        return add_text(paragraph, link.label)
    target = paragraph.part.relate_to(link.url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink = OxmlElement("w:hyperlink", attrs={qn("r:id"): target})
    for part, is_rtl in _parts(link.label):
        hyperlink.append(_run(paragraph, part, is_rtl=is_rtl, style=LINK)._r)  # noqa: SLF001
    paragraph._p.append(hyperlink)  # noqa: SLF001 its API only reads links
    return None


def _parts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of `text`, and whether each is read from right to left."""
    position = 0
    for found in _RTL_RUN.finditer(text):
        if found.start() > position:
            yield text[position : found.start()], False
        yield found[0], True
        position = found.end()
    if position < len(text):
        yield text[position:], False


def _run(paragraph: Paragraph, text: str, *, is_rtl: bool, style: str | None) -> Run:
    run = paragraph.add_run(text, style)
    if is_rtl:
        run.font.rtl = True
    if _HAN.search(text):
        fonts = run._r.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 not in its API
        fonts.set(qn("w:hint"), "eastAsia")
    return run
