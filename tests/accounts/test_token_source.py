"""Signing in with GITHUB_TOKEN, on one's own machine."""

import pytest
from django.test import Client
from pytest_django import Settings

from accounts import token_source
from accounts.models import GitHubConnection, User
from tests import make
from tests.accounts.browser import Browser, text
from tests.accounts.github_stub import GitHubStub, person

SIGN_IN = "/settings/token-sign-in/"


@pytest.fixture
def token(github: GitHubStub, settings: Settings) -> str:
    """A token of Ines's, set as GITHUB_TOKEN on a machine of her own; no OAuth app."""
    settings.GITHUB_TOKEN = f"ghp_{'p' * 30}{make.number()}"
    settings.GITHUB_CLIENT_ID = settings.GITHUB_CLIENT_SECRET = ""
    settings.DEBUG, settings.BIND_HOST = True, "127.0.0.1"
    github.people[settings.GITHUB_TOKEN] = person(101, "ines")
    return str(settings.GITHUB_TOKEN)


def test_the_sign_in_page_offers_to_continue_as_the_owner(token: str) -> None:
    page = text(Client().get("/accounts/login/"))

    assert "Continue as ines" in page
    assert "Sign in with GitHub" not in page
    assert token not in page


def test_github_is_asked_once_whose_token_it_is(github: GitHubStub, token: str) -> None:
    Client().get("/accounts/login/")
    Client().get("/accounts/login/")

    assert github.asked == ["/api/v3/user"]


def test_an_oauth_app_is_offered_beside_it(token: str, settings: Settings) -> None:
    settings.GITHUB_CLIENT_ID = "app"

    page = text(Client().get("/accounts/login/"))

    assert "Continue as ines" in page
    assert "Sign in with GitHub" in page


def test_continuing_signs_the_owner_in(github: GitHubStub, token: str) -> None:
    browser = Browser()
    github.scopes[token] = "repo, read:user"

    response = browser.post(SIGN_IN, {"next": "/settings/profile/"})

    assert response["Location"] == "/settings/profile/"
    assert browser.user == User.objects.get(handle="ines")
    connection = GitHubConnection.objects.get()
    assert connection.access_token == token
    assert connection.scopes == ["read:user", "repo"]


def test_next_leads_nowhere_else(token: str) -> None:
    response = Client().post(SIGN_IN, {"next": "//evil.example"})

    assert response["Location"] == "/log/"


def test_it_takes_our_own_form(token: str) -> None:
    assert Client().get(SIGN_IN)["Location"] == "/accounts/login/"
    assert Client(enforce_csrf_checks=True).post(SIGN_IN).status_code == 403


def test_without_a_token_there_is_nothing_to_continue_with(github: GitHubStub) -> None:
    browser = Browser()

    assert browser.post(SIGN_IN)["Location"] == "/accounts/login/"
    assert browser.user is None


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "log.example.org", ""])  # noqa: S104 refused
def test_a_server_that_others_reach_refuses_the_token(
    token: str, settings: Settings, host: str
) -> None:
    settings.BIND_HOST = host
    browser = Browser()

    response = browser.post(SIGN_IN)

    assert response.status_code == 403
    assert "CONTRIBLOG_BIND=127.0.0.1" in text(response)
    assert "CONTRIBLOG_BIND=127.0.0.1" in text(Client().get("/accounts/login/"))
    assert browser.user is None


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.8.8", "::1", "[::1]", "localhost"])
def test_loopback_is_this_machine(host: str) -> None:
    assert token_source.is_loopback(host)


def test_production_refuses_the_token(token: str, settings: Settings) -> None:
    settings.DEBUG = False

    response = Client().post(SIGN_IN)

    assert response.status_code == 403
    assert "DEBUG=true" in text(response)


def test_a_rejected_token_is_explained(github: GitHubStub, token: str) -> None:
    github.people.clear()

    assert "GitHub rejected the token" in text(Client().get("/accounts/login/"))
    assert "GitHub rejected the token" in text(Client().post(SIGN_IN, follow=True))
    assert not User.objects.exists()


def test_a_github_that_does_not_answer_is_explained(
    token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "accounts.github_provider.oauth.GitHubAdapter.profile_url", "http://127.0.0.1:9/user"
    )

    assert "could not be reached" in text(Client().get("/accounts/login/"))
