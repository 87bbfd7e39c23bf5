"""LinkedIn's export: the ZIP, a table alone, and what people and attackers make of them."""

import io
import tracemalloc
import zipfile

import pytest

from tests.tracker.importing.files import EDUCATION, EXPORT, POSITIONS, PROFILE, SKILLS, zipped
from tracker.importing.archive import MAX_UNPACKED
from tracker.importing.errors import UnreadableFileError
from tracker.importing.found import LeftOut
from tracker.importing.reading import read
from tracker.resume_content.content import MAX_POSITIONS, Position, TypedLink


def test_the_zip_gives_posts_studies_skills_links_and_words() -> None:
    found = read(zipped(EXPORT))

    assert (found.name, found.headline) == ("Ada Lindqvist", "Keeps queues honest")
    assert found.summary == "I repair services.\nMostly at night."
    assert found.experience == (
        Position(
            what="Staff Engineer",
            where="Nimbus AB",
            place="Ghent, Belgium",
            started="2021-03",
            text="Keeps the broker up.",
            highlights=("Cut lost jobs from 12 to 0", "Wrote the runbook"),
        ),
        Position(
            what="Engineer",
            where="Old Mill",
            place="Malmö",
            started="2016-08",
            ended="2021-02",
            text="Ran the payroll",
        ),
    )
    assert found.education == (
        Position(
            what="MSc Computer Science",
            where="Lund University",
            started="2011",
            ended="2016",
            text="With distinction",
            highlights=("Chess club",),
        ),
    )
    assert found.skills == ("Python", "PostgreSQL")
    assert found.links == (
        TypedLink("https://ada.example"),
        TypedLink("https://work.ada.example/all"),
    )


def test_columns_that_were_not_read_are_named_and_no_private_one_is_taken() -> None:
    found = read(zipped({"Profile.csv": PROFILE}))

    named = {left.what for left in found.left_out}
    assert {"Profile.csv: address", "Profile.csv: birth date", "Profile.csv: zip code"} <= named
    assert "Secret Street" not in str(found)


def test_files_that_could_concern_a_resume_are_named_and_the_others_counted() -> None:
    more = {
        "Projects.csv": "Title\nLoom\n",
        "messages.csv": "FROM\nsecret\n",
        "Connections.csv": "",
    }
    found = read(zipped({"Positions.csv": POSITIONS} | more))

    assert set(found.left_out) == {
        LeftOut("Projects.csv", "log what of it was open source"),
        LeftOut("Other files, unopened", "they concern no résumé", 2),
    }


def test_folders_case_notes_and_semicolons_do_not_matter() -> None:
    noted = 'Notes:\r\n"This file contains your positions."\r\n\r\n' + POSITIONS
    schools = "SCHOOL NAME;Degree Name\r\nLund;MSc\r\n"
    files = {"POSITIONS.CSV": noted, "Education.csv": schools}

    found = read(zipped(files, folder="Basic_LinkedInDataExport_08-25-2026/"))

    assert len(found.experience) == 2
    assert found.education[0].where == "Lund"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_table_in_another_encoding_keeps_its_letters(encoding: str) -> None:
    found = read(zipped({"Positions.csv": POSITIONS.encode(encoding)}))

    assert found.experience[1].place == "Malmö"


@pytest.mark.parametrize(
    ("table", "part"),
    [
        (POSITIONS, "experience"),
        ("Company Name,Role,Cause,Started On\nClub,Mentor,Education,Jan 2025\n", "experience"),
        (EDUCATION, "education"),
        ("Name,Url,Authority,Started On\nCKA,https://c.example,CNCF,Mar 2022\n", "education"),
        (PROFILE, "links"),
        (SKILLS, "skills"),
    ],
)
def test_a_table_alone_is_known_by_its_columns(table: str, part: str) -> None:
    assert getattr(read(table.encode()), part)


def test_months_in_the_language_of_the_member_are_read() -> None:
    table = (
        "Company Name,Title,Started On,Finished On\n"
        "A,B,janv. 2020,août 2021\nC,D,Mai 2019,Dez. 2020\nE,F,ene. 2018,abr 2019\n"
    )

    spans = [(post.started, post.ended) for post in read(table.encode()).experience]

    assert spans == [("2020-01", "2021-08"), ("2019-05", "2020-12"), ("2018-01", "2019-04")]


def test_ten_thousand_positions_are_bounded_and_counted() -> None:
    rows = "".join(f"Company {number},Engineer\n" for number in range(10_000))
    found = read(f"Company Name,Title\n{rows}".encode())

    assert len(found.experience) == MAX_POSITIONS
    assert found.left_out == (LeftOut("Positions", "a résumé holds 40 of them", 9_960),)


