"""What the owner is told of the weekly look, and how it is put."""

from __future__ import annotations

import pytest
from django.test import Client

from accounts.models import User
from tests import make
from tracker.models import Reconciliation
from tracker.present.presence import Presence, presence

pytestmark = pytest.mark.django_db


def checked(owner: User, *, doubted: int = 0) -> User:
    Reconciliation.objects.create(user=owner, ended_at=make.SOME_DAY, doubted=doubted)
    return owner


def page(client: Client, owner: User) -> str:
    client.force_login(owner)
    return client.get("/sync/runs/").content.decode()


def test_before_the_first_sync_there_is_nothing_to_tell(client: Client) -> None:
    owner = make.user()

    assert presence(owner) is None
    assert "Still on GitHub" not in page(client, owner)


def test_it_counts_what_is_gone_missing_and_frozen_of_ones_own() -> None:
    owner = checked(make.user())
    make.entry(owner, tombstoned_at=make.SOME_DAY, missed_at=make.SOME_DAY)
    make.entry(owner, missed_at=make.SOME_DAY)
    make.entry(owner, place=make.repository(is_private=True))
    make.entry(owner)
    make.manual_entry(owner)
    make.entry(tombstoned_at=make.SOME_DAY)

    assert presence(owner) == Presence(make.SOME_DAY, gone=1, missing=1, doubted=0, frozen=1)


def test_nothing_is_frozen_while_private_repositories_are_shown() -> None:
    owner = checked(make.connection(scopes=["repo"]).user)
    make.entry(owner, place=make.repository(is_private=True))

    found = presence(owner)

    assert found is not None
    assert found.frozen == 0


def test_what_was_closed_to_us_is_not_frozen_but_gone_or_missing() -> None:
    owner = checked(make.user())
    make.entry(owner, place=make.repository(is_private=True, is_shown_private=False))

    found = presence(owner)

    assert found is not None
    assert found.frozen == 0


def test_page_says_that_a_mass_disappearance_is_not_believed(client: Client) -> None:
    owner = checked(make.user(), doubted=1200)

    assert "did not show 1,200 of your entries" in page(client, owner)
    assert "we do not believe" in page(client, owner)


def test_page_leads_to_what_is_gone(client: Client) -> None:
    owner = checked(make.user())
    make.entry(owner, tombstoned_at=make.SOME_DAY)

    assert '<a href="/log/?state=gone">Show it</a>' in page(client, owner)
    assert "Last checked on" in page(client, owner)
    assert "14 March 2026" in page(client, owner)
