from collections.abc import Iterator

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.tracker.render.documents import bullet, everything, project, resume
from tests.tracker.render.formats.hard import MARKUP, hard_documents
from tests.tracker.render.formats.reading import lost
from tracker.present.document import ResumeDocument
from tracker.render.clean import clean
from tracker.render.facts import addresses
from tracker.render.formats.markdown import escaped, write

HARD = hard_documents()
OURS = {"heading", "paragraph", "bullet_list", "list_item", "inline", "text", "link"}


def tokens(source: str) -> Iterator[Token]:
    """The elements that a reader with tables and strikes sees, those within lines included."""
    for block in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(source):
        yield block
        yield from block.children or ()


def written(document: ResumeDocument) -> str:
    return write(clean(document)).decode()


def read(source: str) -> str:
    return " ".join(token.content for token in tokens(source) if token.type == "text")


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_it_reads_as_what_the_document_says(document: ResumeDocument) -> None:
    assert lost(read(written(document)), clean(document)) == []


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_it_links_to_what_the_document_links_to(document: ResumeDocument) -> None:
    links = {
        token.attrs["href"] for token in tokens(written(document)) if token.type == "link_open"
    }

    assert links == {MarkdownIt().normalizeLink(each) for each in addresses(clean(document))}


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_nobodys_words_become_markup(document: ResumeDocument) -> None:
    kinds = {token.type.removesuffix("_open") for token in tokens(written(document))}

    assert {kind for kind in kinds if not kind.endswith("_close")} <= OURS


@pytest.mark.parametrize("text", MARKUP)
def test_a_text_alone_is_one_paragraph_of_that_text(text: str) -> None:
    opening, inline, closing = MarkdownIt("commonmark").parse(escaped(text))

    assert (opening.type, closing.type) == ("paragraph_open", "paragraph_close")
    assert "".join(child.content for child in inline.children or ()) == text
    assert {child.type for child in inline.children or ()} <= {"text", "text_special"}


def test_a_bare_address_in_a_text_is_no_link_at_github() -> None:
    source = written(resume(project(bullet("See https://x.example, www.x.example, a@x.example"))))

    assert r"https\://x.example, www\.x.example, a\@x.example" in source


def test_the_whole_of_it() -> None:
    source = written(everything())

    assert source.startswith(
        "# Ada Lindqvist\n\nMakes queues behave under load\n\nGhent, Belgium · "
    )
    assert (
        "### [Hearth Systems](<https://hearth.example/>)\n\n"
        "Sep 2019 \N{EN DASH} Present · Staff engineer · Ghent\n\n"
        "Keeps the queues of four products running.\n\n"
        "- Cut the time to deploy by half.\n\n"
    ) in source
    assert "## On stage\n\n- Expand, then contract (May 2024, [talks.example](" in source
    assert "- Python (in 12 changes)\n- SQL\n" in source