def test_rows_of_any_length_are_read() -> None:
    table = "Company Name,Title\nA\nB,Engineer,and,more\n,\n\n"

    posts = [(post.where, post.what) for post in read(table.encode()).experience]

    assert posts == [("A", ""), ("B", "Engineer")]


def bomb() -> bytes:
    return zipped({"Positions.csv": b"\0" * (MAX_UNPACKED + 1)})


def tight_bomb(method: int) -> bytes:
    """A ZIP of another method, whose readers unpack a whole file to hand out its beginning."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr("Positions.csv", b"\0" * (8 * MAX_UNPACKED))
    return buffer.getvalue()


def locked() -> bytes:
    """A ZIP whose one file is marked as encrypted."""
    content = bytearray(zipped({"Positions.csv": POSITIONS}))
    for at in (content.index(b"PK\x03\x04") + 6, content.index(b"PK\x01\x02") + 8):
        content[at] |= 1
    return bytes(content)


def lying() -> bytes:
    """A ZIP whose directory claims that its file is small."""
    content = bytearray(bomb())
    at = content.index(b"PK\x01\x02") + 24
    content[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (zipped({"notes.txt": "hello"}), "none of LinkedIn’s tables"),
        (zipped({f"{number}.csv": "" for number in range(2_001)}), "more than 2,000 files"),
        (bomb(), "far larger than such tables are"),
        (locked(), "damaged or locked"),
        (lying(), "damaged or locked"),
        (zipped(EXPORT)[:200], "damaged or locked"),
        (b"PK\x03\x04 not a zip", "damaged or locked"),
        (b"From,To\na,b\n", "neither JSON Resume nor"),
        (b"\xff\xd8\xff\xe0 a picture", "neither JSON Resume nor"),
        (b'Company Name,Title\n"' + b"x" * 200_000 + b'",b\n', "table cannot be read"),
        (b"Company Name,Title\n" + b"a\n" * 20_001, "more than 20,000 rows"),
    ],
    ids=[
        *("other", "many", "bomb", "locked", "lying", "cut", "false", "csv", "picture", "field"),
        "long",
    ],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        read(content)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_what_unpacks_without_a_bound_is_not_unpacked(method: int) -> None:
    bomb = tight_bomb(method)
    tracemalloc.start()

    with pytest.raises(UnreadableFileError, match="packed in a way"):
        read(bomb)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MAX_UNPACKED


def test_a_small_zip_of_many_cells_takes_little_memory() -> None:
    columns = "Company Name,Title," + ",".join(f"column {number}" for number in range(1_000))
    bomb = zipped({"Positions.csv": "\n".join([columns, *["x" + "," * 1_000] * 4_000])})
    tracemalloc.start()

    read(bomb)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(bomb) < 100_000
    assert peak < 12 * MAX_UNPACKED


def test_a_table_of_more_cells_than_a_person_has_is_refused() -> None:
    columns = "Company Name,Title," + ",".join(f"column {number}" for number in range(1_000))
    bomb = zipped({"Positions.csv": "\n".join([columns, *["x," * 1_000] * 201])})

    with pytest.raises(UnreadableFileError, match="200,000 cells"):
        read(bomb)


@pytest.mark.parametrize(
    "site",
    ["https://a.example/\0", "https://a.example/" + "x" * 3_000, "https://-"],
    ids=["control", "long", "odd"],
)
def test_a_website_that_is_no_address_is_named_and_not_taken(site: str) -> None:
    profile = PROFILE.replace("https://work.ada.example/all", site)

    found = read(profile.encode())

    assert found.links[0] == TypedLink("https://ada.example")
    assert all(len(link.url) <= 2_000 and "\0" not in link.url for link in found.links)
    is_named = LeftOut("Websites", "it is not a web address") in found.left_out
    assert is_named is (len(found.links) == 1)


def test_names_with_paths_in_them_are_only_names() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../../etc/Positions.csv", POSITIONS)
        archive.writestr("C:\\Windows\\Skills.csv", SKILLS)

    found = read(buffer.getvalue())

    assert len(found.experience) == 2
    assert found.skills == ("Python", "PostgreSQL")


def test_a_table_of_other_columns_is_named_and_the_rest_is_read() -> None:
    found = read(zipped({"Positions.csv": "Firma,Titel\nA,B\n", "Education.csv": EDUCATION}))

    assert found.education
    assert found.left_out == (
        LeftOut("positions.csv", "its columns are not those that LinkedIn writes"),
    )
