"""The résumé as Word, Markdown, text, page and data, for its owner alone."""

from typing import Any

import pytest
from django.test import Client

from accounts.models import User
from tests import make
from tracker.models import Resume
from tracker.render.formats import ALL, BY_EXTENSION, Format
from tracker.render.formats.web_page import STYLE_SOURCES
from tracker.render.pool import Limits, renderer
from tracker.resume_content.content import Position

pytestmark = pytest.mark.django_db

EVERY = pytest.mark.parametrize("each", ALL, ids=BY_EXTENSION)


@pytest.fixture
def ada(client: Client) -> User:
    ada = make.user("ada", name="Ada Lindqvist")
    make.highlight(ada, number=4812)
    client.force_login(ada)
    return ada


def path(resume: Resume, extension: str) -> str:
    return f"/resumes/{resume.pk}/export.{extension}"


def get(client: Client, owner: User, extension: str, **content: Any) -> Any:
    return client.get(path(make.resume(owner, **content), extension))


@EVERY
def test_a_file_comes_under_its_name_and_type(client: Client, ada: User, each: Format) -> None:
    response = get(client, ada, each.extension)

    disposition = response.headers["Content-Disposition"]
    assert response.status_code == 200
    assert response.headers["Content-Type"] == each.mime
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert disposition.startswith("inline" if each.is_page else "attachment")
    assert f"Ada%20Lindqvist%20r%C3%A9sum%C3%A9.{each.extension}" in disposition


@pytest.mark.parametrize("extension", [*BY_EXTENSION, "pdf"])
@pytest.mark.parametrize("row", [Position(started="2020"), Position(what="\u202e")], ids=repr)
def test_a_section_whose_rows_print_nothing_is_not_there(
    client: Client, ada: User, row: Position, extension: str
) -> None:
    response = get(client, ada, extension, experience=(row,))

    assert response.status_code == 200
    assert b"Experience" not in response.content


@EVERY
def test_a_file_that_the_browser_has_is_not_sent_again(
    client: Client, ada: User, each: Format
) -> None:
    address = path(make.resume(ada), each.extension)
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    make.highlight(ada)
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"
    assert changed.status_code == 200


@EVERY
def test_another_persons_resume_is_not_found(client: Client, ada: User, each: Format) -> None:
    assert get(client, make.user(), each.extension).status_code == 404


@EVERY
def test_a_visitor_is_asked_to_sign_in(client: Client, each: Format) -> None:
    response = get(client, make.user(), each.extension)

    assert response.status_code == 302
    assert "login" in response.headers["Location"]


def test_a_format_that_we_do_not_have_is_not_found(client: Client, ada: User) -> None:
    assert get(client, ada, "exe").status_code == 404


@pytest.mark.parametrize("extension", ["md", "txt", "html", "json"])
def test_what_is_private_is_in_no_file(client: Client, ada: User, extension: str) -> None:
    make.highlight(ada, place=make.repository("acme/vault", is_private=True))

    content = get(client, ada, extension, summary="I fix things.").content.decode()

    assert "I fix things." in content
    assert "4812" in content
    assert "acme/vault" not in content


@EVERY
def test_a_typesetter_that_fails_takes_no_other_format_with_it(
    client: Client, ada: User, each: Format, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer.close()
    monkeypatch.setattr(renderer, "limits", Limits(memory_mib=1))

    assert get(client, ada, "pdf").status_code == 503
    assert get(client, ada, each.extension).status_code == 200
    renderer.close()


def test_the_page_may_use_its_own_style_and_nothing_else(client: Client, ada: User) -> None:
    policy = get(client, ada, "html").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy
    assert all(source in policy for source in STYLE_SOURCES)
