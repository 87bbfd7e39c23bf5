"""What somebody read while signed in is kept by no cache."""

import pytest
from django.test import Client

from tests import make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["/log/", "/share/", "/settings/profile/", "/nowhere/"])
def test_pages_of_ones_own_are_kept_nowhere(client: Client, path: str) -> None:
    client.force_login(make.user())

    assert client.get(path).headers["Cache-Control"] == "private, no-store"


def test_a_page_that_says_how_it_may_be_kept_is_left_alone(client: Client) -> None:
    person = make.user(profile_is_public=True)
    client.force_login(person)

    assert client.get(f"/@{person.handle}/").headers["Cache-Control"] == "no-cache"


def test_what_visitors_see_is_not_private(client: Client) -> None:
    assert "private" not in client.get("/").headers.get("Cache-Control", "")
