"""What was granted at GitHub, and taking it back."""

import pytest
from allauth.socialaccount.models import SocialToken
from pytest_django import Settings

from accounts.connections import disconnect
from accounts.grants import parse_scopes
from accounts.models import GitHubConnection, GrantRevocation, User
from tests import make
from tests.accounts.browser import Browser, text
from tests.accounts.github_stub import GitHubStub, person


@pytest.mark.parametrize("scope", ["repo", "read:user,repo", "user:email"])
def test_a_grant_wider_than_asked_is_thrown_away_and_taken_back(
    github: GitHubStub, scope: str
) -> None:
    browser = Browser()

    response = browser.sign_in(github, person(), scope=scope)

    assert response.status_code == 403
    assert "GitHub granted more than we asked for" in text(response)
    assert browser.user is None
    assert not User.objects.exists()
    assert GrantRevocation.objects.get().access_token == github.token_of("code0")


def test_a_wider_grant_leaves_a_known_person_as_they_were(github: GitHubStub) -> None:
    Browser().sign_in(github, person())
    before = GitHubConnection.objects.values().get()

    Browser().sign_in(github, person(), scope="repo")

    assert GitHubConnection.objects.values().get() == before


def test_scopes_that_only_the_header_names_count_too(github: GitHubStub) -> None:
    github.scopes[github.token_of("code0")] = "read:org, repo"

    response = Browser().sign_in(github, person())

    assert response.status_code == 403


def test_a_scope_that_was_asked_for_is_kept(github: GitHubStub, settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = {
        "github": settings.SOCIALACCOUNT_PROVIDERS["github"] | {"SCOPE": ["read:user"]}
    }

    Browser().sign_in(github, person(), scope="read:user")

    assert GitHubConnection.objects.get().scopes == ["read:user"]


@pytest.mark.parametrize("text", ["repo,read:user", "repo, read:user", " read:user repo "])
def test_scopes_are_read_in_each_way_that_github_writes_them(text: str) -> None:
    assert parse_scopes(text) == {"repo", "read:user"}


def test_no_scopes_are_none() -> None:
    assert parse_scopes("") == frozenset()


def test_allauth_stores_no_token(github: GitHubStub) -> None:
    Browser().sign_in(github, person(), refresh_token="ghr_" + "r" * 40, expires_in="28800")

    assert not SocialToken.objects.exists()


@pytest.mark.django_db
def test_disconnecting_erases_the_key_and_keeps_the_log() -> None:
    connection = make.connection(token="gho_" + "k" * 36, refresh="ghr_" + "k" * 36)
    make.entry(connection.user)

    assert disconnect(connection.user)

    connection.refresh_from_db()
    assert (connection.sealed_access_token, connection.sealed_refresh_token) == ("", "")
    assert not connection.is_usable
    assert connection.user.entries.count() == 1
    assert GrantRevocation.objects.get().access_token == "gho_" + "k" * 36


@pytest.mark.django_db
def test_a_key_that_does_not_open_is_erased_all_the_same() -> None:
    connection = make.connection()
    GitHubConnection.objects.update(sealed_access_token="lost.AAAA.BBBB")

    assert not disconnect(connection.user)

    connection.refresh_from_db()
    assert connection.sealed_access_token == ""
    assert not GrantRevocation.objects.exists()


@pytest.mark.django_db
def test_a_personal_token_has_no_grant_to_take_back(settings: Settings) -> None:
    settings.GITHUB_TOKEN = "ghp_" + "p" * 36
    connection = make.connection(token=settings.GITHUB_TOKEN)

    disconnect(connection.user)

    assert not GrantRevocation.objects.exists()


@pytest.mark.django_db
def test_disconnecting_twice_is_harmless() -> None:
    connection = make.connection()

    assert disconnect(connection.user)
    assert disconnect(connection.user)

    assert GrantRevocation.objects.count() == 1


def test_connecting_again_stops_the_revocation_that_would_end_it(github: GitHubStub) -> None:
    browser = Browser()
    browser.sign_in(github, person())
    browser.post("/settings/connection/disconnect/")
    assert GrantRevocation.objects.count() == 1

    Browser().sign_in(github, person())

    assert not GrantRevocation.objects.exists()
    assert GitHubConnection.objects.get().is_usable


@pytest.mark.django_db
def test_a_sealed_token_does_not_open_in_another_place() -> None:
    mine, theirs = make.connection(), make.connection()
    GitHubConnection.objects.filter(pk=mine.pk).update(
        sealed_access_token=theirs.sealed_access_token
    )
    mine.refresh_from_db()

    assert not disconnect(mine.user)
