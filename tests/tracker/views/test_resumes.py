"""The list of a person's résumés, and what is done there."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from tests import make
from tests.tracker.views.browse import HTMX
from tracker import studio
from tracker.models import Resume
from tracker.models.resume import MAX_RESUMES
from tracker.resume_content.content import Item, Language, ResumeContent
from tracker.views import resumes, versions
from tracker.views import studio as studio_views
from tracker.views.access import own_resume

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def ada(client: Client) -> User:
    ada = make.user("ada", name="Ada Lindqvist")
    client.force_login(ada)
    return ada


def text(client: Client, path: str = "/resumes/") -> str:
    return client.get(path).content.decode()


def test_without_a_resume_the_list_leads_to_the_first(client: Client, ada: User) -> None:
    page = text(client)

    assert "No résumé yet" in page
    assert 'href="/resumes/new/"' in page
    assert not Resume.objects.filter(user=ada).exists()


def test_the_list_tells_each_resume_apart_the_profiles_first(client: Client, ada: User) -> None:
    studio.create(ada, "General")
    german = ResumeContent(items=(Item(1), Item(2)), language=Language.GERMAN)
    backend = studio.create(ada, "Backend <b>", german)
    studio.put_on_profile(ada, backend.pk)

    page = text(client)

    assert page.index("Backend &lt;b&gt;") < page.index("General")
    assert "2 entries of your choice, Deutsch, Plain, A4" in page
    assert "Follows your highlights, English, Plain, A4" in page
    assert page.count("Chosen for your profile") == 1
    assert f'href="/resumes/{backend.pk}/export.pdf"' in page


def test_the_list_asks_the_database_as_often_for_many_as_for_one(
    client: Client, ada: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(6):
        studio.create(ada, f"Résumé {number}")

    with django_assert_num_queries(3):  # session, user, résumés
        assert client.get("/resumes/").status_code == 200


def test_a_new_resume_begins_with_the_highlights(client: Client, ada: User) -> None:
    response = client.post("/resumes/new/", {"title": "Backend", "source": ""})

    made = Resume.objects.get(user=ada)
    assert response.headers["Location"] == f"/resumes/{made.pk}/"
    assert (made.title, made.content, made.is_on_profile) == ("Backend", ResumeContent(), True)


def test_a_new_resume_begins_empty_and_stays_so(client: Client, ada: User) -> None:
    make.highlight(ada, number=4812)

    client.post("/resumes/new/", {"title": "Mine", "source": "empty"})

    made = Resume.objects.get(user=ada)
    assert made.content == ResumeContent(items=())
    page = text(client, f"/resumes/{made.pk}/")
    assert "No entry is on it yet." in page
    assert 'name="text-' not in page


def test_a_new_resume_begins_with_a_file_that_is_chosen_next(client: Client, ada: User) -> None:
    response = client.post("/resumes/new/", {"title": "Mine", "source": "file"})

    made = Resume.objects.get(user=ada)
    assert response.headers["Location"] == f"/resumes/{made.pk}/import/"
    assert made.content == ResumeContent()


def test_a_new_resume_begins_with_a_copy_of_ones_own_and_of_nobody_elses(
    client: Client, ada: User
) -> None:
    content = ResumeContent(headline="Engineer")
    mine, theirs = studio.create(ada, "Mine", content), studio.create(make.user(), "Theirs")

    assert "Theirs" not in text(client, "/resumes/new/")
    refused = client.post("/resumes/new/", {"title": "Copy", "source": str(theirs.pk)})
    client.post("/resumes/new/", {"title": "Copy", "source": str(mine.pk)})

    assert refused.status_code == 422
    assert Resume.objects.get(user=ada, title="Copy").content == content


@pytest.mark.parametrize("title", ["", "   ", "x" * 121, "\0"])
def test_a_resume_needs_a_title_that_fits(client: Client, ada: User, title: str) -> None:
    resume = studio.create(ada, "General")

    assert client.post("/resumes/new/", {"title": title}).status_code == 422
    refused = client.post(f"/resumes/{resume.pk}/rename/", {"title": title})

    assert refused.status_code == 422
    assert "<details open>" in refused.content.decode()
    assert Resume.objects.get(user=ada).title == "General"


def test_where_there_is_no_room_the_pages_say_so(client: Client, ada: User) -> None:
    Resume.objects.bulk_create(Resume(user=ada) for _ in range(MAX_RESUMES))
    first = Resume.objects.earliest("pk")

    refused = client.post("/resumes/new/", {"title": "One more"})
    copied = client.post(f"/resumes/{first.pk}/duplicate/", follow=True)

    assert refused.status_code == 422
    assert "Delete one to make another." in refused.content.decode()
    assert "Delete one to make another." in copied.content.decode()
    assert 'href="/resumes/new/"' not in text(client)
    assert Resume.objects.filter(user=ada).count() == MAX_RESUMES


def test_a_resume_is_renamed_copied_and_put_on_the_profile(client: Client, ada: User) -> None:
    studio.create(ada, "General")
    resume = studio.create(ada, "Backend")

    client.post(f"/resumes/{resume.pk}/rename/", {"title": "Data"})
    opened = client.post(f"/resumes/{resume.pk}/duplicate/")
    client.post(f"/resumes/{resume.pk}/profile/")

    copy = Resume.objects.get(title="Copy of Data")
    assert opened.headers["Location"] == f"/resumes/{copy.pk}/"
    assert Resume.objects.first_of(ada) == resume


def test_deleting_asks_first(client: Client, ada: User) -> None:
    resume = studio.create(ada, "General")
    studio.keep(ada, resume.pk, "Sent")

    asked = text(client, f"/resumes/{resume.pk}/delete/")

    assert "1 version" in asked
    assert Resume.objects.filter(pk=resume.pk).exists()
    client.post(f"/resumes/{resume.pk}/delete/")
    assert not Resume.objects.filter(pk=resume.pk).exists()


def test_the_thumbnail_is_asked_for_again_and_not_sent_again(client: Client, ada: User) -> None:
    path = f"/resumes/{studio.create(ada, 'General').pk}/thumbnail.png"

    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.content.startswith(PNG)
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    ["delete/", "thumbnail.png", "versions/", "versions/1/", "versions/1/1.png"],
)
def test_another_persons_resume_is_not_found(client: Client, ada: User, path: str) -> None:
    theirs = studio.create(make.user(), "Theirs")

    assert client.get(f"/resumes/{theirs.pk}/{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    ["rename/", "duplicate/", "profile/", "delete/", "versions/", "versions/1/restore/"],
)
def test_nothing_is_done_to_another_persons_resume(client: Client, ada: User, path: str) -> None:
    theirs = studio.create(make.user(), "Theirs")
    before = Resume.objects.values().get()

    response = client.post(f"/resumes/{theirs.pk}/{path}", {"title": "Mine", "label": "Mine"})

    assert response.status_code == 404
    assert Resume.objects.values().get() == before
    assert not theirs.versions.exists()


@pytest.mark.parametrize("path", ["", "duplicate/", "profile/", "delete/", "versions/"])
def test_a_resume_that_goes_while_something_is_done_to_it_is_not_found(
    client: Client, ada: User, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume = studio.create(ada, "General")

    def deleted_since(owner: User, resume_id: int) -> Resume:
        found = own_resume(owner, resume_id)
        Resume.objects.filter(pk=resume_id).delete()
        return found

    for views in (resumes, studio_views, versions):
        monkeypatch.setattr(views, "own_resume", deleted_since)

    said = {"title": "Mine", "label": "Mine", "revision": str(resume.revision)}
    assert client.post(f"/resumes/{resume.pk}/{path}", said).status_code == 404


@pytest.mark.parametrize("path", ["/resumes/new/", "/resumes/1/versions/", "/resumes/1/delete/"])
def test_strangers_are_led_to_sign_in(client: Client, path: str) -> None:
    assert client.get(path).headers["Location"] == f"/accounts/login/?next={path}"
    assert Client(headers=HTMX).post(path).status_code == 401
