"""JSON Resume, from other programs and from ours."""

import json
from datetime import date

import pytest

from tests.tracker.importing.files import json_file
from tracker.importing.errors import UnreadableFileError
from tracker.importing.found import Found, LeftOut
from tracker.importing.notes import MAX_VALUES, MOST_MARKS
from tracker.importing.reading import MAX_BYTES, read
from tracker.present.document import Bullet, Group, Link, ResumeDocument, Section, Skill
from tracker.render.formats.json_resume import write
from tracker.resume_content.content import (
    MAX_POSITIONS,
    Part,
    Position,
    ResumeContent,
    TypedLink,
)
from tracker.resume_content.dates import PartialDate
from tracker.resume_content.stored import from_json, to_json

NO_PLACE = "a résumé here has no place for it"


def test_a_post_comes_whole() -> None:
    work = {
        "name": "Nimbus AB",
        "position": "Staff Engineer",
        "location": "Ghent",
        "url": "https://nimbus.example",
        "startDate": "2021-03",
        "endDate": "2024-03-18",
        "summary": "Keeps the broker up.\nAlso at night.",
        "highlights": ["Cut lost jobs from 12 to 0", "Wrote the runbook"],
    }

    found = read(json_file(work=[work]))

    assert found.experience == (
        Position(
            what="Staff Engineer",
            where="Nimbus AB",
            place="Ghent",
            url="https://nimbus.example",
            started="2021-03",
            ended="2024-03-18",
            text="Keeps the broker up.\nAlso at night.",
            highlights=("Cut lost jobs from 12 to 0", "Wrote the runbook"),
        ),
    )
    assert found.left_out == ()


def test_older_names_of_fields_are_read() -> None:
    found = read(
        json_file(
            basics={"website": "https://ada.example"},
            work=[{"company": "Nimbus", "website": "nimbus.example", "position": "Engineer"}],
            education=[{"institution": "Lund", "studyType": "MSc", "area": "Maths", "gpa": "4.0"}],
        )
    )

    assert found.links == (TypedLink("https://ada.example"),)
    assert found.experience[0].where == "Nimbus"
    assert found.experience[0].url == "https://nimbus.example"
    assert found.education[0].what == "MSc, Maths"
    assert found.education[0].highlights == ("Score: 4.0",)


def test_the_basics_skills_volunteering_and_certificates_come() -> None:
    found = read(
        json_file(
            basics={
                "name": "Ada",
                "label": "Engineer",
                "summary": "I repair services.",
                "profiles": [{"network": "GitHub", "url": "https://github.com/ada"}],
            },
            volunteer=[{"organization": "Code Club", "position": "Mentor"}],
            certificates=[
                {"name": "CKA", "issuer": "CNCF", "date": "2022-03-01", "url": "https://c.example"}
            ],
            skills=[{"name": "Databases", "keywords": ["PostgreSQL", "Redis"]}, {"name": "Go"}],
        )
    )

    assert (found.name, found.headline, found.summary) == ("Ada", "Engineer", "I repair services.")
    assert found.links == (TypedLink("https://github.com/ada", "GitHub"),)
    assert [(post.what, post.where) for post in found.experience] == [("Mentor", "Code Club")]
    assert found.education == (
        Position(what="CKA", where="CNCF", url="https://c.example", ended="2022-03-01"),
    )
    assert found.skills == ("PostgreSQL", "Redis", "Go")


def test_how_to_reach_the_person_is_found() -> None:
    basics = {"name": "Ada", "email": "ada@example.com", "phone": "+32\u00a09\u00a0123 45 67"}

    found = read(json_file(basics=basics))

    assert (found.contact_email, found.contact_phone) == ("ada@example.com", "+32 9 123 45 67")
    assert found.left_out == ()


