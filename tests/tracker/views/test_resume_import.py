"""To import a file into a résumé: preview, choice, and what is kept from before."""

import re
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from django.test import Client
from django.utils.html import escape

from accounts.models import User
from tests import make
from tests.tracker.importing.files import EXPORT, WITHOUT_WORDS, json_file, zipped
from tracker import studio
from tracker.importing.reading import MAX_BYTES, read
from tracker.models import Resume
from tracker.resume_content.content import Position, ResumeContent, TypedLink
from tracker.resume_content.stored import to_json
from tracker.studio import MAX_LABELLED, Conflict

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(client: Client) -> User:
    ada = make.user("ada", name="Ada Lindqvist", headline="Engineer")
    client.force_login(ada)
    return ada


def preview(client: Client, resume: Resume, content: bytes) -> str:
    file = SimpleUploadedFile("resume", content)
    response = client.post(f"/resumes/{resume.pk}/import/", {"file": file})
    assert response.status_code == 200, response.content.decode()
    return response.content.decode()


def form_of(page: str) -> dict[str, Any]:
    """What a browser would send of the preview as it stands."""
    handed = re.search(r'name="preview" value="([^"]+)"', page)
    assert handed
    ticked = re.findall(r'name="take" value="([^"]+)" checked', page)
    return {"preview": handed[1], "take": ticked}


def take(client: Client, resume: Resume, form: dict[str, Any]) -> str:
    path = f"/resumes/{resume.pk}/import/take/"
    return client.post(path, form, follow=True).content.decode()


def test_nothing_is_stored_until_it_is_chosen(client: Client, ada: User) -> None:
    resume = make.resume(ada)

    page = preview(client, resume, zipped(EXPORT))

    assert "Staff Engineer" in page
    assert "Mar 2021 \N{EN DASH} Present" in page
    resume.refresh_from_db()
    assert resume.content == make.resume(ada).content


def test_what_is_ticked_is_taken_and_the_state_before_is_kept(client: Client, ada: User) -> None:
    resume = make.resume(ada, links=(TypedLink("https://ada.example"),))
    before = resume.content

    page = take(client, resume, form_of(preview(client, resume, zipped(EXPORT))))

    resume.refresh_from_db()
    assert [post.where for post in resume.content.experience] == ["Nimbus AB", "Old Mill"]
    assert len(resume.content.links) == 2
    assert resume.content.headline == ""
    assert [version.content for version in resume.versions.all()] == [before]
    assert "things were taken from LinkedIn’s data export" in page


CONTACTS = {"name": "Ada Lindqvist", "email": "ada@example.org", "phone": "+32 9 123 45 67"}


def test_how_to_reach_the_owner_goes_to_the_settings_once_it_is_chosen(
    client: Client, ada: User
) -> None:
    resume = make.resume(ada)
    form = form_of(preview(client, resume, json_file(basics=CONTACTS)))

    ada.refresh_from_db()
    assert (ada.contact_email, ada.contact_phone) == ("", "")
    page = take(client, resume, form)

    ada.refresh_from_db()
    assert (ada.contact_email, ada.contact_phone) == ("ada@example.org", "+32 9 123 45 67")
    assert not resume.versions.exists()
    assert "2 of 2 new things were taken" in page
    assert "is kept as a version" not in page


def test_a_phone_number_that_is_there_is_replaced_only_where_its_owner_ticks_it(
    client: Client, ada: User
) -> None:
    ada.contact_phone = "+44 20 7946 0123"
    ada.save()
    resume = make.resume(ada)

    page = preview(client, resume, json_file(basics=CONTACTS))

    assert 'instead of “<span dir="auto">+44 20 7946 0123</span>”' in page
    assert form_of(page)["take"] == ["contact_email"]
    take(client, resume, form_of(page) | {"take": ["contact_phone"]})
    ada.refresh_from_db()
    assert (ada.contact_email, ada.contact_phone) == ("", "+32 9 123 45 67")


def test_contacts_come_back_from_our_own_file(client: Client, ada: User) -> None:
    User.objects.filter(pk=ada.pk).update(contact_phone="+32 9 123 45 67", contact_email="a@b.cz")
    resume = make.resume(ada)
    exported = client.get(f"/resumes/{resume.pk}/export.json").content
    User.objects.filter(pk=ada.pk).update(contact_phone="", contact_email="")

    take(client, resume, form_of(preview(client, resume, exported)))

    ada.refresh_from_db()
    assert (ada.contact_email, ada.contact_phone) == ("a@b.cz", "+32 9 123 45 67")


def test_a_website_with_a_control_character_can_be_taken(client: Client, ada: User) -> None:
    resume = make.resume(ada)
    profile = "First Name,Headline,Websites\nAda,Engineer,https://a.example/\0all"

    page = take(client, resume, form_of(preview(client, resume, profile.encode())))

    resume.refresh_from_db()
    assert "were taken" in page
    assert resume.content.links == (TypedLink("https://a.example/all"),)


def test_a_name_that_its_owner_gave_to_the_state_before_stays(client: Client, ada: User) -> None:
    resume = make.resume(ada)
    studio.keep(ada, resume.pk, "Sent to Nimbus")

    take(client, resume, form_of(preview(client, resume, zipped(EXPORT))))

    assert [version.label for version in resume.versions.all()] == ["Sent to Nimbus"]


def test_where_no_more_versions_can_have_a_name_nothing_is_taken(client: Client, ada: User) -> None:
    resume = make.resume(ada)
    for revision in range(MAX_LABELLED):
        resume.versions.create(revision=revision + 1_000, stored=resume.stored, label="Kept")

    page = take(client, resume, form_of(preview(client, resume, zipped(EXPORT))))

    resume.refresh_from_db()
    assert "50 versions have a name" in page
    assert resume.content.experience == ()


