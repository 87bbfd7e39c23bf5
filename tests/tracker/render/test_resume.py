import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from pypdf import PdfReader

from tests.tracker.render.documents import (
    PDF_JOB,
    PROFILE,
    PULL,
    bullet,
    project,
    resume,
    with_bullets,
)
from tracker.present.document import Bullet, Link, ResumeDocument
from tracker.records import Paper
from tracker.render.errors import RenderRefusedError
from tracker.render.payload import payload
from tracker.render.pdfium_reader import extract
from tracker.render.pool import preview_renderer, renderer
from tracker.render.read_back import read_back
from tracker.render.resume import (
    MAX_PREVIEW_PAGES,
    MAX_PREVIEWED,
    prepared,
    resume_pages,
    resume_pdf,
    resume_preview,
)
from tracker.resume_content.content import Theme

HOSTILE = (
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd")',
    "#panic(1) ] } $ x^2 $ // /* \\u{41} <label> @ref = heading",
    "<script>alert(1)</script><img src=file:///etc/passwd>",
    "{{7*7}} {% for x in y %} ${7*7}",
    "\\input{/etc/passwd} \\immediate\\write18{id}",
)
SCRIPTS = (
    "修复在 Redis 故障转移时长任务被执行两次的错误",
    "表内でIME変換中にキャレットが失われる問題を修正しました",
    "동시 이름 변경 시 스냅샷 격리 오류를 수정했습니다",
    "إصلاح تسرب الذاكرة (PR #1412) وإضافة اختبارات",
    "תיקון דליפת זיכרון (PR #1412) והוספת בדיקות",
    "कनेक्शन पूल में मेमोरी लीक ठीक किया",
    "แก้ไขหน่วยความจำรั่ว",
    "Ship it 🚀 👩\u200d💻 🇧🇪 1\ufe0f\u20e3",
    "Reduce ‖A·x \N{MINUS SIGN} b‖₂ ≤ ε → ∑ x² for 𝔽₂",
)


@pytest.fixture(autouse=True, scope="module")
def _no_child_is_left() -> Iterator[None]:
    yield
    renderer.close()
    preview_renderer.close()


def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def root(content: bytes) -> dict[str, Any]:
    return reader(content).root_object


def typeset(document: ResumeDocument) -> bytes:
    (content,) = renderer.render(PDF_JOB, payload(document))
    return content


def words(content: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader(content).pages).split())


def links(content: bytes) -> set[str]:
    annotations = (each for page in reader(content).pages for each in page.annotations or ())
    return {str(each.get_object()["/A"]["/URI"]) for each in annotations}


def hidden_breaks(content: bytes) -> int:
    """How many zero-width spaces the text of a file holds, for those who copy or index it."""
    contents = (page.get_contents() for page in reader(content).pages)
    operations = (step for each in contents if each is not None for step in each.operations)
    marks = (operands[1] for operands, operator in operations if operator == b"BDC")
    return sum(str(mark.get("/ActualText", "")).count("\u200b") for mark in marks)


def test_the_pdf_says_the_facts_in_reading_order() -> None:
    pdf = resume_pdf(resume())

    assert pdf.missing == pdf.replaced == ()
    assert words(pdf.content) == (
        "Ada Lindqvist Makes queues behave under load Ghent, Belgium | ada@lindqvist.example "
        "SUMMARY Eleven years of building and repairing the parts of services that nobody sees. "
        "OPEN SOURCE PROJECTS ember-queue Mar 2021 \N{EN DASH} Present "
        "A task queue that must not lose work | Python "
        "• Stopped tasks from running twice after a failover. (#4812) "
        f"Each item links to its evidence at {PROFILE}"
    )


def test_the_pdf_is_titled_tagged_and_in_a_language() -> None:
    content = resume_pdf(resume(language="pt-BR")).content
    about, catalogue = reader(content).metadata, root(content)

    assert about is not None
    assert (about.title, about.author) == ("Ada Lindqvist: résumé", "Ada Lindqvist")
    assert catalogue["/Lang"] == "pt-BR"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalogue
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()


def test_sections_and_projects_are_bookmarks() -> None:
    outline: list[Any] = reader(resume_pdf(resume()).content).outline
    summary, projects, (ember,) = outline

    titles = [bookmark["/Title"] for bookmark in (summary, projects, ember)]
    assert titles == ["SUMMARY", "OPEN SOURCE PROJECTS", "ember-queue"]


def test_links_are_live() -> None:
    assert links(resume_pdf(resume()).content) == {
        "mailto:ada@lindqvist.example",
        "https://github.com/ember/queue",
        PULL,
        PROFILE,
    }


def test_an_address_that_could_run_code_is_dropped_and_said() -> None:
    pdf = resume_pdf(
        resume(project(bullet("Done.", evidence=(Link("#1", "javascript:alert(1)"),))))
    )

    assert pdf.missing == ("1 of the links of ember-queue",)
    assert b"javascript" not in pdf.content