def test_what_has_no_place_is_named_with_the_reason() -> None:
    found = read(
        json_file(
            basics={
                "name": "Ada",
                "email": "ada at home",
                "phone": "ask me",
                "image": "https://x.example/a.png",
            },
            work=[{"name": "A", "salary": 3}, {"name": "B", "salary": 4}],
            projects=[{"name": "loom"}],
            awards=[{"title": "Best"}, {"title": "Second best"}],
            interests=[],
        )
    )

    assert set(found.left_out) == {
        LeftOut("basics.email", "it is not an e-mail address"),
        LeftOut("basics.phone", "it is not a phone number"),
        LeftOut("basics.image", NO_PLACE),
        LeftOut("work.salary", NO_PLACE, 2),
        LeftOut("projects", "your log has them, or you can log them by hand"),
        LeftOut("awards", NO_PLACE, 2),
    }


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("2024", "2024"),
        ("2024-03", "2024-03"),
        ("2024-03-18", "2024-03-18"),
        ("2014-06-29T00:00:00.000Z", "2014-06-29"),
        ("Mar 2021", "2021-03"),
        ("März 2021", "2021-03"),
        ("sept. 2019", "2019-09"),
        ("février 2020", "2020-02"),
        ("agosto de 2018", "2018-08"),
        ("Dec 12, 2017", "2017-12"),
        ("2021年3月", "2021-03"),
        ("03/2021", "2021-03"),
        ("يناير 2021", "2021-01"),
        ("", ""),
    ],
)
def test_a_date_is_read_as_far_as_it_says(written: str, read_as: str) -> None:
    found = read(json_file(work=[{"name": "A", "startDate": written}]))

    assert found.experience[0].started == read_as
    assert found.left_out == ()


@pytest.mark.parametrize("odd", ["soon", "2024-13", "0000", "Foo 2021", "月 2021", "9" * 400])
def test_a_date_that_cannot_be_read_is_named(odd: str) -> None:
    found = read(json_file(work=[{"name": "A", "endDate": odd}]))

    assert found.experience[0].ended == ""
    assert found.left_out == (LeftOut("work.endDate", "it is not a date that we can read"),)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>",
        "file:///etc/passwd",
        "https://",
        "https://a.example/" + "x" * 3_000,
    ],
)
def test_only_a_web_address_becomes_a_link(url: str) -> None:
    found = read(json_file(basics={"name": "Ada", "url": url, "profiles": [{"url": url}]}))

    assert found.links == ()
    assert {left.why for left in found.left_out} == {"it is not a web address"}


def test_ten_thousand_posts_are_bounded_and_counted() -> None:
    found = read(json_file(work=[{"name": f"Post {number}"} for number in range(10_000)]))

    assert len(found.experience) == MAX_POSITIONS
    assert found.left_out == (LeftOut("work", "a résumé holds 40 of them", 9_960),)


def test_long_and_dirty_text_fits_into_a_resume() -> None:
    dirty = "a\x00\ud800\u202eb\ufffe" + "x" * 5_000
    found = read(
        json.dumps(
            {
                "work": [
                    {"name": dirty, "position": dirty, "summary": dirty, "highlights": [dirty] * 99}
                ]
            }
        ).encode()
    )

    content = from_json(to_json(ResumeContent(experience=found.experience)))
    assert content.experience[0].where.startswith("abxx")
    assert content.experience[0].where.endswith("…")
    assert len(content.experience[0].highlights) == 20


@pytest.mark.parametrize("odd", [7, "text", [1, None, "a"], {"a": 1}, [[]], True, 1.5], ids=str)
def test_a_part_of_another_shape_is_passed_over(odd: object) -> None:
    parts = ("work", "education", "skills", "volunteer", "certificates", "meta")
    found = read(json_file(basics={"name": "Ada", "profiles": odd}, **dict.fromkeys(parts, odd)))

    assert found.name == "Ada"
    assert (found.experience, found.education, found.links) == ((), (), ())


