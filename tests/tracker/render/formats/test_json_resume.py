import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import FormatChecker
from jsonschema.validators import validator_for

from tests.tracker.render.documents import PROFILE, PULL, TALK, everything, resume, talk
from tracker.present.document import Group, Link, ResumeDocument, Section
from tracker.render.clean import clean
from tracker.render.formats.json_resume import json_resume, write
from tracker.resume_content.content import Part

SCHEMAS = sorted((Path(__file__).parent / "schemas").glob("*-schema-*.json"))
HOSTILE = '"}], "x": <script>\\u0000 \N{LINE SEPARATOR} {{ }} 名前 \N{ROCKET}'


def written(document: ResumeDocument) -> dict[str, Any]:
    return dict(json.loads(write(clean(document))))


def complaints(schema: Path, document: ResumeDocument) -> list[str]:
    rules = json.loads(schema.read_text())
    validator = validator_for(rules)(rules, format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(written(document))]


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.stem)
def test_it_is_valid_by_the_official_schemas(schema: Path) -> None:
    assert complaints(schema, everything()) == []
    assert complaints(schema, resume(headline=HOSTILE, name="", footer_url=None)) == []


def test_a_schema_that_is_not_kept_is_noticed() -> None:
    (_, closed) = SCHEMAS
    rules = json.loads(closed.read_text())

    errors = validator_for(rules)(rules).iter_errors({"work": [{"startDate": "May"}], "mine": 1})

    assert len([*errors]) == 2


def test_the_person_is_where_its_tools_look() -> None:
    basics = written(everything())["basics"]

    assert (basics["name"], basics["label"]) == ("Ada Lindqvist", "Makes queues behave under load")
    assert (basics["email"], basics["url"]) == (
        "ada@lindqvist.example",
        "https://lindqvist.example/",
    )
    assert basics["phone"] == "+44 20 7946 0123"
    assert basics["location"] == {"address": "Ghent, Belgium"}
    github, typed = basics["profiles"]
    assert (github["network"], github["username"]) == ("GitHub", "ada")
    assert typed["section"] == "links"
    assert (typed["label"], typed["url"]) == ("Field notes", "https://notes.example/ada")


def test_a_second_address_or_number_is_a_profile_that_says_what_it_is() -> None:
    links = (
        Link("a@a.example", "mailto:a@a.example"),
        Link("b@b.example", "mailto:b@b.example"),
        Link("+32 9 123 45 67", "tel:+3291234567"),
        Link("09 765 43 21", "tel:097654321"),
    )

    basics = written(resume(links=links))["basics"]

    assert (basics["email"], basics["phone"]) == ("a@a.example", "+32 9 123 45 67")
    assert [each["network"] for each in basics["profiles"]] == ["E-mail", "Phone"]


def test_a_bullet_reads_as_a_sentence_and_stands_whole_beside_it() -> None:
    ember, loom = written(everything())["projects"]

    assert ember["highlights"] == [
        f"Stopped tasks from running twice after a failover. (#4812: {PULL})"
    ]
    assert (ember["type"], ember["keywords"], ember["startDate"]) == (
        "open-source",
        ["Python"],
        "2021-03",
    )
    assert "endDate" not in ember
    assert loom["contributions"] == [
        {
            "text": "Wrote the guide.",
            "evidence": [{"label": "#4812", "url": PULL}],
            "proof": {"label": "v/k3x9", "url": f"{PROFILE}v/k3x9/"},
            "level": "self",
        }
    ]


def test_each_talk_is_a_publication() -> None:
    (publication,) = written(everything())["publications"]

    assert publication["name"] == "Expand, then contract"
    assert (publication["releaseDate"], publication["url"]) == ("2024-05", TALK)


def test_posts_studies_and_service_keep_their_fields() -> None:
    found = written(everything())

    assert found["work"] == [
        {
            "name": "Hearth Systems",
            "position": "Staff engineer",
            "url": "https://hearth.example/",
            "location": "Ghent",
            "startDate": "2019-09",
            "summary": "Keeps the queues of four products running.",
            "highlights": ["Cut the time to deploy by half."],
        }
    ]
    assert found["education"] == [
        {"institution": "Ghent University", "studyType": "M.Sc.", "endDate": "2012"}
    ]
    assert found["volunteer"][0]["organization"] == "Reviewers' circle"
    assert found["skills"] == [{"name": "Python", "evidence": "in 12 changes"}, {"name": "SQL"}]


def test_the_order_and_titles_of_the_sections_are_kept() -> None:
    meta = written(everything(language="pt-BR"))["meta"]

    assert meta["contriblog"]["language"] == "pt-BR"
    sections = meta["contriblog"]["sections"]
    assert [section["part"] for section in sections] == [*map(str, Part)]
    assert sections[2] == {"part": "writing", "title": "On stage"}
    assert (meta["canonical"], meta["lastModified"]) == (PROFILE, "2026-02-01T00:00:00")


def test_hostile_words_stay_words() -> None:
    found = written(everything(headline=HOSTILE))

    assert found["basics"]["label"] == clean(resume(headline=HOSTILE)).headline
    assert "x" not in found


def test_a_link_that_could_run_code_is_not_written() -> None:
    hostile = (Link("site", "javascript:alert(1)"),)
    groups = (Group("", bullets=(talk(evidence=hostile),)),)
    document = resume(links=hostile, sections=(Section(Part.WRITING, groups=groups),))

    assert b"javascript" not in write(clean(document))


def test_equal_documents_give_equal_bytes() -> None:
    assert write(clean(everything())) == write(clean(everything()))
    assert json_resume(clean(everything())) == json.loads(write(clean(everything())))
