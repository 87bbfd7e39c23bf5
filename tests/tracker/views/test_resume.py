"""The résumé's page, preview and file, for its owner."""

from io import BytesIO
from typing import Any

import pytest
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from pypdf import PdfReader

from accounts.models import User
from tests import make
from tracker import curate
from tracker.models import RenderedFile
from tracker.present.resume import document_for
from tracker.render.errors import RenderCrashError
from tracker.views.pdf import file_name, pdf_response

pytestmark = pytest.mark.django_db

WORDS = {"title": "Backend", "revision": "0"}


@pytest.fixture
def ada(client: Client) -> User:
    ada = make.user("ada", name="Ada Lindqvist", headline="Engineer")
    client.force_login(ada)
    return ada


def own(owner: User, **content: Any) -> str:
    return f"/resumes/{make.resume(owner, **content).pk}/"


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_the_file_says_what_the_resume_says(client: Client, ada: User) -> None:
    make.highlight(ada, number=4812)

    response = client.get(own(ada, summary="I fix things.") + "export.pdf")

    reader = PdfReader(BytesIO(response.content))
    printed = "".join(page.extract_text() for page in reader.pages)
    for fact in ("Ada Lindqvist", "Engineer", "I fix things.", "The cursor now follows", "#4812"):
        assert fact in printed
    assert response.headers["Content-Disposition"] == (
        "attachment; filename*=utf-8''Ada%20Lindqvist%20r%C3%A9sum%C3%A9.pdf"
    )


def test_a_file_is_kept_only_once_it_was_sent(
    ada: User, rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HttpResponse, "close", lambda _: None)  # it would end our transaction
    document = document_for(make.resume(ada), public=False)

    response = pdf_response(rf.get("/"), document, owner=ada, cache_control="no-store")
    assert isinstance(response, HttpResponse)
    assert not RenderedFile.objects.exists()
    response.close()

    assert bytes(RenderedFile.objects.get().content) == response.content


def test_a_file_that_cannot_be_kept_is_had_all_the_same(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(type(RenderedFile.objects), "keep", fail)

    assert client.get(own(ada) + "export.pdf").content.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ada Lindqvist", "Ada Lindqvist résumé.pdf"),
        ("李 小龙", "李 小龙 résumé.pdf"),
        ("../../etc/passwd", "etc passwd résumé.pdf"),
        ('a"\r\nSet-Cookie: x=1', "a Set-Cookie x 1 résumé.pdf"),
        ("con|<>:*?\\", "con résumé.pdf"),
        ("...", "résumé.pdf"),
        ("x" * 500, "x" * 80 + " résumé.pdf"),
    ],
)
def test_a_file_name_is_safe_whatever_the_name(name: str, file: str) -> None:
    assert file_name(name) == file


def test_the_preview_is_a_picture_that_only_its_owner_keeps(client: Client, ada: User) -> None:
    make.highlight(ada)
    path = own(ada) + "preview/1.png"

    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.content.startswith(b"\x89PNG\r\n\x1a\n")
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert again.status_code == 304


def test_what_is_hidden_is_gone_from_the_preview_at_once(client: Client, ada: User) -> None:
    hidden = make.highlight(ada)
    path = own(ada) + "preview/1.png"
    first = client.get(path)

    curate.set_hidden(hidden, on=True)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]
    assert again.content != first.content


def test_every_page_is_previewed(client: Client, ada: User) -> None:
    for _ in range(40):
        make.highlight(ada)
    path = own(ada)

    page = text(client, path)

    assert "Page 2 of " in page
    assert client.get(f"{path}preview/2.png").status_code == 200
    assert client.get(f"{path}preview/2.png").content != client.get(f"{path}preview/1.png").content


@pytest.mark.usefixtures("broken_typesetter")
def test_a_typesetter_that_fails_is_said_with_a_way_to_retry(client: Client, ada: User) -> None:
    make.highlight(ada)
    path = own(ada)

    page, picture, file = (
        client.get(path),
        client.get(f"{path}preview/1.png"),
        client.get(f"{path}export.pdf"),
    )

    sentence = str(RenderCrashError())
    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert "Try again" in page.content.decode()
    assert (picture.status_code, file.status_code) == (503, 503)
    assert sentence in file.content.decode()
    assert "Content-Disposition" not in file.headers


@pytest.mark.parametrize("rest", ["export.pdf", "preview/1.png", "thumbnail.png"])
def test_a_theme_that_is_not_here_is_said(client: Client, ada: User, rest: str) -> None:
    resume = make.resume(ada, theme_version=99)

    answer = client.get(f"/resumes/{resume.pk}/{rest}")

    assert answer.status_code == 503
    assert "the theme Plain has no version 99 here" in answer.content.decode()


@pytest.mark.parametrize("rest", ["", "preview/1.png", "export.pdf"])
def test_another_persons_resume_is_not_there(client: Client, ada: User, rest: str) -> None:
    theirs = own(make.user()) + rest

    assert client.get(theirs).status_code == 404
    assert client.post(own(make.user()), WORDS).status_code == 404


@pytest.mark.parametrize("rest", ["", "preview/1.png", "export.pdf"])
def test_a_visitor_is_asked_to_sign_in(client: Client, rest: str) -> None:
    response = client.get(own(make.user()) + rest)

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/accounts/login/")
