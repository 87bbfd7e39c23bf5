"""A full log, from the rows to the file: what stands in it, and how making it ends."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date

import pypdfium2
import pytest
from page import ValidationProfile
from pypdf import PdfReader

from accounts.models import User
from tests import make
from tests.tracker.render.test_conformance import faults as conformance_faults
from tracker.exporting import carry_out as making
from tracker.exporting.ask import Wish, ask, cancel
from tracker.exporting.carry_out import Outcome, carry_out
from tracker.models import ExportState, LogExport, LogExportFile
from tracker.present.full_log import log_document
from tracker.records import Family, Kind
from tracker.render.log_payload import prepared
from tracker.resume_content.content import Language

DASH, MINUS = "\N{EN DASH}", "\N{MINUS SIGN}"
pytestmark = pytest.mark.django_db


def deaf(_export: LogExport) -> None:
    """A doorbell that nobody hears."""


def made(owner: User, wish: Wish | None = None) -> LogExport:
    """What came of asking for a full log."""
    export = ask(owner, wish or Wish(), ring=deaf)
    carry_out(export.pk, ring=deaf)
    export.refresh_from_db()
    return export


def text_of(export: LogExport) -> str:
    document = pypdfium2.PdfDocument(bytes(export.file.content))
    text = "\n".join(each.get_textpage().get_text_range() for each in document)
    document.close()
    return text


def faults(export: LogExport) -> list[str]:
    """The rules of PDF/UA-1 that the file breaks."""
    return conformance_faults(bytes(export.file.content), ValidationProfile.PDF_UA_1)


@pytest.fixture
def ada() -> User:
    return make.user("ada", name="Ada Lindqvist")


def test_it_holds_each_entry_under_its_month_with_a_live_link(ada: User) -> None:
    place = make.repository("ember/queue")
    pull = make.entry(ada, place=place, title="Keep the cursor", occurred_at=make.at("2024-05-03"))
    make.annotation(pull, problem="It moved.", fix="", impact="Nothing is lost")
    make.review(ada, place=place, title="Faster start", occurred_at=make.at("2023-11-09"))

    export = made(ada)

    assert (export.state, export.total, export.missing) == (ExportState.DONE, 2, [])
    text = text_of(export)
    for words in (
        "Ada Lindqvist",
        f"November 2023 {DASH} May 2024",
        "2 entries",
        "Keep the cursor",
    ):
        assert words in text
    assert f"ember/queue · #{pull.number} · Pull request · merged, +12 {MINUS}3" in text
    assert "It moved. Nothing is lost." in text
    assert text.index("May 2024\r\n3 Keep") < text.index("November 2023\r\n9 Faster")


def test_it_has_bookmarks_and_an_index_that_lead_to_their_pages(ada: User) -> None:
    for month in range(1, 13):
        for _ in range(4):
            make.entry(ada, place=make.repository(), occurred_at=make.at(f"2024-{month:02}-05"))
    make.entry(ada, place=make.repository("zeta/last"), occurred_at=make.at("2019-05-03"))

    export = made(ada)

    reader = PdfReader(io.BytesIO(bytes(export.file.content)))
    titles = [item.title for item in reader.outline if not isinstance(item, list)]
    assert titles == ["2024", "2019", "Projects"]
    index = reader.pages[-1].extract_text()
    page_of_2019 = len(reader.pages) - 1
    assert f"zeta/last 1 · {page_of_2019}" in index.replace("\n", " ")
    assert export.pages == len(reader.pages)


def test_only_what_a_stranger_may_see_is_in_it_unless_its_owner_ticks_more(ada: User) -> None:
    make.entry(ada, title="In the open")
    make.entry(ada, title="In the vault", place=make.repository(is_private=True))
    make.annotation(make.entry(ada, title="Put away"), is_hidden=True)
    make.entry(ada, title="Gone long ago", tombstoned_at=make.SOME_DAY)

    text = text_of(made(ada))

    assert "In the open" in text
    assert not [words for words in ("vault", "Put away", "Gone long") if words in text]

    private = text_of(made(ada, Wish(with_private=True)))

    assert "In the vault" in private
    assert "Gone long ago" in private
    assert "Put away" not in private
    assert private.count("Private copy: it holds what only its owner may see") >= 3
    assert "private" in private.split("In the vault")[1].splitlines()[1]


def test_it_holds_the_years_and_families_that_were_asked_for(ada: User) -> None:
    for year in (2022, 2023, 2024):
        make.entry(ada, title=f"Code of {year}", occurred_at=make.at(f"{year}-05-03"))
        make.entry(
            ada, title=f"Docs of {year}", kind=Kind.DOCS, occurred_at=make.at(f"{year}-05-03")
        )

    text = text_of(made(ada, Wish(first_year=2022, last_year=2023, families=[Family.DOCS])))

    assert [year for year in (2022, 2023, 2024) if f"Docs of {year}" in text] == [2022, 2023]
    assert "Code of" not in text


def test_titles_only_leaves_stories_out(ada: User) -> None:
    make.annotation(make.entry(ada), problem="A long tale.")

    assert "A long tale." not in text_of(made(ada, Wish(with_stories=False)))


@pytest.mark.parametrize("language", Language)
def test_it_speaks_each_language(ada: User, language: Language) -> None:
    make.entry(ada)

    export = made(ada, Wish(language=language))

    assert (export.state, export.missing) == (ExportState.DONE, [])
    assert faults(export) == []
    reader = PdfReader(io.BytesIO(bytes(export.file.content)))
    assert str(reader.root_object["/Lang"]).startswith(language)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (Language.ENGLISH, "Made on 21 November 2026"),
        (Language.GERMAN, "Erstellt am 21. November 2026"),
        (Language.FRENCH, "Établi le 21 novembre 2026"),
        (Language.SPANISH, "Hecho el 21 de noviembre de 2026"),
        (Language.PORTUGUESE, "Feito em 21 de Novembro de 2026"),
        (Language.JAPANESE, "作成日 2026年11月21日"),
        (Language.ARABIC, "أُنشئ في 21 نوفمبر 2026"),
        (Language.HEBREW, "נוצר ב־21 בנובמבר 2026"),
    ],
)
def test_the_day_it_was_made_is_told_in_its_language(
    ada: User, language: Language, said: str
) -> None:
    make.entry(ada)
    document = log_document(ask(ada, Wish(language=language), ring=deaf), lambda _read: None)

    data = prepared(replace(document, made_on=date(2026, 11, 21))).data

    assert json.loads(data)["made"] == said


def test_hostile_text_is_printed_as_it_is(ada: User) -> None:
    titles = ['#import "x": *', "$ x $ `raw` <label> @ref", "\\u{41} /* no */ // no", "=" * 300]
    titles += ["修正しました 李", "إصلاح الخطأ (#1)", "\U00013000 👩‍💻", "x" * 900]
    for title in titles:
        make.entry(ada, title=title, place=make.repository(f"a/{title[:20]}"))
    make.entry(ada, title="Link", url="javascript:alert(1)")

    export = made(ada)

    assert (export.state, export.missing) == (ExportState.DONE, [])
    assert export.replaced == "\U00013000"
    assert faults(export) == []
    text = text_of(export)
    assert '#import "x": *' in text
    assert "$ x $ `raw` <label> @ref" in text
    assert b"javascript:" not in bytes(export.file.content)


def test_entry_without_a_number_is_linked_all_the_same(ada: User) -> None:
    release = make.release(ada)

    export = made(ada)

    assert export.missing == []
    reader = PdfReader(io.BytesIO(bytes(export.file.content)))
    links = [link.get_object() for each in reader.pages for link in each.annotations or ()]
    assert release.url in [link["/A"].get("/URI") for link in links if "/A" in link]


def test_nothing_to_print_is_said(ada: User) -> None:
    export = made(ada, Wish(first_year=1999))

    assert export.state == ExportState.FAILED
    assert export.error == making.NOTHING
    assert not LogExportFile.objects.exists()


def test_more_than_fits_into_one_document_is_refused(
    ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "MAX_ENTRIES", 1)
    make.entry(ada)
    make.entry(ada)

    export = made(ada)

    assert export.state == ExportState.FAILED
    assert export.error.startswith("There are 2 entries in it, and one document holds 1.")


def test_asking_twice_makes_one_and_a_finished_one_gives_way(ada: User) -> None:
    make.entry(ada)
    first = made(ada)
    second = ask(ada, Wish(), ring=deaf)

    assert ask(ada, Wish(with_private=True), ring=deaf) == second
    assert list(LogExport.objects.values_list("pk", flat=True)) == [second.pk]
    assert not LogExportFile.objects.filter(pk=first.pk).exists()


def test_cancelled_one_is_not_made(ada: User) -> None:
    make.entry(ada)
    export = ask(ada, Wish(), ring=deaf)

    assert not cancel(make.user(), export.pk)
    assert cancel(ada, export.pk)

    assert carry_out(export.pk, ring=deaf) is Outcome.NOT_OURS
    export.refresh_from_db()
    assert export.state == ExportState.CANCELLED
    assert not cancel(ada, export.pk)


def test_who_waits_for_a_slot_is_rung_for_when_it_is_free(ada: User) -> None:
    make.entry(ada)
    first, other = ask(ada, Wish(), ring=deaf), make.log_export()
    rung: list[LogExport] = []

    carry_out(first.pk, ring=rung.append)

    assert rung == [other]