@pytest.mark.parametrize("key", ["position", "summary", "startDate", "url", "highlights"])
def test_a_value_of_another_shape_is_passed_over(key: str) -> None:
    found = read(json_file(work=[{"name": "A", key: {"a": [1]}}]))

    assert found.experience == (Position(where="A"),)
    assert [left.what for left in found.left_out] == [f"work.{key}"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "neither JSON Resume nor"),
        (b"{", "not valid JSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b"[1, 2]", "not a résumé"),
        (b'{"a": 1}', "not a résumé"),
        (b'{"basics": {}}', "nothing in it to take"),
        (b'{"work": ' + b"9" * 10_000 + b"}", "not valid JSON"),
        (b"%PDF-1.7", "The file is a PDF"),
        (b" " * (MAX_BYTES + 1), "larger than 5 MB"),
    ],
    ids=["empty", "broken", "deep", "list", "other", "nothing", "number", "pdf", "large"],
)
def test_a_file_that_cannot_be_read_says_why(content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFileError, match=said):
        read(content)


def test_more_text_than_a_resume_can_use_is_refused() -> None:
    posts = [{"name": "A", "highlights": ["x" * 600] * 20}] * 40

    with pytest.raises(UnreadableFileError, match="far more than stands on a résumé"):
        read(json_file(work=posts))


def test_what_was_typed_into_a_resume_of_ours_comes_back_from_its_file() -> None:
    post = Group(
        "Nimbus",
        url="https://nimbus.example",
        role="Engineer",
        place="Ghent",
        description="Ran the broker.",
        started=PartialDate(2021, 3),
        ended=PartialDate(2024, 3, 18),
        bullets=(Bullet("Cut lost jobs from 12 to 0"),),
    )
    study = Group("Lund", role="MSc", started=PartialDate(2011), bullets=(Bullet("Databases"),))
    community = Group("loom", bullets=(Bullet("Answered 12 questions"),))
    sections = (
        Section(Part.SUMMARY, text="I repair services."),
        Section(Part.COMMUNITY, groups=(community,)),
        Section(Part.SKILLS, skills=(Skill("Python", "in 3 projects"), Skill("Go"))),
        Section(Part.EXPERIENCE, groups=(post,)),
        Section(Part.EDUCATION, groups=(study,)),
        Section(Part.LINKS, links=(Link("Talks", "https://ada.example/talks"),)),
    )
    document = ResumeDocument("Ada: résumé", "Ada", date(2026, 1, 1), sections=sections)

    found = read(write(document))

    assert found == Found(
        source="JSON Resume",
        name="Ada",
        summary="I repair services.",
        experience=(
            Position(
                what="Engineer",
                where="Nimbus",
                place="Ghent",
                url="https://nimbus.example",
                started="2021-03",
                ended="2024-03-18",
                text="Ran the broker.",
                highlights=("Cut lost jobs from 12 to 0",),
            ),
        ),
        education=(Position(what="MSc", where="Lund", started="2011", highlights=("Databases",)),),
        skills=("Python", "Go"),
        links=(TypedLink("https://ada.example/talks", "Talks"),),
        left_out=(LeftOut("volunteer", "your log has them, or you can log them by hand"),),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_any_unicode_encoding_is_read(encoding: str) -> None:
    text = json.dumps({"basics": {"name": "Åsa 李"}}, ensure_ascii=False)

    assert read(text.encode(encoding)).name == "Åsa 李"


def test_marks_piled_on_a_letter_without_end_are_cut_before_they_are_sorted() -> None:
    marks = "\u0316\u0301" * MOST_MARKS

    found = read(json_file(basics={"name": f"A{marks} e\u0301"}))

    assert MOST_MARKS <= len(found.name) <= MOST_MARKS + len("A é")
    assert found.name.endswith(" é")


def test_values_without_end_are_not_all_read() -> None:
    empty = json_file(work=[{"name": "Nimbus", "highlights": [""] * (MAX_VALUES + 1)}])

    with pytest.raises(UnreadableFileError, match="far more than stands on a résumé"):
        read(empty)
