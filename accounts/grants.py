"""Grants: what a person allowed us at GitHub, and taking it back."""

import re
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from accounts.models import GrantRevocation
from accounts.oauth_app import has_oauth_app


@dataclass(frozen=True)
class Grant:
    """The tokens that GitHub handed out, and the scopes that they carry.

    `is_of_our_app` tells a token granted to our OAuth app from one of the person's own making.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False, default="")
    expires_at: datetime | None = None
    scopes: frozenset[str] = frozenset()
    is_of_our_app: bool = False


def parse_scopes(text: str) -> frozenset[str]:
    """Scopes as GitHub lists them: by commas in a token's answer, by ", " in X-OAuth-Scopes.

    https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps
    """
    return frozenset(scope for scope in re.split(r"[,\s]+", text) if scope)


@sensitive_variables("access_token")
def queue_revocation(access_token: str, github_id: int) -> None:
    """Note that a grant is to be taken back at GitHub, where there is one of our OAuth app.

    The keeper does it, so that no page waits for GitHub. A personal token belongs to no app.
    """
    if not has_oauth_app() or access_token == settings.GITHUB_TOKEN:
        return
    revocation = GrantRevocation(place=_place(github_id))
    revocation.access_token = access_token
    revocation.save()


def forget_revocations(github_id: int) -> None:
    """Drop what was still to be taken back: the person has just granted it anew.

    GitHub keeps one grant per person and app, so a late revocation would end the new token too.
    """
    GrantRevocation.objects.filter(place=_place(github_id)).delete()


def _place(github_id: int) -> str:
    return f"accounts_grantrevocation.sealed_token.{github_id}"
