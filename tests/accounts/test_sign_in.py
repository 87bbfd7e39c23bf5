"""Signing in: what is asked of GitHub, and what comes back."""

import base64
import hashlib

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings
from structlog.testing import capture_logs

from accounts.models import GitHubConnection, User
from tests import make
from tests.accounts import conftest
from tests.accounts.browser import Browser, text
from tests.accounts.github_stub import GitHubStub, person


def test_reading_the_sign_in_address_does_not_start_anything(github: GitHubStub) -> None:
    response = Client().get("/accounts/github/login/")

    assert response.status_code == 200
    assert 'method="post"' in text(response)


def test_a_head_request_does_not_start_anything(github: GitHubStub) -> None:
    assert Client().head("/accounts/github/login/").status_code == 405


def test_the_button_needs_our_own_form(github: GitHubStub) -> None:
    foreign = Client(enforce_csrf_checks=True)

    assert foreign.post("/accounts/github/login/").status_code == 403


def test_github_is_asked_for_no_scope_and_with_pkce(github: GitHubStub) -> None:
    browser = Browser()

    asked = browser.start()
    browser.come_back(code=github.code_for(person()), state=asked["state"])

    verifier = github.exchanges[0]["code_verifier"]
    digest = hashlib.sha256(verifier.encode()).digest()
    assert asked["address"] == f"{github.url}/login/oauth/authorize"
    assert "scope" not in asked
    assert asked["code_challenge_method"] == "S256"
    assert asked["code_challenge"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")
    assert asked["redirect_uri"] == "http://testserver/accounts/github/login/callback/"


@pytest.mark.parametrize(
    "query",
    [
        "?scope=repo,user",
        "?auth_params=scope%3Drepo%26redirect_uri%3Dhttps%3A%2F%2Fevil.example",
        "?auth_params=client_id%3Devil%26state%3Dmine",
        "?action=reauthenticate&scope=repo",
    ],
)
def test_a_link_cannot_change_what_github_is_asked(github: GitHubStub, query: str) -> None:
    plain = Browser().start()

    asked = Browser().start(query)

    assert asked.keys() == plain.keys()
    for name in ("client_id", "redirect_uri", "address"):
        assert asked[name] == plain[name]
    assert asked["state"] != "mine"


def test_the_first_sign_in_makes_an_account_and_a_connection(github: GitHubStub) -> None:
    who = person(101, "Ines-O", name="Ines Okafor", location="Lagos", blog="ines.example")

    response = Browser().sign_in(github, who)

    user = User.objects.get()
    assert response["Location"] == reverse("tracker:log")
    assert (user.handle, user.name, user.location) == ("ines-o", "Ines Okafor", "Lagos")
    assert user.website == "https://ines.example"
    assert (user.github.github_id, user.github.login) == (101, "Ines-O")
    assert user.github.node_id == "U_101"
    assert user.github.access_token == github.token_of("code0")
    assert user.github.scopes == []
    assert user.github.expires_at is None


def test_an_expiring_token_is_kept_with_what_refreshes_it(github: GitHubStub) -> None:
    Browser().sign_in(github, person(), expires_in="28800", refresh_token="ghr_" + "r" * 40)

    connection = GitHubConnection.objects.get()
    assert connection.refresh_token == "ghr_" + "r" * 40
    assert connection.expires_at is not None
    assert (connection.expires_at - make.at("2026-01-01")).days > 0


def test_what_follows_a_sign_in_waits_for_the_commit(
    github: GitHubStub, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        Browser().sign_in(github, person())
        assert conftest.signed_in == []

    assert conftest.signed_in == [User.objects.get()]


def test_a_later_sign_in_renews_the_connection_and_leaves_the_profile(github: GitHubStub) -> None:
    Browser().sign_in(github, person(name="Ines"))
    User.objects.update(name="Dr Ines Okafor")
    GitHubConnection.objects.update(problem="GitHub refused the key.")

    Browser().sign_in(github, person(name="Other name", location="Elsewhere"))

    user = User.objects.get()
    assert (user.name, user.location) == ("Dr Ines Okafor", "")
    assert user.github.problem == ""
    assert user.github.access_token == github.token_of("code0")


def test_the_session_id_changes_at_sign_in(github: GitHubStub) -> None:
    browser = Browser()
    asked = browser.start()
    before = browser.cookies["sessionid"].value

    browser.come_back(code=github.code_for(person()), state=asked["state"])

    assert browser.cookies["sessionid"].value != before


def test_a_session_id_that_was_planted_is_not_taken_over(github: GitHubStub) -> None:
    browser = Browser()
    browser.cookies["sessionid"] = "planted" * 4

    browser.sign_in(github, person())

    assert browser.user is not None
    assert browser.cookies["sessionid"].value != "planted" * 4


@pytest.mark.parametrize("state", ["", "wrong"])
def test_an_answer_without_our_state_signs_nobody_in(github: GitHubStub, state: str) -> None:
    browser = Browser()
    browser.start()

    response = browser.come_back(code=github.code_for(person()), state=state)

    assert response.status_code == 401
    assert browser.user is None
    assert "Sign-in did not work" in text(response)
    assert github.exchanges == []


def test_a_state_belongs_to_the_browser_it_was_given_to(github: GitHubStub) -> None:
    asked = Browser().start()
    victim = Browser()

    response = victim.come_back(code=github.code_for(person()), state=asked["state"])

    assert response.status_code == 401
    assert victim.user is None


def test_a_state_is_good_for_one_answer(github: GitHubStub) -> None:
    browser = Browser()
    state = browser.start()["state"]
    browser.come_back(code=github.code_for(person()), state=state)

    again = browser.come_back(code=github.code_for(person(202, "mallory")), state=state)

    assert again.status_code == 401
    assert browser.user == User.objects.get(handle="ines")


def test_a_code_that_github_refuses_is_explained(github: GitHubStub) -> None:
    browser = Browser()

    response = browser.come_back(code="expired", state=browser.start()["state"])

    assert response.status_code == 401
    assert "Nothing was stored" in text(response)
    assert "Try again" in text(response)
    assert not User.objects.exists()


@pytest.mark.parametrize("answer", [{"id": "7"}, {"id": -1}, {"id": 2**63}, {"id": None}])
def test_an_answer_that_is_no_user_signs_nobody_in(
    github: GitHubStub, answer: dict[str, object]
) -> None:
    response = Browser().sign_in(github, answer)

    assert response.status_code == 401
    assert not User.objects.exists()


def test_cancelling_at_github_leaves_no_line_in_the_log(github: GitHubStub) -> None:
    browser = Browser()
    asked = browser.start()

    with capture_logs() as logs:
        browser.come_back(error="access_denied", state=asked["state"])

    assert logs == []


@pytest.mark.parametrize(
    ("query", "cause"),
    [({"error": "redirect_uri_mismatch"}, "unknown"), ({"code": "wrong"}, "OAuth2Error")],
)
def test_a_failed_sign_in_is_logged_with_its_cause(
    github: GitHubStub, query: dict[str, str], cause: str
) -> None:
    browser = Browser()
    asked = browser.start()

    with capture_logs() as logs:
        browser.come_back(**query, state=asked["state"])

    assert logs == [{"event": "sign-in failed", "cause": cause, "log_level": "warning"}]


def test_cancelling_at_github_is_explained(github: GitHubStub) -> None:
    browser = Browser()
    asked = browser.start()

    response = browser.get(
        "/accounts/github/login/callback/",
        {"error": "access_denied", "state": asked["state"]},
        follow=True,
    )

    assert response.status_code == 200
    assert "You didn’t sign in. Nothing was stored." in text(response)
    assert "Sign in with GitHub" in response.content.decode()
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        ("redirect_uri_mismatch", "http://localhost:8000/accounts/github/login/callback/"),
        ("application_suspended", "GitHub has suspended this site’s OAuth app"),
        ("<script>", "without a valid answer"),
    ],
)
def test_what_github_refuses_is_explained(github: GitHubStub, error: str, advice: str) -> None:
    browser = Browser()

    response = browser.come_back(error=error, state=browser.start()["state"])

    assert response.status_code == 401
    assert advice in text(response)


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example",
        "http:evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "///evil.example",
        "javascript:alert(1)",
        "https://testserver@evil.example/",
        "\x00//evil.example",
    ],
)
def test_next_leads_nowhere_else(github: GitHubStub, target: str) -> None:
    browser = Browser()
    asked = browser.start(next=target)

    response = browser.come_back(code=github.code_for(person()), state=asked["state"])

    assert response["Location"] == reverse("tracker:log")


