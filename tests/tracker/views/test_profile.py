"""The public profile, as strangers meet it."""

import re
from io import BytesIO

import pytest
from django.test import Client, override_settings
from pypdf import PdfReader

from accounts.models import User
from tests import make
from tracker.models import Repository
from tracker.sharing import new_lens

pytestmark = pytest.mark.django_db


def public_user(**fields: object) -> User:
    switches = {"profile_is_public": True, "resume_is_public": True}
    return make.user("ada", name="Ada Lindqvist", **switches | fields)


def pdf_text(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


# --- The public page ---------------------------------------------------------------------------


def test_a_public_profile_shows_the_work_with_its_sources(client: Client) -> None:
    ada = public_user(headline="Engineer")
    entry = make.highlight(ada, title="fix: name the layer")
    make.manual_entry(ada, title="Maps")

    page = client.get("/@ada/").content.decode()

    assert "<h1" in page
    assert "Ada Lindqvist" in page
    assert f'href="{entry.url}"' in page
    assert "Name the layer" in page
    assert "No pull request is lost any more." in page
    assert "self-reported" in page


def test_a_highlight_without_a_story_takes_one_line_that_names_its_place(client: Client) -> None:
    ada = public_user()
    loom = make.repository("o/loom")
    bare = make.entry(ada, place=loom, number=4812, title="Name the layer")
    make.annotation(bare, is_highlighted=True, problem="", fix="", impact="")

    page = client.get("/@ada/").content.decode()

    assert "hilite" not in page
    assert "o/loom #4812" in page


def test_a_place_is_no_project(client: Client) -> None:
    ada = public_user()
    make.entry(ada)
    make.manual_entry(ada, place="PyCon")

    page = client.get("/@ada/").content.decode()

    assert "to <b>1 project and 1 other place</b>" in page
    assert "Elsewhere" in page


def test_the_head_tells_machines_what_the_page_is(client: Client) -> None:
    make.entry(public_user(headline="Engineer"))
    with override_settings(SITE_URL="https://log.example"):
        page = client.get("/@ada/").content.decode()

    assert "<title>Ada Lindqvist: 1 open-source contribution · contriblog</title>" in page
    assert (
        '<meta name="description" content="Engineer. 1 contribution to 1 project, active in' in page
    )
    for line in (
        '<link rel="canonical" href="https://log.example/@ada/">',
        '<meta property="og:type" content="profile">',
        '<meta property="og:title" content="Ada Lindqvist on contriblog">',
        '<meta property="og:url" content="https://log.example/@ada/">',
        '<meta property="og:image" content="https://log.example/static/img/og.png">',
        '<meta name="twitter:card" content="summary_large_image">',
    ):
        assert line in page


@pytest.mark.parametrize(("is_indexed", "header"), [(False, "noindex"), (True, None)])
def test_search_engines_stay_out_unless_they_are_let_in(
    client: Client,
    *,
    is_indexed: bool,
    header: str | None,
) -> None:
    public_user(profile_is_indexed=is_indexed)

    for path in ("/@ada/", "/@ada/resume.pdf"):
        assert client.get(path).headers.get("X-Robots-Tag") == header
    page = client.get("/@ada/").content.decode()
    assert ('<meta name="robots" content="noindex">' in page) is not is_indexed


def test_hostile_text_is_text(client: Client) -> None:
    hostile = '"><script>alert(1)</script>{{7*7}}{% load x %}'
    ada = public_user(headline=hostile, summary=hostile, location=hostile)
    make.annotation(
        make.entry(ada, title=hostile, place=make.repository(description=hostile)),
        problem=hostile,
        fix=hostile,
        impact=hostile,
        is_highlighted=True,
    )

    page = client.get("/@ada/").content.decode()

    assert "<script>alert" not in page
    assert "{{7*7}}" in page
    assert page.count("&lt;script&gt;") >= 6


def test_a_strangers_page_is_the_same_for_everybody(client: Client) -> None:
    make.highlight(public_user(time_zone="Pacific/Auckland"), occurred_at=make.at("2025-12-31"))
    anonymous = client.get("/@ada/")
    client.force_login(make.user(time_zone="America/Lima", name="Grace"))

    assert client.get("/@ada/").content == anonymous.content
    assert anonymous.headers["Vary"] == "Cookie"


def test_dates_are_the_owners(client: Client) -> None:
    ada = public_user(time_zone="Pacific/Auckland")
    make.entry(ada, occurred_at=make.at("2025-12-31 23:30"))

    assert "1 Jan 2026" in client.get("/@ada/").content.decode()


def test_a_cache_has_to_ask_each_time_and_is_told_when_nothing_changed(client: Client) -> None:
    public_user()
    first = client.get("/@ada/")

    again = client.get("/@ada/", headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-cache"
    assert again.status_code == 304


def test_the_handle_may_be_typed_in_capitals(client: Client) -> None:
    public_user()

    assert client.get("/@ADA/").status_code == 200


def test_an_empty_log_has_a_page(client: Client) -> None:
    public_user()

    assert "Nothing to see yet" in client.get("/@ada/").content.decode()


def test_the_page_can_only_be_read(client: Client) -> None:
    public_user()

    assert client.post("/@ada/").status_code == 405


# --- Those who are not there ---------------------------------------------------------------------


_CSRF_TOKEN = re.compile(r"(?<=name=\"csrfmiddlewaretoken\" value=\")\w+")


def not_found(client: Client, handle: str) -> tuple[int, str, dict[str, str]]:
    response = client.get(f"/@{handle}/")
    body = _CSRF_TOKEN.sub("TOKEN", response.content.decode().replace(handle, "HANDLE"))
    return response.status_code, body, dict(response.headers)


@pytest.mark.parametrize("is_signed_in", [False, True])
def test_private_switched_off_inactive_and_unknown_are_one(
    client: Client,
    *,
    is_signed_in: bool,
) -> None:
    make.user("never-on")
    was_on = make.user("was-on", profile_is_public=True)
    make.highlight(was_on)
    User.objects.filter(pk=was_on.pk).update(profile_is_public=False)
    make.user("inactive", profile_is_public=True, is_active=False)
    new_lens(make.user("only-lens"))
    if is_signed_in:
        client.force_login(make.user())

    unknown = not_found(client, "nobody")

    assert unknown[0] == 404
    for handle in ("never-on", "was-on", "inactive", "only-lens", "no_such-handle"):
        assert not_found(client, handle)[:2] == unknown[:2]
        assert not_found(client, handle)[2].keys() == unknown[2].keys()


def test_ones_own_private_profile_is_not_there_either(client: Client) -> None:
    client.force_login(make.user("ada"))

    assert client.get("/@ada/").status_code == 404


@pytest.mark.parametrize("handle", ["%00", "a%00b", "%F0%9F%98%80", "a" * 5000, "-", "%2e%2e"])
def test_an_odd_handle_is_not_found(client: Client, handle: str) -> None:
    assert client.get(f"/@{handle}/").status_code == 404


# --- The résumé ----------------------------------------------------------------------------------


def test_the_resume_is_offered_and_given_where_its_owner_says_so(client: Client) -> None:
    make.highlight(public_user(), title="Name the layer", number=4812)

    response = client.get("/@ada/resume.pdf")

    assert 'href="/@ada/resume.pdf"' in client.get("/@ada/").content.decode()
    assert response.headers["Content-Type"] == "application/pdf"
    text = pdf_text(response.content)
    assert "Ada Lindqvist" in text
    assert "#4812" in text


def test_the_public_resume_has_no_mail_address_and_no_phone_number(client: Client) -> None:
    contact = {"contact_email": "ada@example.org", "contact_phone": "+32 9 871 64 35"}
    make.highlight(public_user(**contact))

    pdf = client.get("/@ada/resume.pdf").content

    assert "example.org" not in pdf_text(pdf)
    assert "871" not in pdf_text(pdf)


def test_an_empty_log_offers_no_resume_and_claims_no_sources(client: Client) -> None:
    public_user()

    page = client.get("/@ada/").content.decode()

    assert "resume.pdf" not in page
    assert "leads to its source" not in page


def test_no_resume_is_offered_or_given_where_its_owner_says_no(client: Client) -> None:
    ada = public_user(resume_is_public=False)
    path = f"/s/{new_lens(ada).token}/"

    for page in ("/@ada/", path):
        assert "resume.pdf" not in client.get(page).content.decode()
        assert client.get(f"{page}resume.pdf").status_code == 404


def test_an_unchanged_resume_is_not_sent_twice(client: Client) -> None:
    public_user()
    etag = client.get("/@ada/resume.pdf").headers["ETag"]

    again = client.get("/@ada/resume.pdf", headers={"If-None-Match": etag})

    assert (again.status_code, again.content) == (304, b"")


def test_a_repository_that_turns_private_leaves_page_and_file_at_once(client: Client) -> None:
    ada = public_user()
    vault = make.repository("acme/vault")
    make.highlight(ada, place=vault)
    etag = client.get("/@ada/resume.pdf").headers["ETag"]
    page_etag = client.get("/@ada/").headers["ETag"]

    Repository.objects.filter(pk=vault.pk).update(is_private=True)

    file = client.get("/@ada/resume.pdf", headers={"If-None-Match": etag})
    page = client.get("/@ada/", headers={"If-None-Match": page_etag})
    assert (file.status_code, page.status_code) == (200, 200)
    assert "acme/vault" not in pdf_text(file.content)
    assert "acme/vault" not in page.content.decode()