def test_hostile_words_are_printed_as_they_are() -> None:
    pdf = resume_pdf(with_bullets(*HOSTILE))

    assert pdf.missing == ()
    for text in HOSTILE:
        assert text in words(pdf.content)


def test_every_script_is_set_with_a_font_of_ours() -> None:
    pdf = resume_pdf(with_bullets(*SCRIPTS, name="اَدا ليندكفيست"))

    assert pdf.missing == pdf.replaced == ()


@pytest.mark.parametrize(
    "turned",
    ["\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e7\U0001f1ea", "\u201cquoted\u201d ½"],
)
def test_what_pdfium_changes_in_a_line_from_the_right_is_not_called_lost(turned: str) -> None:
    headline = f"\u0639\u0631\u0628\u064a {turned} \u05d1"

    assert resume_pdf(resume(headline=headline)).missing == ()


def test_all_the_evidence_of_a_bullet_from_the_right_is_found_in_another_language() -> None:
    links = (Link("#1", "https://a.example/1"), Link("#2", "https://a.example/2"))
    arabic = Bullet("إصلاح تسرب الذاكرة في مجمّع الاتصالات وإضافة اختبارات", links)

    assert resume_pdf(resume(project(arabic))).missing == ()


def test_a_right_to_left_document_can_be_made() -> None:
    document = with_bullets(SCRIPTS[3], "Made bulk_create() faster.", language="ar")

    assert resume_pdf(document).missing == ()


def test_a_character_without_a_glyph_is_replaced_and_reported() -> None:
    pdf = resume_pdf(with_bullets("Deciphered \U00013000 today"))

    assert pdf.replaced == ("\U00013000",)
    assert "Deciphered ? today" in words(pdf.content)


def test_what_screens_show_as_a_box_is_replaced_and_reported() -> None:
    boxes = with_bullets("An \ue801 a \U00100000 an \ufffc a \uffff here", name="Ada \uf8ff")

    pdf = resume_pdf(boxes)

    assert pdf.replaced == ("\uf8ff", "\ue801", "\U00100000", "\ufffc")
    assert pdf.missing == ()
    assert "An ? a ? an ? a ? here" in words(pdf.content)


@pytest.mark.parametrize("word", ["a" * 600, "https://example.org/" + "a1b2c3/" * 80, "ж" * 600])
def test_a_word_longer_than_the_line_is_broken_and_kept_whole(word: str) -> None:
    pdf = resume_pdf(with_bullets(word))

    assert pdf.missing == ()
    assert hidden_breaks(pdf.content) > 0


def test_a_word_that_a_line_can_hold_is_copied_as_it_is() -> None:
    address = "https://contriblog.example/@a-handle-of-some-length/"
    contact = Link("github.com/a-handle-of-thirty-characters", "https://github.com/a")

    pdf = resume_pdf(with_bullets(f"Fixed {address}", links=(contact,), footer_url=address))

    assert hidden_breaks(pdf.content) == 0
    assert words(pdf.content).count(address) == 2


def test_the_smallest_document_is_a_page() -> None:
    document = resume(headline="", location="", links=(), sections=(), footer_url=None)
    pdf = resume_pdf(replace(document, sections=()))

    assert (pdf.pages, pdf.missing) == (1, ())
    assert "Ada Lindqvist" in words(pdf.content)


@pytest.mark.parametrize("paper", Paper)
def test_a_long_document_numbers_its_pages_and_loses_nothing(paper: Paper) -> None:
    texts = [
        f"Repaired the part of the service that had the number {number}." for number in range(20)
    ]
    many = [project(*map(bullet, texts), name=f"project-{number}") for number in range(4)]

    pdf = resume_pdf(resume(*many, paper=paper))

    assert pdf.pages > 1
    assert pdf.missing == ()
    assert f"1 / {pdf.pages}" in words(pdf.content)


@pytest.mark.parametrize("theme", Theme)
def test_a_heading_stays_with_its_first_bullet(theme: Theme) -> None:
    pages_of_the_heading = set()
    full = [project(*(bullet(f"Line {n}.") for n in range(12)), name=f"filler-{k}") for k in (1, 2)]
    for count in range(1, 20, 2):
        filler = project(*(bullet(f"Line {number}.") for number in range(count)))
        pdf = resume_pdf(resume(*full, filler, project(name="follower"), theme=theme))
        bodies = [page.extract_text() for page in reader(pdf.content).pages]
        (heading_page,) = (number for number, body in enumerate(bodies) if "follower" in body)
        assert "Stopped tasks" in bodies[heading_page]
        pages_of_the_heading.add(heading_page)

    assert pages_of_the_heading == {0, 1}


def test_equal_documents_give_equal_bytes_in_any_process() -> None:
    first = typeset(resume())
    renderer.close()

    assert typeset(resume()) == first


