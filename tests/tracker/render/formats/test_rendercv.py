"""The file for RenderCV, held to RenderCV's published rules and, where it is set up, to itself.

`tests/fetch_rendercv.py` sets it up wherever there is a Python that it runs on.
"""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator
from pypdf import PdfReader

from tests.fetch_rendercv import COMMAND
from tests.tracker.render.documents import everything, post, project, resume
from tests.tracker.render.formats.hard import MARKUP, hard_documents
from tracker.present.document import Group, Link, ResumeDocument, Section
from tracker.render.clean import clean
from tracker.render.facts import facts
from tracker.render.formats.rendercv import write
from tracker.render.formats.rendercv_text import escaped, escaped_name, linked
from tracker.resume_content.content import Part
from tracker.resume_content.dates import PartialDate

HARD = hard_documents()
RULES = json.loads((Path(__file__).parent / "schemas" / "rendercv-2.8-cv.json").read_text())
TYPST_COMMAND = re.compile(r"#[A-Za-z(\[{]|\$\$")  # what RenderCV 2.8 hands on to Typst
ICONS = '[package]\nname = "fontawesome"\nversion = "0.6.0"\nentrypoint = "lib.typ"\n'


def read(document: ResumeDocument) -> dict[str, Any]:
    return dict(yaml.safe_load(write(clean(document))))


