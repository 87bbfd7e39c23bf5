"""Grants that their owners took back: GitHub is told until it has heard."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import Settings

from accounts.models import GrantRevocation
from tests.tracker.ingest.world import World
from tracker.ingest import revocations

pytestmark = pytest.mark.django_db(transaction=True)
LOGIN = "yaramendelin"


def owed(token: str, **fields: object) -> GrantRevocation:
    revocation = GrantRevocation(place="accounts_githubconnection.access_token.7", **fields)
    revocation.access_token = token
    revocation.save()
    revocation.refresh_from_db()
    return revocation


def test_grant_is_taken_back_at_github_and_the_row_goes(world: World) -> None:
    connection = world.connect(LOGIN)
    owed(connection.access_token)

    revocations.revoke_next()

    assert not GrantRevocation.objects.exists()
    owed(connection.access_token)
    revocations.revoke_next()
    assert not GrantRevocation.objects.exists(), "a grant that is gone already is a success"


def test_unreachable_github_is_tried_again_later(settings: Settings) -> None:
    settings.GITHUB_API_URL = "http://127.0.0.1:9"
    row = owed("gho_" + "x" * 36)

    revocations.revoke_next()

    row.refresh_from_db()
    assert row.attempts == 1
    assert row.not_before > timezone.now() + timedelta(seconds=20)


def test_one_round_asks_github_once_so_that_its_silence_holds_up_little(
    settings: Settings,
) -> None:
    settings.GITHUB_API_URL = "http://127.0.0.1:9"
    first, second = owed("gho_" + "x" * 36), owed("gho_" + "y" * 36)

    revocations.revoke_next()
    tried = list(GrantRevocation.objects.filter(attempts=1))
    revocations.revoke_next()

    assert tried == [first]
    assert set(GrantRevocation.objects.filter(attempts=1)) == {first, second}


def test_eighth_attempt_is_the_last(settings: Settings) -> None:
    settings.GITHUB_API_URL = "http://127.0.0.1:9"
    owed("gho_" + "x" * 36, attempts=7)

    revocations.revoke_next()

    assert not GrantRevocation.objects.exists()


def test_what_is_not_due_waits(settings: Settings) -> None:
    settings.GITHUB_API_URL = "http://127.0.0.1:9"
    owed("gho_" + "x" * 36, not_before=timezone.now() + timedelta(minutes=5))

    revocations.revoke_next()

    assert GrantRevocation.objects.get().attempts == 0


def test_token_that_does_not_open_any_more_is_let_go() -> None:
    row = owed("gho_" + "x" * 36)
    GrantRevocation.objects.filter(pk=row.pk).update(sealed_token="gone.gone.gone")

    revocations.revoke_next()

    assert not GrantRevocation.objects.exists()


def test_personal_token_has_no_grant_to_take_back(settings: Settings) -> None:
    settings.GITHUB_CLIENT_ID = ""
    owed("ghp_" + "x" * 36)

    revocations.revoke_next()

    assert not GrantRevocation.objects.exists()