def test_next_leads_to_a_page_of_ours(github: GitHubStub) -> None:
    browser = Browser()
    asked = browser.start(next="/settings/profile/")

    response = browser.come_back(code=github.code_for(person()), state=asked["state"])

    assert response["Location"] == "/settings/profile/"


def test_signing_in_twice_at_once_makes_one_account(
    github: GitHubStub, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicker = make.user("ines")
    monkeypatch.setattr("accounts.adapters.unused_handle", lambda _login: "ines")

    response = Browser().sign_in(github, person())

    assert response["Location"] == reverse("account_login")
    assert User.objects.get() == quicker
    assert not GitHubConnection.objects.exists()


def test_closed_signups_turn_strangers_away_and_let_members_in(
    github: GitHubStub, settings: Settings
) -> None:
    Browser().sign_in(github, person(101, "ines"))
    settings.SIGNUPS = "closed"

    stranger = Browser().sign_in(github, person(202, "bob"))
    member = Browser()
    member.sign_in(github, person(101, "ines"))

    assert "New accounts are closed here" in text(stranger)
    assert not User.objects.filter(handle="bob").exists()
    assert member.user is not None


def test_a_barred_person_is_told_and_keeps_no_key(github: GitHubStub) -> None:
    Browser().sign_in(github, person())
    User.objects.update(is_active=False)
    GitHubConnection.objects.update(sealed_access_token="")
    browser = Browser()

    response = browser.sign_in(github, person())

    assert response["Location"] == reverse("account_inactive")
    assert browser.user is None
    assert GitHubConnection.objects.get().sealed_access_token == ""


def test_the_sign_in_page_has_one_button_that_posts(github: GitHubStub) -> None:
    page = text(Client().get("/accounts/login/"))

    assert page.count("Sign in with GitHub") == 1
    assert "can’t write to repositories and can’t see private ones" in page


def test_the_sign_in_page_hands_next_on(github: GitHubStub) -> None:
    page = text(Client().get("/accounts/login/?next=/log/"))

    assert 'action="/accounts/github/login/?next=/log/"' in page


def test_without_a_source_the_sign_in_page_says_how_to_set_one_up(
    github: GitHubStub, settings: Settings
) -> None:
    settings.GITHUB_CLIENT_ID = ""

    page = text(Client().get("/accounts/login/"))

    assert "http://localhost:8000/accounts/github/login/callback/" in page
    assert "GITHUB_CLIENT_ID" in page
    assert "GITHUB_TOKEN" in page
    assert "Sign in with GitHub" not in page


def test_without_an_oauth_app_the_button_leads_back_to_the_set_up_page(
    github: GitHubStub, settings: Settings
) -> None:
    settings.GITHUB_CLIENT_ID = ""

    response = Client().post("/accounts/github/login/")

    assert response["Location"] == reverse("account_login")
