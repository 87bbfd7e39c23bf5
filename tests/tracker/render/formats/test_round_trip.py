"""What leaves as JSON Resume and comes back is what its owner wrote."""

import pytest

from tests import make
from tracker.importing.json_resume import read_json_resume
from tracker.present.resume import document_for
from tracker.render.formats import BY_EXTENSION
from tracker.resume_content.content import Position, SkillChoice, TypedLink

pytestmark = pytest.mark.django_db

POSTS = (
    Position(
        what="Staff engineer",
        where="Hearth & Söhne “GmbH”",
        place="Gent, België",
        url="https://hearth.example/a_(b)?c=d&e=%20",
        started="2019-09",
        text="Keeps *four* products <running>.",
        highlights=("Cut the time to deploy by half.", "修复 #12 (see: https://x.example)"),
    ),
    Position(what="Engineer", where="Loom", started="2012", ended="2019-08-31"),
)
STUDIES = (
    Position(what="M.Sc., Computer Science", where="جامعة", ended="2012", highlights=("Thesis",)),
)
LINKS = (TypedLink("https://notes.example/ada", "Field notes"), TypedLink("https://b.example/x"))
WORDS = {"name": "Ada Lindqvist", "headline": "Makes queues behave", "summary": "Eleven years."}


def test_what_was_typed_comes_back() -> None:
    resume = make.resume(
        make.user(website="https://lindqvist.example/"),
        experience=POSTS,
        education=STUDIES,
        links=LINKS,
        skills=(SkillChoice("Python"), SkillChoice("SQL")),
        **WORDS,
    )

    file = BY_EXTENSION["json"].export(document_for(resume, public=False))
    found = read_json_resume(file.decode())

    assert (found.experience, found.education) == (POSTS, STUDIES)
    assert found.skills == ("Python", "SQL")
    assert {"name": found.name, "headline": found.headline, "summary": found.summary} == WORDS
    assert [link.url for link in LINKS] == [link.url for link in found.links][-2:]
    assert found.left_out == ()
