import pytest
from lxml import html

from tests.tracker.render.documents import everything
from tests.tracker.render.formats.hard import hard_documents
from tests.tracker.render.formats.reading import lost
from tracker.present.document import ResumeDocument
from tracker.records import Paper
from tracker.render.clean import clean
from tracker.render.facts import addresses
from tracker.render.formats.web_page import STYLE_SOURCES, write

HARD = hard_documents()


def page(document: ResumeDocument) -> html.HtmlElement:
    return html.document_fromstring(write(clean(document)))


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_it_reads_as_what_the_document_says(document: ResumeDocument) -> None:
    assert lost(page(document).body.text_content(), clean(document)) == []


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_it_links_to_what_the_document_links_to(document: ResumeDocument) -> None:
    assert {*page(document).xpath("//@href")} == {*addresses(clean(document))}


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_nobodys_words_become_elements(document: ResumeDocument) -> None:
    found = page(document)

    assert found.xpath("//script | //img | //iframe | //body//style | //@onerror | //@style") == []
    assert len(found.xpath("//style")) == 1


def test_its_landmarks_and_headings_are_what_a_screen_reader_needs() -> None:
    found = page(everything())

    assert found.xpath("//h1//text()") == ["Ada Lindqvist"]
    assert [each.tag for each in found.body] == ["header", "main", "footer"]
    assert len(found.xpath("//main/section")) == len(found.xpath("//h2")) == 8
    for section in found.xpath("//section"):
        assert section.xpath("h2/@id") == [section.get("aria-labelledby")]
    assert "ember-queue" in found.xpath("//h3//text()")


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl"), ("he", "rtl")])
def test_it_is_in_a_language_and_its_direction(language: str, direction: str) -> None:
    found = page(everything(language=language))

    assert (found.get("lang"), found.get("dir")) == (language, direction)


@pytest.mark.parametrize(("paper", "sheet"), [(Paper.A4, "A4"), (Paper.US_LETTER, "letter")])
def test_it_prints_on_its_sheet_and_admits_only_its_own_style(paper: Paper, sheet: str) -> None:
    found = page(everything(paper=paper))

    (policy,) = found.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"@page {{ size: {sheet};" in found.xpath("string(//style)")
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.partition("style-src ")[2] in STYLE_SOURCES


def test_a_text_of_another_direction_turns_no_line_round() -> None:
    found = page(everything(language="ar"))

    assert found.xpath("//body//*[@dir='auto']") == []
    assert "Wrote the guide." in found.xpath("//li/bdi/text()")
