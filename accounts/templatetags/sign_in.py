"""What the sign-in page can offer: `{% ways_in as ways %}`."""

from dataclasses import dataclass

from django import template
from django.conf import settings

from accounts import token_source
from accounts.oauth_app import callback_url, has_oauth_app, new_app_url

register = template.Library()


@dataclass(frozen=True)
class WaysIn:
    """The ways to sign in here; with none of them the page explains how to set one up.

    `token_login` is the owner of GITHUB_TOKEN; `token_problem` says why the token is of no use.
    """

    offers_github: bool
    token_login: str
    token_problem: str
    callback_url: str
    new_app_url: str


@register.simple_tag
def ways_in() -> WaysIn:
    """The ways that the settings open."""
    token_login, token_problem = _token()
    return WaysIn(
        offers_github=has_oauth_app(),
        token_login=token_login,
        token_problem=token_problem,
        callback_url=callback_url(),
        new_app_url=new_app_url(),
    )


def _token() -> tuple[str, str]:
    if not settings.GITHUB_TOKEN:
        return "", ""
    try:
        return token_source.owner_login(), ""
    except token_source.TokenUnusableError as error:
        return "", str(error)
