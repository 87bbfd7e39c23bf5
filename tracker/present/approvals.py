"""What organisations have to approve before GitHub shows us their part, and where that is done."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from accounts.models import User
from accounts.oauth_app import has_oauth_app
from tracker.models import Approval
from tracker.records import RestrictionKind

# GitHub's address to authorise us at is good for an hour:
# https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#authenticating-for-saml-sso
_URL_LASTS = timedelta(minutes=55)
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,98})")
_DOCS = "https://docs.github.com/en"
_ABOUT_SSO = f"{_DOCS}/authentication/authenticating-with-single-sign-on"
_ABOUT_OAUTH = (
    f"{_DOCS}/account-and-profile/how-tos/organization-membership/"
    "requesting-organization-approval-for-oauth-apps"
)


@dataclass(frozen=True, slots=True)
class ApprovalNotice:
    """One organisation, what it asks for, what to do, and where."""

    organization: str
    sentence: str
    url: str
    link: str


def approval_notices(owner: User) -> tuple[ApprovalNotice, ...]:
    """What this person, or an owner of the organisation, has to approve. One query."""
    rows = Approval.objects.filter(user=owner).order_by("organization", "number", "kind")
    return tuple(_NOTICES[RestrictionKind(row.kind)](row) for row in rows)


def _sign_on(row: Approval) -> ApprovalNotice:
    sentence = (
        "asks for single sign-on. Sign in there, then connect GitHub here again, "
        "and the rest of your work is read."
    )
    has_page = _LOGIN.fullmatch(row.organization) is not None
    page = f"{settings.GITHUB_URL}/orgs/{row.organization}/sso" if has_page else _ABOUT_SSO
    return ApprovalNotice(_name(row), sentence, _given(row) or page, "Single sign-on at GitHub")


def _oauth_app(row: Approval) -> ApprovalNotice:
    sentence = (
        "lets no app read its part before an owner has approved it. "
        "Ask for that on GitHub's page about contriblog, next to its name."
    )
    page = f"{settings.GITHUB_URL}/settings/connections/applications/{settings.GITHUB_CLIENT_ID}"
    url = page if has_oauth_app() else _ABOUT_OAUTH
    return ApprovalNotice(_name(row), sentence, url, "Ask for approval at GitHub")


def _token_policy(row: Approval) -> ApprovalNotice:
    sentence = (
        "does not accept the personal token that this site reads with. "
        "Give the token a shorter life, or use another one."
    )
    page = f"{settings.GITHUB_URL}/settings/tokens"
    return ApprovalNotice(_name(row), sentence, _given(row) or page, "Your tokens at GitHub")


_NOTICES: Mapping[RestrictionKind, Callable[[Approval], ApprovalNotice]] = {
    RestrictionKind.SAML: _sign_on,
    RestrictionKind.OAUTH_APP: _oauth_app,
    RestrictionKind.TOKEN_POLICY: _token_policy,
}


def _name(row: Approval) -> str:
    if row.organization:
        return row.organization
    return f"The organisation number {row.number}" if row.number else "An organisation"


def _given(row: Approval) -> str:
    """The address that GitHub gave, while it is good; only ever one of GitHub's own pages."""
    is_fresh = row.met_at > timezone.now() - _URL_LASTS
    is_githubs = row.url.startswith((f"{settings.GITHUB_URL}/", "https://github.com/"))
    return row.url if is_fresh and is_githubs else ""
