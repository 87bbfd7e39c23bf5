import hashlib
import io
import json
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.tracker.render.documents import bullet, everything, project, resume
from tests.tracker.render.hard_text import HARD, PILED
from tracker.present.document import Bullet, Group, Link, ResumeDocument, Section, Skill
from tracker.records import Paper
from tracker.render.errors import RenderRefusedError
from tracker.render.facts import facts
from tracker.render.payload import is_right_to_left
from tracker.render.pdfium_reader import extract
from tracker.render.pool import preview_renderer, renderer
from tracker.render.resume import resume_pages, resume_pdf
from tracker.render.themes import newest, template_of, versions
from tracker.render.typst_engine import FONTS, TEMPLATES
from tracker.resume_content.content import Language, Part, Theme
from tracker.resume_content.dates import PartialDate

RELEASED = Path(__file__).with_name("released.json")


@pytest.fixture(autouse=True, scope="module")
def _no_child_is_left() -> Iterator[None]:
    yield
    renderer.close()
    preview_renderer.close()


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def test_what_a_saved_resume_looks_like_is_never_edited_once_released() -> None:
    released = json.loads(RELEASED.read_text())
    files = (*TEMPLATES.glob("*/*.typ"), *FONTS.glob("*.ttf"))
    now = {
        str(file.relative_to(TEMPLATES.parent)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in files
    }

    changed = sorted(name for name in released if now.get(name) != released[name])
    unknown = sorted(now.keys() - released.keys())

    assert not changed, f"{changed} shape saved résumés: make a new version beside them instead"
    assert not unknown, f"add {unknown} to {RELEASED.name} with their digests"


def test_every_theme_has_a_version_and_the_newest_is_the_last() -> None:
    for theme in Theme:
        assert newest(theme) == versions(theme)[-1]
        assert template_of(theme, 1) == f"{theme}/1.typ"


def test_a_version_that_there_is_not_is_refused_with_advice() -> None:
    with pytest.raises(RenderRefusedError, match="theme Ink has no version 99 here"):
        resume_pdf(resume(theme=Theme.INK, theme_version=99))


def test_the_themes_look_different() -> None:
    pictures = {resume_pages(everything(theme=theme), ppi=20).contents for theme in Theme}

    assert len(pictures) == len(Theme)


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", Language)
def test_each_theme_says_all_that_a_resume_can_hold(
    theme: Theme, paper: Paper, language: Language
) -> None:
    pdf = resume_pdf(everything(theme=theme, paper=paper, language=language, has_qr=True))

    assert pdf.missing == pdf.replaced == ()


@pytest.mark.parametrize("theme", Theme)
def test_hard_text_is_printed_in_each_theme_and_nothing_of_it_is_carried_out(theme: Theme) -> None:
    hard = project(*map(bullet, [*HARD.values()][:16]), name=HARD["html"][:80])
    more = project(*map(bullet, [*HARD.values()][16:]), role=HARD["typst"], place=HARD["arabic"])

    pdf = resume_pdf(resume(hard, more, theme=theme, headline=HARD["jinja"], name=HARD["hebrew"]))

    assert pdf.missing == ()
    assert pdf.replaced == ("\ufffc",)  # for what no file may hold
    text = " ".join(page.extract_text() for page in reader(pdf.content).pages)
    assert "root:" not in text
    assert '#read("/etc/passwd")' in text


@pytest.mark.parametrize("theme", Theme)
def test_piled_marks_and_characters_without_a_glyph_harm_nothing_else(theme: Theme) -> None:
    pdf = resume_pdf(resume(project(bullet(f"{PILED} \U00013000")), name=PILED, theme=theme))

    assert pdf.replaced == ("\U00013000",)
    assert pdf.missing == ()


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("language", ["en", "ar", "he"])
def test_bullets_stand_on_the_side_where_reading_begins(theme: Theme, language: str) -> None:
    content = resume_pdf(resume(theme=theme, language=language)).content
    page = pypdfium2.PdfDocument(content)[0]
    text = page.get_textpage()
    left, *_ = text.get_charbox(text.get_text_range().replace("\r\n", "\n\n").index("•"))

    assert (left > page.get_width() / 2) == (language != "en")


@pytest.mark.parametrize("theme", Theme)
def test_the_address_of_a_verify_page_is_kept_on_one_line(theme: Theme) -> None:
    address = "contributions.example.org/v/ab3kq0x7m2tz"
    proof = Link(address, f"https://{address}/")
    bullets = [bullet("Kept it. " * count, proof=proof) for count in range(1, 16)]

    content = resume_pdf(resume(project(*bullets), theme=theme)).content

    assert "".join(extract(content).texts).count(address) == len(bullets)


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize(
    "address", ["w" * 29 + "/v/ab3kq0x7m2tz", "long." * 16 + "org/v/ab3kq0x7m2tz"]
)
def test_the_address_of_a_verify_page_never_leaves_the_page(theme: Theme, address: str) -> None:
    proven = bullet("Kept it.", proof=Link(address, f"https://{address}/"))

    page = pypdfium2.PdfDocument(resume_pdf(resume(project(proven), theme=theme)).content)[0]

    text = page.get_textpage()
    rights = [text.get_charbox(index)[2] for index in range(text.count_chars())]
    assert max(rights) < page.get_width() - 36


@pytest.mark.parametrize("theme", Theme)
def test_the_data_come_out_of_the_file_again(theme: Theme) -> None:
    content = resume_pdf(everything(theme=theme)).content

    (attached,) = reader(content).attachments["resume.json"]

    assert json.loads(attached)["basics"]["name"] == "Ada Lindqvist"
    assert extract(content).attachments["resume.json"].encode() == attached


@pytest.mark.parametrize("theme", Theme)
def test_a_code_leads_to_the_page_and_says_so_to_those_who_do_not_see_it(theme: Theme) -> None:
    without = resume_pdf(resume(theme=theme)).content
    content = resume_pdf(resume(theme=theme, has_qr=True)).content

    told = [each for each in alternatives(content) if "contriblog.example/@ada" in each]
    assert len(told) == len(alternatives(without)) + 1 == 1


def alternatives(content: bytes) -> list[str]:
    """What the figures of a file are said to show."""
    file = reader(content)
    objects = (number for numbers in file.xref.values() for number in numbers)
    packed = list(file.xref_objStm)
    found = [file.get_object(number) for number in (*objects, *packed) if number]
    elements = [each for each in found if isinstance(each, DictionaryObject)]
    return [str(each["/Alt"]) for each in elements if each.get("/S") == "/Figure"]


# What people type, the hostile among them; marks and rare signs have tests of their own.
ALPHABET = st.characters(
    codec="latin-1", categories=["L", "Nd", "P", "Zs", "Cc"]
) | st.sampled_from("αβγжщ漢字かな한글שלאבمرحबात 🚀\u202e\u2028\ufb01")
WORDS = st.text(ALPHABET, max_size=40) | st.sampled_from([text[:80] for text in HARD.values()])
NAMES = WORDS.filter(lambda name: len(name) <= 40)  # what no line holds cannot stay in one piece
LINKS = st.builds(Link, WORDS, st.sampled_from(["https://a.example/", "javascript:alert(1)", ""]))
DATES = st.none() | st.builds(PartialDate, st.integers(1990, 2030), st.integers(1, 12))
BULLETS = st.builds(
    Bullet, WORDS, st.lists(LINKS, max_size=2).map(tuple), proof=st.none() | LINKS, on=DATES
)
GROUPS = st.builds(
    Group, WORDS, role=WORDS, place=WORDS, description=WORDS, started=DATES, ended=DATES,
    bullets=st.lists(BULLETS, max_size=3).map(tuple),
)  # fmt: skip


@st.composite
def documents(draw: st.DrawFn) -> ResumeDocument:
    def tuples(each: st.SearchStrategy[object]) -> tuple[object, ...]:
        return tuple(draw(st.lists(each, max_size=2)))

    parts = draw(st.lists(st.sampled_from(Part), unique=True, max_size=4))
    kinds = {Part.SKILLS: ("skills", st.builds(Skill, WORDS, WORDS)), Part.LINKS: ("links", LINKS)}
    sections = []
    for part in parts:
        kind, strategy = kinds.get(part, ("groups", GROUPS))
        fields = {"text": draw(WORDS)} if part is Part.SUMMARY else {kind: tuples(strategy)}
        sections.append(Section(part, title=draw(WORDS), **fields))
    return resume(
        name=draw(NAMES), headline=draw(WORDS), sections=tuple(sections), theme=draw(THEMES),
        language=draw(st.sampled_from(Language)), has_qr=draw(st.booleans()),
    )  # fmt: skip


def _may_be_dropped(document: ResumeDocument) -> bool:
    """PDFium drops some characters beyond the first plane from lines that it turns around."""
    texts = (fact.text for fact in facts(document))
    return is_right_to_left(document) and any(max(text, default="") > "\uffff" for text in texts)


THEMES = st.sampled_from(Theme)


@settings(
    max_examples=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
@given(documents())
def test_any_document_becomes_a_file_that_holds_all_but_what_was_cut_away(
    document: ResumeDocument,
) -> None:
    pdf = resume_pdf(document)

    assert pdf.content.startswith(b"%PDF-")
    lost = [each for each in pdf.missing if not each[0].isdigit()]  # "2 of the links", cut away
    assert lost == [] or _may_be_dropped(document)
