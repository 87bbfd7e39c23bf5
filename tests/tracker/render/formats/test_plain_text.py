import pytest
from wcwidth import width

from tests.tracker.render.documents import bullet, everything, project, resume
from tests.tracker.render.formats.hard import hard_documents
from tests.tracker.render.formats.reading import lost
from tracker.present.document import Link, ResumeDocument
from tracker.render.clean import clean
from tracker.render.facts import addresses
from tracker.render.formats.plain_text import WIDTH, write

HARD = hard_documents()


def written(document: ResumeDocument) -> str:
    return write(clean(document)).decode()


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_it_reads_as_what_the_document_says(document: ResumeDocument) -> None:
    assert lost(written(document), clean(document)) == []


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_every_address_is_whole_on_its_line(document: ResumeDocument) -> None:
    lines = {line.strip() for line in written(document).splitlines()}

    found = {each for each in addresses(clean(document)) if not each.startswith("tel:")}
    assert {each.removeprefix("mailto:") for each in found} <= lines


def test_a_phone_number_is_told_once_as_it_is_written() -> None:
    text = written(everything())

    assert "\n+44 20 7946 0123\n" in text
    assert "442079460123" not in text


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_no_line_but_an_address_is_wider_than_the_page(document: ResumeDocument) -> None:
    lines = [line for line in written(document).splitlines() if "://" not in line]

    assert max(map(width, lines)) <= WIDTH


def test_dates_stand_at_the_end_of_the_line() -> None:
    lines = written(resume(project(name="キュー"), project())).splitlines()

    headings = [line for line in lines if line.endswith("Present")]
    assert [width(line) for line in headings] == [WIDTH, WIDTH]


def test_dates_without_room_beside_a_name_stand_below_it() -> None:
    name = "a-project-with-a-name-of-which-nothing-was-ever-left-out-by-anyone"

    assert f"\n{name}\nMar 2021 \N{EN DASH} Present\n" in written(resume(project(name=name)))


def test_a_sentence_and_its_addresses_stand_below_each_other() -> None:
    proof = Link("v/k3x9", "https://contriblog.example/v/k3x9/")
    text = written(
        resume(project(bullet("Wrote the guide " + "again " * 12 + "at last.", proof=proof)))
    )

    assert (
        "• Wrote the guide again again again again again again again again again again\n"
        "  again again at last. (#4812, v/k3x9)\n"
        "  https://github.com/ember/queue/pull/4812\n"
        "  https://contriblog.example/v/k3x9/\n"
    ) in text


def test_a_verify_link_is_told_once() -> None:
    proof = Link("contriblog.example/v/k3x9", "https://contriblog.example/v/k3x9/")

    text = written(resume(project(bullet("Wrote the guide.", proof=proof))))

    assert "• Wrote the guide. (#4812)\n" in text
    assert text.count("contriblog.example/v/k3x9") == 1


def test_titles_are_in_capitals() -> None:
    titles = ("SUMMARY", "ON STAGE", "EXPERIENCE", "LINKS")

    assert [line for line in written(everything()).splitlines() if line in titles] == [*titles]
