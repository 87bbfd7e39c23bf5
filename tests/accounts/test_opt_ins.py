"""What a person may allow beyond the sign-in: each by a button of ours, and nothing by a link."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from pytest_django import Settings

from accounts.connections import disconnect
from accounts.models import GitHubConnection, GrantRevocation
from tests.accounts import conftest
from tests.accounts.browser import Browser, text
from tests.accounts.github_stub import GitHubStub, person

WIDEN = "/settings/connection/widen/"


@pytest.fixture
def ines(github: GitHubStub) -> Browser:
    """Somebody who has signed in, and allowed nothing beyond that."""
    browser = Browser()
    browser.sign_in(github, person())
    conftest.signed_in.clear()
    return browser


def ask(browser: Browser, scope: str, query: str = "") -> dict[str, str]:
    """Press one of the two buttons; what GitHub is asked."""
    return browser.start_at(f"{WIDEN}{query}", scope=scope)


def allow(browser: Browser, github: GitHubStub, scope: str, granted: str, **who: Any) -> Any:
    """Press the button and say yes at GitHub, which then grants these scopes."""
    asked = ask(browser, scope)
    code = github.code_for(person(**who), scope=granted)
    return browser.come_back(code=code, state=asked["state"])


def connection() -> GitHubConnection:
    return GitHubConnection.objects.get()


def told(response: Any) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_each_button_asks_github_for_its_scope_alone(ines: Browser) -> None:
    assert ask(ines, "read:user")["scope"] == "read:user"
    assert ask(ines, "repo")["scope"] == "repo"


def test_a_second_one_is_asked_for_together_with_the_first(
    ines: Browser, github: GitHubStub
) -> None:
    allow(ines, github, "read:user", "read:user")

    assert set(ask(ines, "repo")["scope"].split()) == {"read:user", "repo"}


@pytest.mark.parametrize("scope", ["", "user", "admin:org", "repo,delete_repo", "read:user repo"])
def test_nothing_else_can_be_asked_for(ines: Browser, scope: str) -> None:
    response = ines.post(WIDEN, {"scope": scope})

    assert response["Location"] == reverse("accounts:connection")


def test_looking_at_the_address_starts_nothing(ines: Browser) -> None:
    assert ines.get(f"{WIDEN}?scope=repo")["Location"] == reverse("accounts:connection")


@pytest.mark.parametrize(
    "query", ["?scope=delete_repo", "?auth_params=scope%3Ddelete_repo", "?process=login"]
)
def test_the_address_adds_nothing_to_what_the_button_asks(ines: Browser, query: str) -> None:
    asked = ask(ines, "read:user", query)

    assert asked["scope"] == "read:user"
    assert asked["redirect_uri"].startswith("http://testserver/")


def test_a_visitor_is_asked_to_sign_in_first(github: GitHubStub) -> None:
    response = Browser().post(WIDEN, {"scope": "repo"})

    assert response["Location"].startswith("/accounts/login/?next=")


def test_what_was_allowed_is_kept_and_a_sync_begins(
    ines: Browser, github: GitHubStub, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        response = allow(ines, github, "read:user", "read:user")

    assert response["Location"] == reverse("accounts:connection")
    assert (connection().scopes, connection().opted_in) == (["read:user"], ["read:user"])
    assert conftest.signed_in == [connection().user]
    assert "We are reading what you have just allowed" in told(response)


def test_the_next_ordinary_sign_in_is_welcome_with_what_was_allowed_before(
    ines: Browser, github: GitHubStub
) -> None:
    """GitHub hands out every scope that was ever granted, whatever a sign-in asks for."""
    allow(ines, github, "read:user", "read:user")
    other = Browser()

    response = other.sign_in(github, person(), scope="read:user")

    assert response.status_code == 302
    assert other.user == connection().user
    assert connection().opted_in == ["read:user"]


@pytest.mark.parametrize("granted", ["read:user,repo", "read:user,admin:org"])
def test_more_than_this_button_asked_for_is_refused_and_taken_back(
    ines: Browser, github: GitHubStub, granted: str
) -> None:
    before = GitHubConnection.objects.values().get()

    response = allow(ines, github, "read:user", granted)

    assert response.status_code == 403
    assert "GitHub granted more than we asked for" in text(response)
    assert GitHubConnection.objects.values().get() == before
    assert GrantRevocation.objects.count() == 1


def test_what_one_person_allowed_opens_nothing_for_another(
    ines: Browser, github: GitHubStub
) -> None:
    allow(ines, github, "repo", "repo")

    stranger = Browser().sign_in(github, person(202, "bob"), scope="repo")

    assert stranger.status_code == 403


def test_a_state_that_asked_for_more_serves_one_answer_only(
    ines: Browser, github: GitHubStub
) -> None:
    asked = ask(ines, "repo")
    ines.come_back(code=github.code_for(person(), scope="repo"), state=asked["state"])
    disconnect(connection().user)

    replayed = ines.come_back(code=github.code_for(person(), scope="repo"), state=asked["state"])

    assert replayed.status_code == 401
    assert connection().scopes == []


def test_saying_no_at_github_is_explained_and_loses_nothing(
    ines: Browser, github: GitHubStub
) -> None:
    before = GitHubConnection.objects.values().get()
    asked = ask(ines, "repo")

    response = ines.come_back(error="access_denied", state=asked["state"])

    assert response["Location"] == reverse("accounts:connection")
    assert "You said no at GitHub. Nothing was changed." in told(response)
    assert GitHubConnection.objects.values().get() == before
    assert ines.user is not None


def test_a_grant_narrower_than_asked_is_taken_as_it_is(ines: Browser, github: GitHubStub) -> None:
    response = allow(ines, github, "repo", "")

    assert (connection().scopes, connection().opted_in) == ([], [])
    assert "GitHub granted less than you chose" in told(response)


def test_another_account_at_github_changes_nothing(ines: Browser, github: GitHubStub) -> None:
    before = GitHubConnection.objects.values().get()

    response = allow(ines, github, "repo", "repo", github_id=202, login="bob")

    assert response["Location"] == reverse("accounts:connection")
    assert "which is not the account of this log" in told(response)
    assert GitHubConnection.objects.values().get() == before


def test_revoking_at_github_and_signing_in_anew_takes_it_back(
    ines: Browser, github: GitHubStub
) -> None:
    allow(ines, github, "repo", "repo")

    Browser().sign_in(github, person(), scope="")

    assert (connection().scopes, connection().opted_in) == ([], [])


def test_disconnecting_takes_it_back(ines: Browser, github: GitHubStub) -> None:
    allow(ines, github, "repo", "repo")

    ines.post(reverse("accounts:disconnect"))

    assert (connection().scopes, connection().opted_in) == ([], [])


def test_the_page_explains_each_before_github_does(ines: Browser) -> None:
    page = text(ines.get(reverse("accounts:connection")))

    assert page.count("Allow this at GitHub") == 2
    for words in ("What we read", "Why", "What we promise"):
        assert page.count(words) >= 2
    assert "We never ask how much" in page
    assert "would also let us write to all your repositories. We never do" in page
    assert "take a permission back" in page


def test_what_is_allowed_has_no_button_any_more(ines: Browser, github: GitHubStub) -> None:
    allow(ines, github, "read:user", "read:user")

    page = text(ines.get(reverse("accounts:connection")))

    assert page.count("Allow this at GitHub") == 1
    assert 'name="scope" value="repo"' in page
    assert "your sponsorships" in page


def test_what_github_no_longer_grants_is_said_to_be_frozen(
    ines: Browser, github: GitHubStub
) -> None:
    allow(ines, github, "repo", "repo")
    GitHubConnection.objects.update(scopes=[])  # as a sync found it

    page = text(ines.get(reverse("accounts:connection")))

    assert "is no longer kept up to date" in page
    assert page.count("You allowed this once") == 1


def test_with_a_token_of_ones_own_its_scopes_decide(ines: Browser, settings: Settings) -> None:
    settings.GITHUB_CLIENT_ID, settings.GITHUB_TOKEN = "", "gho_" + "o" * 36

    page = text(ines.get(reverse("accounts:connection")))

    assert "gh auth refresh --scopes read:user" in page
    assert "Allow this at GitHub" not in page
    assert ines.post(WIDEN, {"scope": "repo"})["Location"] == reverse("accounts:connection")


def test_starting_too_often_is_put_off(ines: Browser) -> None:
    answers = {ines.post(WIDEN, {"scope": "repo"}).status_code for _ in range(11)}

    assert 429 in answers
