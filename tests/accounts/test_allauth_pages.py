"""Every page that allauth serves wears our look, or is not there."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tests import make
from tests.accounts.browser import text
from tests.accounts.github_stub import GitHubStub

CLOSED = [
    "signup", "password/reset", "password/change", "password/set", "email", "confirm-email",
    "reauthenticate", "login/code", "2fa", "sessions",
]  # fmt: skip


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[str]:
    """Every address below a resolver that takes no arguments."""
    for entry in resolver.url_patterns:
        path = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield path
        else:
            yield from addresses(entry, path)


def allauth_addresses() -> list[str]:
    return ["/" + path for path in addresses(get_resolver()) if path.startswith("accounts/")]


def test_the_addresses_are_the_ones_we_know() -> None:
    assert sorted(set(allauth_addresses())) == [
        "/accounts/3rdparty/",
        "/accounts/3rdparty/login/cancelled/",
        "/accounts/3rdparty/login/error/",
        "/accounts/3rdparty/signup/",
        "/accounts/github/login/",
        "/accounts/github/login/callback/",
        "/accounts/inactive/",
        "/accounts/login/",
        "/accounts/logout/",
        "/accounts/social/connections/",
        "/accounts/social/login/cancelled/",
        "/accounts/social/login/error/",
        "/accounts/social/signup/",
    ]


@pytest.mark.parametrize("address", allauth_addresses())
@pytest.mark.parametrize("is_signed_in", [False, True])
def test_each_page_wears_our_look_or_leads_on(
    github: GitHubStub, address: str, *, is_signed_in: bool
) -> None:
    client = Client()
    if is_signed_in:
        client.force_login(make.connection().user)

    response = client.get(address)

    if response.status_code in {301, 302}:
        assert response["Location"].startswith("/")
    else:
        assert response.status_code in {200, 401}
        assert 'class="skip"' in text(response)
        assert 'id="main"' in text(response)
        assert "<style" not in text(response)


@pytest.mark.django_db
@pytest.mark.parametrize("name", CLOSED)
def test_what_a_site_without_passwords_has_no_use_for_is_not_there(name: str) -> None:
    assert Client().get(f"/accounts/{name}/").status_code == 404


def test_the_page_of_many_accounts_leads_to_our_own(github: GitHubStub) -> None:
    client = Client()
    client.force_login(make.connection().user)

    for method in (client.get, client.post):
        assert method("/accounts/3rdparty/")["Location"] == "/settings/connection/"


def test_a_password_signs_nobody_in(github: GitHubStub) -> None:
    make.user("root-user", password="password")

    response = Client().post("/accounts/login/", {"login": "root-user", "password": "password"})

    assert response.status_code == 403


def test_signing_out_asks_first_and_takes_a_post(github: GitHubStub) -> None:
    client = Client()
    client.force_login(make.user())

    assert "Sign out?" in text(client.get("/accounts/logout/"))
    response = client.post("/accounts/logout/")

    assert response["Location"] == "/"
    assert "_auth_user_id" not in client.session