def test_the_key_is_known_before_anything_is_set_and_follows_the_content() -> None:
    key = prepared(resume()).key

    assert key == resume_pdf(resume()).key
    assert key != prepared(resume(headline="Another")).key
    assert key != prepared(resume(paper=Paper.US_LETTER)).key


def test_asking_twice_sets_type_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = resume_pdf(resume())
    monkeypatch.setattr(renderer, "render", None)

    assert resume_pdf(resume()) is first


def test_a_file_that_cannot_be_accessible_is_made_all_the_same_within_the_same_time_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real, deadlines = renderer.render, set[float]()

    def refuse_the_standard(job: dict[str, object], data: bytes, *, deadline: float) -> list[bytes]:
        deadlines.add(deadline)
        if job["standards"]:
            raise RenderRefusedError("no")
        return real(job, data, deadline=deadline)

    monkeypatch.setattr(renderer, "render", refuse_the_standard)
    pdf = resume_pdf(resume(headline="Only in this test"))

    assert pdf.missing == ("the marks of an accessible file (PDF/UA)",)
    assert len(deadlines) == 1
    assert pdf.content.startswith(b"%PDF-")


def test_a_preview_is_a_picture_of_one_page() -> None:
    page = resume_preview(resume(), ppi=40)

    assert page.content.startswith(b"\x89PNG")
    assert page.pages == 1
    assert resume_preview(resume(), page=99, ppi=40) == page


def test_a_preview_says_how_full_the_last_page_is() -> None:
    def fill(lines: int) -> tuple[int, float]:
        texts = [f"Repaired part {number} of the service." for number in range(lines)]
        pages = resume_pages(resume(project(*map(bullet, texts))), ppi=20)
        return pages.pages, pages.fill

    few, more = fill(4), fill(8)

    assert few[0] == more[0] == 1
    assert 0.2 < few[1] < more[1] < 0.6


def test_a_preview_of_a_long_document_shows_its_first_pages_and_counts_all() -> None:
    texts = [f"Repaired part {number} of the service. " * 8 for number in range(20)]
    long = resume(*(project(*map(bullet, texts)) for _ in range(20)))

    page = resume_preview(long, page=99, ppi=20)

    assert page.pages > MAX_PREVIEW_PAGES
    assert page == resume_preview(long, page=MAX_PREVIEW_PAGES, ppi=20)


def test_a_preview_of_an_endless_document_is_not_drawn_but_its_file_is() -> None:
    texts = [f"Repaired part {number} of the service. " * 15 for number in range(20)]
    endless = resume(*(project(*map(bullet, texts)) for _ in range(30)))

    with pytest.raises(RenderRefusedError, match="longer than the 40 pages"):
        resume_pages(endless)

    assert resume_pdf(endless).pages > MAX_PREVIEWED


def test_a_document_beyond_all_measure_is_refused_with_advice() -> None:
    far = tuple(Link(f"#{n}", f"https://example.org/{n}/" + "a" * 1_900) for n in range(6))
    huge = resume(*(project(*[bullet("Repaired it.", evidence=far)] * 20),) * 30)

    with pytest.raises(RenderRefusedError, match="Choose fewer entries"):
        resume_pdf(huge)


def test_the_read_back_names_each_thing_that_went_missing() -> None:
    content = typeset(resume())
    more = replace(
        resume(project(bullet("A line that was lost."), name="ghost")),
        title="Another title",
        language="nl",  # its words are English
    )

    assert read_back(extract(content), more) == (
        "the name “ghost”",
        "a bullet of ghost: “A line that was lost.”",
        "the title of the file",
        "the language of the file",
    )


def test_the_read_back_sees_a_wrong_order_and_a_dead_link() -> None:
    first, second = bullet("First of two."), bullet("Second of two.")
    content = typeset(resume(project(first, second)))
    turned = resume(project(second, first, url="https://github.com/ember/other"))

    assert read_back(extract(content), turned) == (
        "a bullet of ember-queue: “First of two.”",
        "the evidence “#4812” of ember-queue: “First of two.”",
        "the link to https://github.com/ember/other",
    )


def test_a_headline_from_the_right_hides_no_loss_among_the_contacts() -> None:
    mail = Link("ada@a.example", "mailto:ada@a.example")
    content = typeset(resume(headline="\u05d1", location="", links=(mail,)))
    turned = replace(mail, label="elpmaxe.a@ada")

    lost = read_back(extract(content), resume(headline="\u05d1", location="", links=(turned,)))

    assert lost == ("the contact “elpmaxe.a@ada”",)


def test_data_for_the_template_are_never_markup() -> None:
    document: ResumeDocument = with_bullets('"}], "name": "someone else')

    assert "someone else" in payload(document).decode()
    assert words(resume_pdf(document).content).startswith("Ada Lindqvist")
