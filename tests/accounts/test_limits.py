"""How often one address may start to sign in."""

from django.test import Client
from pytest_django import Settings

from tests.accounts.browser import text
from tests.accounts.github_stub import GitHubStub

START = "/accounts/github/login/"


def test_the_eleventh_start_within_a_minute_is_told_when_to_retry(github: GitHubStub) -> None:
    client = Client()
    answers = [client.post(START).status_code for _ in range(10)]

    eleventh = client.post(START)

    assert answers == [302] * 10
    assert eleventh.status_code == 429
    assert eleventh["Retry-After"] == "60"
    assert "try again in one minute" in text(eleventh)


def test_a_new_browser_and_a_forged_address_do_not_help(github: GitHubStub) -> None:
    for attempt in range(10):
        Client().post(START, headers={"x-forwarded-for": f"203.0.113.{attempt}"})

    response = Client().post(START, headers={"x-forwarded-for": "203.0.113.99"})

    assert response.status_code == 429


def test_another_address_is_not_held_up(github: GitHubStub) -> None:
    for _ in range(11):
        Client().post(START)

    assert Client(REMOTE_ADDR="198.51.100.7").post(START).status_code == 302


def test_behind_a_trusted_proxy_each_visitor_counts_alone(
    github: GitHubStub, settings: Settings
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(11):
        Client().post(START, headers={"x-forwarded-for": "203.0.113.1"})

    response = Client().post(START, headers={"x-forwarded-for": "203.0.113.1, 203.0.113.2"})

    assert response.status_code == 302


def test_reading_the_page_is_not_counted(github: GitHubStub) -> None:
    for _ in range(30):
        assert Client().get(START).status_code == 200
