import io
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Length
from docx.text.paragraph import Paragraph

from tests.tracker.render.documents import bullet, everything, project, resume
from tests.tracker.render.formats.hard import SCRIPTS, hard_documents
from tests.tracker.render.formats.reading import lost
from tracker.present.document import Link, ResumeDocument
from tracker.records import Paper
from tracker.render.clean import clean
from tracker.render.facts import addresses
from tracker.render.formats.word import write

HARD = hard_documents()
ARABIC, HEBREW = SCRIPTS[3], SCRIPTS[4]


def word(document: ResumeDocument) -> Document:
    return docx.Document(io.BytesIO(write(clean(document))))


def text(document: Document) -> str:
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def paragraph(document: ResumeDocument, text: str) -> Paragraph:
    return next(each for each in word(document).paragraphs if text in each.text)


def is_turned(found: Paragraph) -> bool:
    return bool(found._p.xpath("w:pPr/w:bidi"))  # noqa: SLF001 not in its API


def with_bullet(text: str, **changes: Any) -> ResumeDocument:
    return resume(project(bullet(text)), **changes)


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_it_reads_as_what_the_document_says(document: ResumeDocument) -> None:
    assert lost(text(word(document)), clean(document)) == []


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_its_links_are_live(document: ResumeDocument) -> None:
    links = {link.address for each in word(document).paragraphs for link in each.hyperlinks}

    assert links == {*addresses(clean(document))}


def test_headings_and_lists_are_words_own() -> None:
    styles = [(each.style.name, each.text) for each in word(everything()).paragraphs if each.style]

    assert styles[:2] == [
        ("Title", "Ada Lindqvist"),
        ("Subtitle", "Makes queues behave under load"),
    ]
    assert ("Heading 1", "Open source projects") in styles
    assert ("Heading 2", "ember-queue\tMar 2021 \N{EN DASH} Present") in styles
    assert ("Small print", "A task queue that must not lose work  |  Python") in styles
    assert ("List Bullet", "Cut the time to deploy by half.") in styles


@pytest.mark.parametrize(("paper", "width"), [(Paper.A4, 210), (Paper.US_LETTER, 215.9)])
def test_dates_end_at_the_margin_of_the_sheet(paper: Paper, width: float) -> None:
    found = word(everything(paper=paper))
    (page,) = found.sections
    (stop,) = found.styles["Heading 2"].paragraph_format.tab_stops

    assert round(Length(page.page_width or 0).mm, 1) == width
    assert round(stop.position.mm) == round(width - 2 * 19)


def test_it_says_whose_it_is_and_in_which_language() -> None:
    found = word(everything(language="pt-BR"))
    about = found.core_properties

    assert (about.title, about.author) == ("Ada Lindqvist: résumé", "Ada Lindqvist")
    assert (about.language, about.comments) == ("pt-BR", "")
    assert str(about.modified).startswith("2026-02-01")
    assert found.styles.element.xpath("//w:docDefaults//w:lang/@w:val") == ["pt-BR"]


@pytest.mark.parametrize(
    ("language", "line", "turned"),
    [("ar", ARABIC, True), ("en", HEBREW, True), ("he", "Made it.", False), ("he", "1412", True)],
)
def test_a_line_runs_the_way_it_is_read(language: str, line: str, *, turned: bool) -> None:
    assert is_turned(paragraph(resume(summary=line, language=language), line)) == turned


def test_a_line_that_runs_the_other_way_stands_where_the_others_do() -> None:
    arabic = {each.text: each.alignment for each in word(everything(language="ar")).paragraphs}

    assert arabic["Ada Lindqvist"] == WD_ALIGN_PARAGRAPH.RIGHT
    assert arabic["مشاريع مفتوحة المصدر"] is None


def test_bullets_stand_on_one_side_and_keep_their_full_stop() -> None:
    line = paragraph(with_bullet("Made it.", language="he"), "Made it.")

    assert is_turned(line)
    assert line.text.startswith("\N{LEFT-TO-RIGHT MARK}Made it.\N{LEFT-TO-RIGHT MARK}")


def test_a_phone_number_keeps_its_order_in_a_line_from_the_right() -> None:
    contacts = (Link("+44 20 7946 0123", "tel:+442079460123"),)
    line = paragraph(resume(links=contacts, location="חיפה", language="he"), "7946")

    assert is_turned(line)
    assert line.text.endswith("\N{LEFT-TO-RIGHT MARK}+44 20 7946 0123\N{LEFT-TO-RIGHT MARK}")


def test_each_run_is_read_one_way() -> None:
    runs = paragraph(with_bullet(ARABIC), ARABIC).runs

    assert [(run.text, run.font.rtl) for run in runs][:3] == [
        ("إصلاح تسرب الذاكرة", True),
        (" (PR #1412) ", None),
        ("وإضافة اختبارات", True),
    ]


def test_han_characters_ask_for_a_font_that_has_them() -> None:
    found = word(with_bullet(SCRIPTS[1], language="ja"))

    hints = found.element.xpath("//w:r[contains(w:t, 'キャレット')]/w:rPr/w:rFonts/@w:hint")
    fonts = found.styles.element.xpath("//w:docDefaults//w:rFonts")
    assert hints == ["eastAsia"]
    assert fonts[0].get(qn("w:eastAsia")) == "Yu Gothic"
