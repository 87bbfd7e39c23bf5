"""What people are called, and how their sessions end."""

from datetime import timedelta

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from pytest_django import Settings

from accounts.models import GitHubConnection, User
from accounts.sessions import end_sessions
from tests import make


@pytest.mark.parametrize(
    ("name", "shown", "initials"),
    [
        ("Ada Lindqvist", "Ada Lindqvist", "AL"),
        ("Ada King of Lovelace", "Ada King of Lovelace", "AL"),
        ("ada", "ada", "A"),
        ("", "ada-l", "A"),
        ("   ", "ada-l", "A"),
        ("\u2003\u00a0", "ada-l", "A"),
    ],
)
def test_a_name_is_shown_and_a_blank_one_gives_way_to_the_handle(
    name: str, shown: str, initials: str
) -> None:
    ada = User(handle="ada-l", name=name)

    assert (ada.display_name, ada.initials) == (shown, initials)


def test_a_connection_knows_its_page_at_github(settings: Settings) -> None:
    settings.GITHUB_URL = "https://github.example"

    assert GitHubConnection(login="Ada-L").profile_url == "https://github.example/Ada-L"


@pytest.mark.django_db
def test_ending_sessions_opens_none_that_is_over() -> None:
    ada = make.user()
    for life in (timedelta(hours=1), timedelta(hours=-1)):
        session = SessionStore()
        session[SESSION_KEY] = str(ada.pk)
        session.set_expiry(life)
        session.save()

    end_sessions(ada)

    (over,) = Session.objects.all()
    assert over.get_decoded()[SESSION_KEY] == str(ada.pk)
