"""The front door, and the pages for what goes wrong."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from pytest_django import Settings

from tests import make
from tests.tracker.views.browse import signed_in

pytestmark = pytest.mark.django_db


def front(**headers: str) -> str:
    return Client(headers=headers or None).get("/").content.decode()


def test_signing_in_is_a_post_to_github() -> None:
    assert '<form class="sign-in" method="post" action="/accounts/github/login/">' in front()


def test_without_an_oauth_app_it_leads_to_the_sign_in_page(settings: Settings) -> None:
    settings.GITHUB_CLIENT_ID = ""

    assert 'href="/accounts/login/"' in front()
    assert "/accounts/github/login/" not in front()


@pytest.mark.parametrize(
    "source", ["https://github.com/contriblog/contriblog", "https://git.example.org/ours"]
)
def test_running_it_oneself_begins_with_a_clone(settings: Settings, source: str) -> None:
    settings.SOURCE_URL = "" if "contriblog/contriblog" in source else source

    assert f"git clone {source} contriblog\ncd contriblog\nmake run<" in front()


def test_every_link_on_it_leads_somewhere() -> None:
    shown = front()

    for link in re.findall(r'<a [^>]*href="([^"]+)"', shown):
        if link.startswith("#"):
            assert f'id="{link[1:]}"' in shown
        else:
            assert Client().get(link).status_code == 200


def test_closed_sign_ups_are_said_plainly(settings: Settings) -> None:
    settings.SIGNUPS = "closed"

    shown = front()

    assert "New accounts are closed on this site." in shown
    assert "Start my log" not in shown


def test_whoever_is_signed_in_goes_to_their_log() -> None:
    assert signed_in(make.user()).get("/")["Location"] == "/log/"


def test_the_notice_of_a_site_stands_on_every_page(settings: Settings) -> None:
    settings.SITE_NOTICE = "These people are invented."

    assert "These people are invented." in front()
    assert "These people are invented." in signed_in(make.user()).get("/log/").content.decode()


def test_robots_are_asked_to_leave_private_pages_alone() -> None:
    response = Client().get("/robots.txt")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert b"Disallow: /log/" in response.content


def test_an_unknown_address_wears_the_look() -> None:
    response = Client().get("/nothing/here/")

    assert response.status_code == 404
    assert b"There is nothing at this address" in response.content


def test_a_form_without_its_token_explains_itself() -> None:
    response = Client(enforce_csrf_checks=True).post("/sync/")

    assert response.status_code == 403
    assert b"This page was open too long" in response.content


def test_the_page_for_our_own_mistakes_needs_nothing_that_could_be_broken(
    settings: Settings,
) -> None:
    settings.ROOT_URLCONF = "tests.tracker.views.broken"
    client = Client(raise_request_exception=False)

    response = client.get("/")

    assert response.status_code == 500
    assert b"Your log is safe" in response.content
