"""What `manage.py check` finds before a visitor does."""

import base64

import pytest
from django.core import checks
from pytest_django import Settings

from accounts.models import GitHubConnection
from tests import make

KEY = base64.b64encode(b"k" * 32).decode()


def found(databases: list[str] | None = None) -> set[str | None]:
    """The ids of our checks that complain."""
    messages = checks.run_checks(databases=databases)
    return {message.id for message in messages if (message.id or "").startswith("accounts.")}


def test_a_sound_setup_is_silent() -> None:
    assert found() == set()


@pytest.mark.parametrize(
    "keys",
    [["k1"], ["k1:short"], [f"k1:{KEY}x"], [f":{KEY}"], [f"k.1:{KEY}"], [f"k1:{KEY}", f"k1:{KEY}"]],
)
def test_keys_that_cannot_be_used_are_an_error(settings: Settings, keys: list[str]) -> None:
    settings.TOKEN_KEYS = keys

    assert found() == {"accounts.E001"}


@pytest.mark.django_db
def test_a_stored_token_whose_key_is_gone_is_an_error(settings: Settings) -> None:
    make.connection()
    settings.TOKEN_KEYS = [f"other:{KEY}"]

    assert found(["default"]) == {"accounts.E002"}
    assert found() == set()


@pytest.mark.django_db
def test_a_stored_token_whose_key_is_an_older_one_is_fine(settings: Settings) -> None:
    make.connection()
    settings.TOKEN_KEYS = [f"other:{KEY}", *settings.TOKEN_KEYS]

    assert found(["default"]) == set()


@pytest.mark.django_db
def test_a_connection_without_a_token_needs_no_key(settings: Settings) -> None:
    make.connection(token="")
    settings.TOKEN_KEYS = [f"other:{KEY}"]

    assert found(["default"]) == set()
    assert GitHubConnection.objects.exists()


@pytest.mark.parametrize(("debug", "host"), [(False, "127.0.0.1"), (True, "0.0.0.0")])  # noqa: S104 refused
def test_a_token_for_everybody_is_an_error(settings: Settings, host: str, *, debug: bool) -> None:
    settings.GITHUB_TOKEN = "ghp_" + "p" * 36
    settings.DEBUG, settings.BIND_HOST = debug, host

    assert found() == {"accounts.E003"}


def test_a_token_for_oneself_is_fine(settings: Settings) -> None:
    settings.GITHUB_TOKEN = "ghp_" + "p" * 36
    settings.DEBUG, settings.BIND_HOST = True, "127.0.0.1"

    assert found() == set()


@pytest.mark.parametrize("name", ["GITHUB_CLIENT_ID", "GITHUB_CLIENT_SECRET"])
def test_half_an_oauth_app_is_an_error(settings: Settings, name: str) -> None:
    setattr(settings, name, "")

    assert found() == {"accounts.E004"}


@pytest.mark.parametrize(
    "address", ["log.example.org", "https://example.org/log", "ftp://example.org", "https://"]
)
def test_a_site_address_that_is_none_is_an_error(settings: Settings, address: str) -> None:
    settings.SITE_URL = address

    assert found() == {"accounts.E005"}


@pytest.mark.parametrize(
    ("address", "complaints"),
    [
        ("http://log.example.org", {"accounts.W001"}),
        ("https://log.example.org", set()),
        ("http://127.0.0.1:8000", set()),
    ],
)
def test_other_machines_come_by_https(
    settings: Settings, address: str, complaints: set[str]
) -> None:
    settings.SITE_URL = address

    assert found() == complaints
