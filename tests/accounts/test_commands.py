"""The commands of whoever runs the site."""

import base64
import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from accounts import key_rotation
from accounts.grants import queue_revocation
from accounts.key_rotation import secrets_by_key
from accounts.models import GitHubConnection, GrantRevocation, User
from tests import make

pytestmark = pytest.mark.django_db
NEW_KEY = "new:" + base64.b64encode(b"n" * 32).decode()


def said_by(name: str, *arguments: str, **options: Any) -> str:
    """What a command writes."""
    out = io.StringIO()
    call_command(name, *arguments, stdout=out, **options)
    return out.getvalue()


def test_rotation_seals_everything_with_the_new_key(settings: Settings) -> None:
    first = make.connection(token="gho_" + "1" * 36, refresh="ghr_" + "1" * 36)
    queue_revocation("gho_" + "2" * 36, 7)
    make.connection(token="")
    settings.TOKEN_KEYS = [NEW_KEY, *settings.TOKEN_KEYS]

    said = said_by("rotate_token_keys")

    settings.TOKEN_KEYS = [NEW_KEY]
    first.refresh_from_db()
    assert "3 tokens are now under new." in said
    assert secrets_by_key() == {"new": 3}
    assert first.access_token == "gho_" + "1" * 36
    assert first.refresh_token == "ghr_" + "1" * 36
    assert GrantRevocation.objects.get().access_token == "gho_" + "2" * 36


def test_rotation_changes_nothing_the_second_time(settings: Settings) -> None:
    make.connection()
    settings.TOKEN_KEYS = [NEW_KEY, *settings.TOKEN_KEYS]
    said_by("rotate_token_keys")
    before = GitHubConnection.objects.values().get()

    assert "0 tokens are now under new." in said_by("rotate_token_keys")

    assert GitHubConnection.objects.values().get() == before


def test_rotation_goes_through_all_batches(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(5):
        make.connection()
    monkeypatch.setattr(key_rotation, "BATCH", 2)
    settings.TOKEN_KEYS = [NEW_KEY, *settings.TOKEN_KEYS]

    said_by("rotate_token_keys")

    assert secrets_by_key() == {"new": 5}


def test_rotation_names_what_does_not_open_and_seals_the_rest(settings: Settings) -> None:
    lost = make.connection()
    GitHubConnection.objects.update(sealed_access_token="gone.AAAA.BBBB")
    make.connection()
    settings.TOKEN_KEYS = [NEW_KEY, *settings.TOKEN_KEYS]

    with pytest.raises(CommandError, match=f"accounts_githubconnection {lost.pk}"):
        said_by("rotate_token_keys")

    assert secrets_by_key() == {"new": 1, "gone": 1}


def test_a_user_is_deleted_by_handle_or_by_login() -> None:
    make.connection(make.user("ines"), login="Ines-O")
    make.connection(make.user("bob"), login="Bob")

    said_by("delete_user", "INES-O", "--yes")
    said_by("delete_user", "bob", "--yes")

    assert not User.objects.exists()


def test_deleting_asks_first(monkeypatch: pytest.MonkeyPatch) -> None:
    make.user("ines")
    monkeypatch.setattr("builtins.input", lambda _question: "")

    with pytest.raises(CommandError, match="Nothing was deleted"):
        said_by("delete_user", "ines")

    assert User.objects.exists()


def test_a_name_that_nobody_goes_by_deletes_nobody() -> None:
    make.user("ines")

    with pytest.raises(CommandError, match="Nobody here is called bob"):
        said_by("delete_user", "bob", "--yes")

    assert User.objects.exists()


def test_a_handle_goes_before_another_persons_login() -> None:
    renamed = make.connection(make.user("ines"), login="ines-okafor").user
    make.connection(make.user("ines-2"), login="ines")

    assert User.objects.named("ines") == renamed


def test_a_login_that_two_people_went_by_names_neither() -> None:
    make.connection(make.user("a"), login="ines")
    make.connection(make.user("b"), login="Ines")

    with pytest.raises(User.DoesNotExist):
        User.objects.named("ines")


def test_check_setup_names_the_callback_and_what_answers(settings: Settings) -> None:
    settings.SITE_URL = "https://log.example.org"
    settings.CELERY_BROKER_URL = "memory://"

    said = said_by("check_setup")

    assert "https://log.example.org/accounts/github/login/callback/" in said
    assert "ok       PostgreSQL: answers" in said
    assert "ok       Redis: answers" in said


def test_check_setup_calls_a_github_of_this_machine_a_demo(settings: Settings) -> None:
    settings.GITHUB_URL = "http://127.0.0.1:8401"
    settings.CELERY_BROKER_URL = "memory://"

    said = said_by("check_setup")

    assert "ok       GitHub: demo GitHub at http://127.0.0.1:8401\n" in said
    assert "OAuth app" not in said


def test_check_setup_names_what_is_missing(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.GITHUB_CLIENT_ID = settings.GITHUB_CLIENT_SECRET = ""
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:9/0"

    with pytest.raises(CommandError, match="2 of these need your attention"):
        call_command("check_setup")

    said = capsys.readouterr().out
    assert "missing  GitHub: register an OAuth app" in said
    assert "http://localhost:8000/accounts/github/login/callback/" in said
    assert "missing  Redis: no answer" in said
    assert "REDIS_URL" in said
