"""The settings: profile, connection, data."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import GitHubConnection, GrantRevocation, User
from tests import make
from tests.accounts.browser import text

PAGES = ["accounts:profile", "accounts:connection", "accounts:data"]
pytestmark = pytest.mark.django_db


def signed_in(owner: User) -> Client:
    client = Client()
    client.force_login(owner)
    return client


def profile_of(owner: User, **changes: str) -> dict[str, Any]:
    """The profile form as the page sends it back, with some fields changed."""
    names = ["name", "handle", "headline", "summary", "location", "website"]
    names += ["contact_email", "contact_phone", "time_zone"]
    return {name: getattr(owner, name) for name in names} | changes


@pytest.mark.parametrize("name", PAGES)
def test_a_visitor_is_asked_to_sign_in(name: str) -> None:
    assert Client().get(reverse(name))["Location"].startswith("/accounts/login/?next=/settings/")


@pytest.mark.parametrize("name", PAGES)
def test_each_page_has_its_one_heading_and_marks_its_place(name: str) -> None:
    page = text(signed_in(make.connection().user).get(reverse(name)))

    assert page.count("<h1") == 1
    assert page.count('aria-current="page"') == 1
    assert "noindex" in page


def test_settings_open_on_the_profile() -> None:
    assert signed_in(make.user()).get("/settings/")["Location"] == "/settings/profile/"


def test_a_profile_is_saved() -> None:
    owner = make.user("ines")
    sent = profile_of(owner, name="Ines Okafor", website="ines.example", headline="Translator")

    response = signed_in(owner).post(reverse("accounts:profile"), sent, follow=True)

    owner.refresh_from_db()
    assert (owner.name, owner.headline) == ("Ines Okafor", "Translator")
    assert owner.website == "https://ines.example"
    assert "Your profile is saved." in text(response)


def test_a_phone_number_is_kept_as_its_owner_writes_it() -> None:
    owner = make.user("ines")
    sent = profile_of(owner, contact_phone="\u202a+32\u00a0(0)9 123 45 67\u202c ")

    page = text(signed_in(owner).post(reverse("accounts:profile"), sent, follow=True))

    owner.refresh_from_db()
    assert owner.contact_phone == "+32 (0)9 123 45 67"
    assert 'type="tel"' in page
    assert 'autocomplete="tel"' in page


def test_a_new_handle_is_lower_cased_and_taken() -> None:
    owner = make.user("ines")

    signed_in(owner).post(reverse("accounts:profile"), profile_of(owner, handle="Ines-Okafor"))

    owner.refresh_from_db()
    assert owner.handle == "ines-okafor"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("handle", "taken"),
        ("handle", "TAKEN"),
        ("handle", "admin"),
        ("handle", "Admin"),
        ("handle", "-ines"),
        ("handle", "in es"),
        ("handle", "ínes"),
        ("handle", ""),
        ("handle", "a" * 40),
        ("website", "javascript:alert(1)"),
        ("website", "ftp://ines.example"),
        ("contact_email", "not an address"),
        ("contact_phone", "ask me"),
        ("contact_phone", "+32 9" + "-" * 36 + "1234567"),
        ("time_zone", "Mars/Olympus"),
        ("name", "x" * 121),
        ("name", "nul\x00"),
        ("summary", "x" * 1201),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_saved(field: str, value: str) -> None:
    make.user("taken")
    owner = make.user("ines", name="Ines")

    response = signed_in(owner).post(
        reverse("accounts:profile"), profile_of(owner, headline="New", **{field: value})
    )

    owner.refresh_from_db()
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in text(response)
    assert 'aria-invalid="true"' in text(response)
    assert (owner.handle, owner.headline) == ("ines", "")


def test_a_handle_that_is_taken_is_said_to_be_someone_elses() -> None:
    make.user("taken")
    owner = make.user("ines")

    response = signed_in(owner).post(reverse("accounts:profile"), profile_of(owner, handle="taken"))

    assert "Someone else has this handle. Choose another." in text(response)


def test_what_a_person_typed_is_shown_as_text() -> None:
    owner = make.user("ines")
    sent = profile_of(owner, name="<script>alert(1)</script>", handle="admin")

    page = text(signed_in(owner).post(reverse("accounts:profile"), sent))

    assert "<script>alert" not in page


def test_the_first_visit_brings_the_time_zone() -> None:
    owner = make.user()
    address = reverse("accounts:time_zone")

    first = signed_in(owner).post(address, {"time_zone": "Africa/Lagos"})
    second = signed_in(owner).post(address, {"time_zone": "Europe/Lisbon"})

    owner.refresh_from_db()
    assert (first.status_code, second.status_code) == (204, 204)
    assert owner.time_zone == "Africa/Lagos"


def test_a_zone_that_was_picked_is_not_the_browsers_to_change() -> None:
    owner = make.user()
    client = signed_in(owner)

    client.post(reverse("accounts:profile"), profile_of(owner, time_zone="Asia/Kolkata"))
    client.post(reverse("accounts:time_zone"), {"time_zone": "Europe/Lisbon"})

    owner.refresh_from_db()
    assert owner.time_zone == "Asia/Kolkata"


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../etc/passwd", "\x00"])
def test_a_zone_that_does_not_exist_is_refused(zone: str) -> None:
    owner = make.user()

    response = signed_in(owner).post(reverse("accounts:time_zone"), {"time_zone": zone})

    owner.refresh_from_db()
    assert response.status_code == 400
    assert owner.time_zone == "UTC"


def test_the_connection_says_what_was_granted() -> None:
    nothing = make.connection(login="ines")
    private = make.connection(scopes=["repo", "gist"])

    page = text(signed_in(nothing.user).get(reverse("accounts:connection")))
    wider = text(signed_in(private.user).get(reverse("accounts:connection")))

    assert "@ines" in page
    assert "cannot write to repositories or see private ones" in page
    assert "your private repositories, also to change them (repo)" in wider
    assert "<li>gist</li>" in wider


def test_the_connection_says_what_is_wrong_and_offers_to_reconnect() -> None:
    broken = make.connection(problem="GitHub no longer accepts our key.")

    page = text(signed_in(broken.user).get(reverse("accounts:connection")))

    assert "GitHub no longer accepts our key." in page
    assert 'name="process" value="connect"' in page


def test_disconnecting_takes_a_post_and_says_that_the_log_stays() -> None:
    connection = make.connection()
    client = signed_in(connection.user)

    page = text(client.post(reverse("accounts:disconnect"), follow=True))

    assert "Your log stays as it is." in page
    assert "contriblog holds no key to GitHub" in page
    assert GitHubConnection.objects.get().sealed_access_token == ""
    assert GrantRevocation.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("accounts:disconnect", "accounts:connection"),
        ("accounts:sign_out_everywhere", "accounts:connection"),
        ("accounts:delete", "accounts:data"),
    ],
)
def test_the_address_of_a_button_leads_to_the_page_that_holds_it(name: str, page: str) -> None:
    connection = make.connection()
    client = signed_in(connection.user)

    assert client.get(reverse(name))["Location"] == reverse(page)
    assert client.head(reverse(name))["Location"] == reverse(page)
    assert client.put(reverse(name)).status_code == 405
    connection.refresh_from_db()
    assert connection.sealed_access_token
    assert client.get(reverse(page)).status_code == 200


def test_a_key_that_cannot_be_read_is_owned_up_to() -> None:
    connection = make.connection()
    GitHubConnection.objects.update(sealed_access_token="lost.AAAA.BBBB")

    page = text(signed_in(connection.user).post(reverse("accounts:disconnect"), follow=True))

    assert "Please revoke our access in your GitHub settings" in page


def test_signing_out_everywhere_ends_every_browser_of_this_person_only() -> None:
    owner = make.user()
    here, elsewhere, other = signed_in(owner), signed_in(owner), signed_in(make.user())

    here.post(reverse("accounts:sign_out_everywhere"))

    page = reverse("accounts:profile")
    assert [client.get(page).status_code for client in (here, elsewhere, other)] == [302, 302, 200]


def test_the_handle_to_type_stands_above_its_field() -> None:
    page = text(signed_in(make.user("ines")).get(reverse("accounts:data")))

    assert page.index("Your handle is <strong>ines</strong>") < page.index('name="handle"')


@pytest.mark.parametrize("typed", ["", "ine", "someone-else"])
def test_an_account_is_not_deleted_by_a_slip(typed: str) -> None:
    owner = make.user("ines")

    response = signed_in(owner).post(reverse("accounts:delete"), {"handle": typed})

    assert response.status_code == 422
    assert 'id="id_handle_error"' in text(response)
    assert User.objects.filter(pk=owner.pk).exists()


@pytest.mark.parametrize("typed", ["ines", "@Ines "])
def test_an_account_is_deleted_once_its_handle_is_typed(typed: str) -> None:
    owner = make.user("ines")
    here, elsewhere = signed_in(owner), signed_in(owner)

    response = here.post(reverse("accounts:delete"), {"handle": typed}, follow=True)

    assert "Your account is deleted" in text(response)
    assert not User.objects.exists()
    assert elsewhere.get(reverse("accounts:profile")).status_code == 302
