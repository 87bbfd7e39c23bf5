"""A browser that signs in, step by step."""

import re
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts.models import User
from tests.accounts.github_stub import GitHubStub


def text(response: Any) -> str:
    """A page's source, with each run of white space as one space."""
    return re.sub(r"\s+", " ", response.content.decode())


class Browser(Client):
    """Django's test client, which knows the way through GitHub."""

    def start(self, query: str = "", **form: str) -> dict[str, str]:
        """Press the button; what GitHub's authorization page is asked, with its `address`."""
        return self.start_at(f"/accounts/github/login/{query}", **form)

    def start_at(self, address: str, **form: str) -> dict[str, str]:
        """Press a button that leads to GitHub's authorization page; what that is asked."""
        response = self.post(address, form)
        assert response.status_code == 302, response.content.decode()
        url = urlsplit(response["Location"])
        return {"address": f"{url.scheme}://{url.netloc}{url.path}", **dict(parse_qsl(url.query))}

    def come_back(self, **query: str) -> Any:
        """Follow GitHub's redirect to our callback; the response."""
        return self.get("/accounts/github/login/callback/", query)

    def sign_in(self, github: GitHubStub, who: dict[str, Any], **more: str) -> Any:
        """The whole way; `more` is what the token's answer says besides."""
        asked = self.start()
        return self.come_back(code=github.code_for(who, **more), state=asked["state"])

    @property
    def user(self) -> User | None:
        """Who the server thinks is here."""
        pk = self.session.get(SESSION_KEY)
        return User.objects.filter(pk=pk).first() if pk else None
