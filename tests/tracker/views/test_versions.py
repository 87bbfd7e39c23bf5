"""The versions of a résumé, as their pages show them."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests import make
from tracker import studio
from tracker.models import Resume, ResumeVersion
from tracker.present.resume.versions import AT_A_TIME
from tracker.resume_content.content import ResumeContent, Theme

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def resume(client: Client) -> Resume:
    ada = make.user("ada", name="Ada Lindqvist")
    client.force_login(ada)
    return studio.create(ada, "Backend")


def save(resume: Resume, content: ResumeContent) -> None:
    stored = Resume.objects.get(pk=resume.pk)
    studio.save(owner(resume), resume.pk, content, revision=stored.revision)


def owner(resume: Resume) -> User:
    return resume.user


def text(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def pages(resume: Resume) -> str:
    return f"/resumes/{resume.pk}/versions/"


def test_before_the_first_change_there_are_none(client: Client, resume: Resume) -> None:
    assert "None yet. The first change" in text(client, pages(resume))


def test_each_version_says_what_it_changed(client: Client, resume: Resume) -> None:
    save(resume, ResumeContent(headline="Engineer"))
    studio.keep(owner(resume), resume.pk, "Sent to Acme")
    save(resume, ResumeContent(headline="Engineer", theme=Theme.INK))

    page = text(client, pages(resume))

    assert page.index("Theme Ink") < page.index("Sent to Acme") < page.index("Headline written")
    assert "The oldest that is kept" in page


def test_a_version_is_kept_under_a_name(client: Client, resume: Resume) -> None:
    client.post(pages(resume), {"label": "Sent <b>"})

    assert "Sent &lt;b&gt;" in text(client, pages(resume))
    refused = client.post(pages(resume), {"label": "  "})
    assert refused.status_code == 422
    assert resume.versions.count() == 1


def test_a_version_is_shown_as_its_pages_look(client: Client, resume: Resume) -> None:
    save(resume, ResumeContent(summary="I build."))
    version = resume.versions.get()

    page = text(client, f"{pages(resume)}{version.pk}/")
    picture = client.get(f"{pages(resume)}{version.pk}/1.png")

    assert "Since then: summary written." in page
    assert f'src="{pages(resume)}{version.pk}/1.png"' in page
    assert picture.content.startswith(PNG)
    assert picture.content != client.get(f"/resumes/{resume.pk}/preview/1.png").content


def test_a_version_is_named_on_its_page(client: Client, resume: Resume) -> None:
    save(resume, ResumeContent(summary="I build."))
    version = resume.versions.get()

    client.post(f"{pages(resume)}{version.pk}/", {"label": "Sent"})

    assert ResumeVersion.objects.get(pk=version.pk).label == "Sent"
    assert 'value="Sent"' in text(client, f"{pages(resume)}{version.pk}/")


def test_a_version_comes_back(client: Client, resume: Resume) -> None:
    save(resume, ResumeContent(summary="I build."))
    version = resume.versions.get()

    answer = client.post(f"{pages(resume)}{version.pk}/restore/")

    assert answer.headers["Location"] == f"/resumes/{resume.pk}/"
    assert Resume.objects.get(pk=resume.pk).content.summary == ""


def test_a_version_of_another_resume_is_not_found(client: Client, resume: Resume) -> None:
    other = studio.create(owner(resume), "Other")
    version = studio.keep(owner(resume), other.pk, "Kept")

    assert client.get(f"{pages(resume)}{version.pk}/").status_code == 404
    assert client.post(f"{pages(resume)}{version.pk}/restore/").status_code == 404


def test_many_versions_stand_on_several_pages(client: Client, resume: Resume) -> None:
    ResumeVersion.objects.bulk_create(
        ResumeVersion(resume=resume, revision=number, stored={}, label=f"No. {number}.")
        for number in range(AT_A_TIME + 3)
    )

    newest = text(client, pages(resume))
    older = text(client, f"{pages(resume)}?before=3")

    assert 'href="?before=3"' in newest
    assert "No. 3." in newest
    assert "No. 2." not in newest
    assert "No. 2." in older
    assert "No. 3." not in older
    assert "The oldest that is kept" in older
    assert "The oldest that is kept" not in newest


@pytest.mark.parametrize("before", ["", "x", "-1", "9" * 30, "٣"])
def test_an_address_that_names_no_revision_shows_the_newest(
    client: Client, resume: Resume, before: str
) -> None:
    studio.keep(owner(resume), resume.pk, "Sent")

    assert "Sent" in text(client, f"{pages(resume)}?before={before}")
