"""Signing in at the demo GitHub, a process of its own, and the addresses of other GitHubs."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from django.core.cache import cache
from pytest_django import Settings

from accounts.models import GitHubConnection
from tests.accounts.browser import Browser

CLIENT = {"client_id": "demo-app", "secret": "demo-secret"}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the demo GitHub listens."""
    command = [sys.executable, "-m", "contriblog.demo", "--port", "0"]
    command += ["--client-id", CLIENT["client_id"], "--client-secret", CLIENT["secret"]]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 ours
        assert process.stdout is not None
        yield process.stdout.readline().rpartition(" ")[2].strip()
        process.terminate()


@pytest.fixture
def demo(address: str, db: None, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> str:
    """The demo GitHub, as the one that people sign in with."""
    for name, path in {
        "authorize_url": "/login/oauth/authorize",
        "access_token_url": "/login/oauth/access_token",
        "profile_url": "/api/v3/user",
    }.items():
        monkeypatch.setattr(GitHubOAuth2Adapter, name, address + path)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "github": settings.SOCIALACCOUNT_PROVIDERS["github"] | {"APPS": [CLIENT]}
    }
    cache.clear()
    return address


def somebody(page: str) -> str:
    """The login of the first person whom the demo GitHub's page offers."""
    found = re.search(r'name="login" value="([^"]+)"', page)
    assert found, page
    return found[1]


def press(asked: dict[str, str], **button: str) -> dict[str, str]:
    """Press a button on the demo GitHub's page; what it sends back to us."""
    form = {name: value for name, value in asked.items() if name != "address"} | button
    answer = requests.post(asked["address"], form, allow_redirects=False, timeout=10)
    return dict(parse_qsl(urlsplit(answer.headers["Location"]).query))


def test_somebody_signs_in_at_the_demo_github(demo: str) -> None:
    browser = Browser()
    asked = browser.start()
    login = somebody(requests.get(asked.pop("address"), asked, timeout=10).text)
    asked["address"] = f"{demo}/login/oauth/authorize"

    browser.come_back(**press(asked, login=login))

    connection = GitHubConnection.objects.get()
    assert browser.user == connection.user
    assert connection.login == login
    assert connection.scopes == []
    assert connection.access_token.startswith("gho_")


def test_somebody_cancels_at_the_demo_github(demo: str) -> None:
    browser = Browser()

    response = browser.come_back(**press(browser.start(), decision="cancel"))

    assert response["Location"] == "/accounts/3rdparty/login/cancelled/"
    assert browser.user is None


@pytest.mark.parametrize(
    ("github_url", "addresses"),
    [
        (
            "https://ghe.example.org/",
            [
                "https://ghe.example.org/login/oauth/authorize",
                "https://ghe.example.org/login/oauth/access_token",
                "https://ghe.example.org/api/v3/user",
            ],
        ),
        (
            "",
            [
                "https://github.com/login/oauth/authorize",
                "https://github.com/login/oauth/access_token",
                "https://api.github.com/user",
            ],
        ),
    ],
)
def test_github_url_decides_where_people_sign_in(github_url: str, addresses: list[str]) -> None:
    program = (
        "import django; django.setup()\n"
        "from accounts.github_provider.oauth import GitHubAdapter as adapter\n"
        "print(adapter.authorize_url, adapter.access_token_url, adapter.profile_url)"
    )

    answer = subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", program],
        env=os.environ | {"GITHUB_URL": github_url},
        capture_output=True, text=True, check=True,
    )  # fmt: skip

    assert answer.stdout.split() == addresses
