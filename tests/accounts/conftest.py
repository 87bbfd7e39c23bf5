"""A GitHub to sign in with."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from django.core.cache import cache

from accounts.models import User
from tests.accounts.github_stub import GitHubStub, running_stub

signed_in: list[User] = []


def note_sign_in(user: User) -> None:
    """Stands where the product starts a sync."""
    signed_in.append(user)


@pytest.fixture(scope="session")
def _stub() -> Iterator[GitHubStub]:
    with running_stub() as stub:
        yield stub


@pytest.fixture
def github(
    _stub: GitHubStub, db: None, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> GitHubStub:
    """A GitHub that knows nobody yet; nothing follows a sign-in but a note in `signed_in`.

    allauth reads GITHUB_URL when its class is made, so its addresses are replaced here.
    """
    fresh = GitHubStub(url=_stub.url)
    _stub.__dict__.update(fresh.__dict__)
    for name, path in {
        "authorize_url": "/login/oauth/authorize",
        "access_token_url": "/login/oauth/access_token",
        "profile_url": "/api/v3/user",
        "emails_url": "/api/v3/user/emails",
    }.items():
        monkeypatch.setattr(GitHubOAuth2Adapter, name, _stub.url + path)
    settings.AFTER_SIGN_IN = f"{__name__}.note_sign_in"
    signed_in.clear()
    cache.clear()
    return _stub
