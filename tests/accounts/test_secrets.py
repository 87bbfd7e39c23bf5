"""A token is nowhere to be read but in its own sealed column."""

import logging

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.views.debug import ExceptionReporter
from pytest_django import Settings

from accounts.models import GitHubConnection, User
from contriblog.error_reports import SecretsFilter
from tests import make
from tests.accounts.browser import Browser
from tests.accounts.github_stub import GitHubStub, person

REFRESH = "ghr_" + "r" * 40


def everything_stored() -> str:
    """Every row of every table, as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 a table of our own
            rows += [row[0] for row in cursor.fetchall()]
    return "\n".join(rows)


def everything_in_sessions() -> str:
    """The sessions' contents, opened."""
    return str([session.get_decoded() for session in Session.objects.all()])


def test_no_table_and_no_session_holds_a_token_in_clear(github: GitHubStub) -> None:
    Browser().sign_in(github, person(), refresh_token=REFRESH, expires_in="28800")
    token = github.token_of("code0")

    assert GitHubConnection.objects.get().access_token == token
    for place in (everything_stored(), everything_in_sessions()):
        assert token not in place
        assert REFRESH not in place
        assert "gho_" not in place


@pytest.mark.parametrize("scope", ["", "repo"])
def test_no_log_line_holds_a_token_or_a_code(
    github: GitHubStub, caplog: pytest.LogCaptureFixture, scope: str
) -> None:
    caplog.set_level(logging.INFO)  # as the product logs
    browser = Browser()

    browser.sign_in(github, person(), scope=scope)
    browser.come_back(code="code-that-is-wrong", state="wrong")

    assert "gho_" not in caplog.text
    assert "code-that-is-wrong" not in caplog.text


@pytest.mark.parametrize("debug", [True, False])
def test_no_error_page_shows_a_token(settings: Settings, debug: bool) -> None:  # noqa: FBT001
    settings.DEBUG = debug
    secret = "gho_" + "z" * 36
    with pytest.raises(ZeroDivisionError) as caught:
        _fail_with(secret, {"Authorization": f"Bearer {secret}"}, harmless="spoon")
    request = RequestFactory().get("/")
    report = ExceptionReporter(request, caught.type, caught.value, caught.tb)

    page = report.get_traceback_html() + report.get_traceback_text()
    assert isinstance(report.filter, SecretsFilter)
    assert secret not in page
    assert "spoon" in page


def _fail_with(found: str, headers: dict[str, str], harmless: str) -> None:
    raise ZeroDivisionError(len(found) + len(headers) + len(harmless))


def test_a_crash_in_the_middle_of_a_sign_in_shows_no_token(
    github: GitHubStub, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEBUG = True
    monkeypatch.setattr("accounts.connections.forget_revocations", _crash)
    browser = Browser(raise_request_exception=False)

    response = browser.sign_in(github, person(), refresh_token=REFRESH, expires_in="28800")

    assert response.status_code == 500
    page = response.content.decode()
    assert "record_connection" in page
    assert github.token_of("code0") not in page
    assert REFRESH not in page
    assert not User.objects.exists()


def _crash(github_id: int) -> None:
    raise RuntimeError(f"stopped at {github_id}")


@pytest.fixture
def admin(db: None) -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("root-user", "password"))
    return client


def test_the_admin_shows_a_connection_without_its_tokens(admin: Client) -> None:
    shown = make.connection(token="gho_" + "a" * 36)
    pages = [
        reverse("admin:accounts_githubconnection_changelist"),
        reverse("admin:accounts_githubconnection_change", args=[shown.pk]),
        reverse("admin:accounts_user_change", args=[shown.user.pk]),
    ]

    for page in pages:
        response = admin.get(page)
        assert response.status_code == 200
        assert shown.login in response.content.decode()
        assert shown.sealed_access_token not in response.content.decode()
        assert "gho_" not in response.content.decode()


def test_the_admin_neither_adds_nor_deletes_people(admin: Client) -> None:
    someone = make.user()

    assert admin.get(reverse("admin:accounts_user_add")).status_code == 403
    delete = reverse("admin:accounts_user_delete", args=[someone.pk])
    assert admin.post(delete, {"post": "yes"}).status_code == 403


def test_the_admin_knows_nothing_of_allauths_tables(admin: Client) -> None:
    index = admin.get(reverse("admin:index")).content.decode()

    assert "socialaccount" not in index
    assert "emailaddress" not in index