def printed_by_rendercv(document: ResumeDocument, folder: Path) -> str:
    """What RenderCV prints, without spaces; its icons, which it would download, left out."""
    icons = folder / "typst/packages/preview/fontawesome/0.6.0"
    icons.mkdir(parents=True)
    icons.joinpath("typst.toml").write_text(ICONS)
    icons.joinpath("lib.typ").write_text("#let fa-icon(..any) = []")
    folder.joinpath("cv.yaml").write_bytes(write(clean(document)))
    command = [str(COMMAND), "render", "cv.yaml", "-nomd", "-nohtml", "-nopng", "-pdf", "cv.pdf"]
    env = os.environ | {"XDG_CACHE_HOME": str(folder), "COLUMNS": "200"}
    done = subprocess.run(  # noqa: S603 our own words
        command, cwd=folder, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = PdfReader(folder / "cv.pdf").pages
    return "".join(page.extract_text() for page in pages)


def written(document: ResumeDocument) -> str:
    """What the file says, where there is no RenderCV to print it."""
    return " ".join(strings(read(document)["cv"]))


def strings(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for pair in value.items() for each in pair for text in strings(each)]
    if isinstance(value, list):
        return [text for each in value for text in strings(each)]
    return [str(value)]


def plain(text: str) -> str:
    """Leave out what is not seen and what Markdown escapes by; all quotes are alike."""
    seen = re.sub("[\\s\u2060\u200b\u200d\ufe0e\\\\]+", "", text).casefold()
    return re.sub("[“”]", '"', re.sub("[`\N{LEFT SINGLE QUOTATION MARK}’]", "'", seen))


@pytest.mark.parametrize("document", HARD.values(), ids=HARD)
def test_it_keeps_the_published_rules(document: ResumeDocument) -> None:
    errors = Draft7Validator(RULES).iter_errors(read(document)["cv"])

    assert [error.message for error in errors] == []


@pytest.mark.parametrize("name", ["en", "markup", "nothing", "unnamed"])
def test_rendercv_prints_what_the_document_says(name: str, tmp_path: Path) -> None:
    document = clean(HARD[name])
    printed = printed_by_rendercv(document, tmp_path) if COMMAND.exists() else written(document)

    wanted = (fact for fact in facts(document) if not fact.what.startswith(("the dates", "your ")))
    assert [fact.what for fact in wanted if plain(fact.text) not in plain(printed)] == []


@pytest.mark.parametrize("name", ["ar", "scripts"])
def test_rendercv_takes_every_script(name: str, tmp_path: Path) -> None:
    document = clean(HARD[name])

    assert printed_by_rendercv(document, tmp_path) if COMMAND.exists() else written(document)


@pytest.mark.parametrize("text", MARKUP)
def test_no_text_holds_what_rendercv_would_run(text: str) -> None:
    for made in (
        escaped(text),
        escaped_name(text),
        linked(Link(text, "https://x.example/#read()")),
    ):
        label = made.rpartition("](")[0] or made
        assert not TYPST_COMMAND.search(label)
        assert "`" not in label
        assert not re.search("[<&](?!\u2060)", label)
        assert not re.search(r"(?<!\\)(\\\\)*[*_\]]", label)


@pytest.mark.parametrize("mark", ['"', "\\", "/"])
def test_a_name_ends_no_string_and_no_folder(mark: str) -> None:
    assert mark not in escaped_name(f"Ada{mark}, read(x), {mark}")


def test_its_fields_are_rendercvs_own() -> None:
    file = read(everything(language="de"))
    sections = file["cv"]["sections"]

    assert file["cv"]["email"] == "ada@lindqvist.example"
    assert file["cv"]["phone"] == "+442079460123"
    assert (file["locale"], file["settings"]) == (
        {"language": "german"},
        {"current_date": "2026-02-01"},
    )
    assert sections["Berufserfahrung"] == [
        {
            "company": "[Hearth Systems](https://hearth.example/)",
            "position": "Staff engineer",
            "summary": "Keeps the queues of four products running.",
            "location": "Ghent",
            "highlights": ["Cut the time to deploy by half."],
            "start_date": "2019-09",
            "end_date": "present",
        }
    ]
    assert {"label": "Python", "details": "in 12 changes"} in sections["Kenntnisse"]


@pytest.mark.parametrize(
    ("started", "ended", "dates"),
    [
        (PartialDate(2019), PartialDate(2021, 5), {"start_date": 2019, "end_date": "2021-05"}),
        (None, PartialDate(2012), {"date": 2012}),
        (PartialDate(2024), PartialDate(2020), {"date": "2024 \N{EN DASH} 2020"}),
        (PartialDate(2030), None, {"date": "2030 \N{EN DASH} Present"}),
        (None, None, {}),
    ],
)
def test_dates_are_such_as_rendercv_takes(
    started: PartialDate | None, ended: PartialDate | None, dates: dict[str, object]
) -> None:
    place = post(started=started, ended=ended)
    (entry,) = read(resume(sections=(Section(Part.EXPERIENCE, groups=(place,)),)))["cv"][
        "sections"
    ]["Experience"]

    assert {key: entry[key] for key in entry if "date" in key} == dates


@pytest.mark.parametrize(
    "url",
    ["mailto:ada@host", "mailto:ada@intranet.local", "https://a..b/", "https://x.example:99999/"],
)
def test_an_address_that_rendercv_doubts_is_told_without_a_link(url: str) -> None:
    cv = read(everything(links=(Link("reach me", url),), footer_url=None))["cv"]

    assert "email" not in cv
    assert cv["custom_connections"] == [
        {"fontawesome_icon": "link", "placeholder": "reach me", "url": None}
    ]


@pytest.mark.parametrize("url", ["tel:5035550142", "tel:+3291234567", "tel:+999123456789"])
def test_a_phone_number_that_rendercv_would_refuse_is_told_as_text(url: str) -> None:
    cv = read(everything(links=(Link("ring me", url),), footer_url=None))["cv"]

    assert "phone" not in cv
    assert [each["placeholder"] for each in cv["custom_connections"]] == ["ring me"]
    assert cv["custom_connections"][0]["url"] is None


@pytest.mark.parametrize(
    "url", ["tel:+442079460123", "tel:+15034940142;ext=12", "tel:5035550142", "tel:+999123456789"]
)
def test_rendercv_takes_the_file_whatever_the_phone_number(url: str, tmp_path: Path) -> None:
    document = everything(links=(Link("the number", url),))

    assert printed_by_rendercv(document, tmp_path) if COMMAND.exists() else written(document)


def test_sections_of_one_title_and_groups_without_a_name_are_kept() -> None:
    groups = (project(), Group("", bullets=project().bullets))
    sections = (
        Section(Part.PROJECTS, title="Work", groups=groups),
        Section(Part.COMMUNITY, title="Work", groups=groups),
    )

    found = read(resume(sections=sections))["cv"]["sections"]

    assert len(found) == 2
    assert [entry["name"] for entry in found["Work"]][1] == "Work"