def test_a_save_elsewhere_in_between_leaves_no_version_of_an_import(
    client: Client, ada: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    resume = make.resume(ada)
    form, save = form_of(preview(client, resume, zipped(EXPORT))), studio.save

    def save_too_late(user: User, pk: int, *said: Any, **options: Any) -> studio.Saved | Conflict:
        Resume.objects.filter(pk=pk).update(revision=F("revision") + 1)
        return save(user, pk, *said, **options)

    monkeypatch.setattr(studio, "save", save_too_late)

    assert "was changed elsewhere just now" in take(client, resume, form)
    assert not resume.versions.exists()


def test_the_same_file_again_offers_nothing(client: Client, ada: User) -> None:
    resume = make.resume(ada)
    take(client, resume, form_of(preview(client, resume, zipped(WITHOUT_WORDS))))

    page = preview(client, resume, zipped(WITHOUT_WORDS))

    assert "Your résumé has all that can be taken from it." in page
    assert 'name="take"' not in page


def test_a_resume_that_we_exported_comes_back_as_it_was(client: Client, ada: User) -> None:
    typed = ResumeContent(
        experience=(Position("Engineer", "Nimbus", "Ghent", started="2021-03", text="Ran it."),),
        education=(Position("MSc", "Lund", started="2011", highlights=("Databases",)),),
        links=(TypedLink("https://ada.example/talks", "Talks"),),
    )
    first = Resume.objects.create(user=ada, stored=to_json(typed))
    exported = client.get(f"/resumes/{first.pk}/export.json").content
    resume = make.resume(ada)

    take(client, resume, form_of(preview(client, resume, exported)))

    resume.refresh_from_db()
    assert resume.content == typed


def test_hostile_text_is_shown_as_text(client: Client, ada: User) -> None:
    attack = '<script>alert(1)</script>" onload="x'
    content = json_file(
        basics={"name": attack, "summary": attack, "url": "javascript:alert(1)", attack: "x"},
        work=[{"name": attack, "position": attack, "highlights": [attack]}],
        skills=[{"name": attack}],
    )

    page = preview(client, make.resume(ada), content)

    assert "<script>alert" not in page
    assert 'onload="x' not in page
    assert escape(attack) in page
    assert "javascript:" not in page


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "neither JSON Resume nor"),
        (b"", "The file is empty."),
        (b"x" * (MAX_BYTES + 1), "Choose a file of at most 5 MB"),
        (b"x" * (MAX_BYTES + 200_000), "Choose a file of at most 5 MB"),
    ],
    ids=["other", "empty", "large", "larger than a request may be"],
)
def test_a_file_that_cannot_be_used_is_answered_in_words(
    client: Client, ada: User, content: bytes, said: str
) -> None:
    file = SimpleUploadedFile("resume.json", content)
    response = client.post(f"/resumes/{make.resume(ada).pk}/import/", {"file": file})

    assert response.status_code == 422
    assert said in response.content.decode()


@pytest.mark.parametrize("change", [lambda sent: sent + "x", lambda sent: "", lambda sent: "a:b:c"])
def test_a_preview_that_was_tampered_with_is_refused(
    client: Client, ada: User, change: Any
) -> None:
    resume = make.resume(ada)
    form = form_of(preview(client, resume, zipped(EXPORT)))

    page = take(client, resume, form | {"preview": change(form["preview"])})

    resume.refresh_from_db()
    assert "Choose the file again" in page
    assert resume.content.experience == ()


def test_a_preview_holds_for_its_own_resume_only(client: Client, ada: User) -> None:
    form = form_of(preview(client, make.resume(ada), zipped(EXPORT)))
    other = make.resume(ada)

    assert "Choose the file again" in take(client, other, form)


def test_a_preview_of_another_release_is_refused(client: Client, ada: User) -> None:
    resume = make.resume(ada)
    said = {"resume": resume.pk, "found": {"of": "another shape"}}
    old = signing.dumps(said, salt="tracker.importing", compress=True)

    assert "Choose the file again" in take(client, resume, {"preview": old, "take": []})


def test_nothing_ticked_takes_nothing(client: Client, ada: User) -> None:
    resume = make.resume(ada)
    form = form_of(preview(client, resume, zipped(EXPORT)))

    assert "Nothing was chosen" in take(client, resume, form | {"take": []})
    assert not resume.versions.exists()


def test_the_largest_preview_fits_into_a_form(client: Client, ada: User) -> None:
    text = "".join(map(chr, range(0x4E00, 0x4E00 + 600)))
    posts = [{"name": f"{number}", "highlights": [text] * 19} for number in range(20)]
    resume = make.resume(ada)

    form = form_of(preview(client, resume, json_file(work=posts)))
    client.post(f"/resumes/{resume.pk}/import/take/", form)  # whose page of 90 sheets takes long

    resume.refresh_from_db()
    assert len(resume.content.experience) == 20


@pytest.mark.parametrize("path", ["import/", "import/take/"])
def test_another_persons_resume_is_not_found(client: Client, ada: User, path: str) -> None:
    theirs = make.resume(make.user("grace"))

    assert client.post(f"/resumes/{theirs.pk}/{path}").status_code == 404


def test_the_bound_of_a_request_leaves_room_for_the_largest_file(settings: Any) -> None:
    assert settings.FILE_UPLOAD_MAX_MEMORY_SIZE > MAX_BYTES
    assert read(json_file(basics={"name": "Ada"})).name == "Ada"
