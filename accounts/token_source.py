"""Signing in with `GITHUB_TOKEN`: one's own log on one's own machine, without an OAuth app."""

import ipaddress
from functools import cache
from http import HTTPStatus

import requests
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from accounts.github_provider.oauth import read_profile
from accounts.github_provider.profile import UnreadableProfileError


class TokenUnusableError(Exception):
    """GITHUB_TOKEN does not sign anybody in; the message says why and what to do."""


def refusal() -> str:
    """Why a token must not sign anybody in here; empty where it may.

    Whoever reaches the page is signed in as the token's owner, so only this machine may reach it.
    """
    if not is_loopback(settings.BIND_HOST):
        return (
            f"GITHUB_TOKEN signs in whoever opens the page, and the server listens on "
            f"{settings.BIND_HOST}. Set CONTRIBLOG_BIND=127.0.0.1 or unset GITHUB_TOKEN."
        )
    if not settings.DEBUG:
        return (
            "GITHUB_TOKEN is for your own machine and works with DEBUG=true only. "
            "Unset it, and register an OAuth app instead."
        )
    return ""


def owner_login() -> str:
    """The login of the token's owner, asked of GitHub once per process.

    Raises TokenUnusableError.
    """
    if reason := refusal():
        raise TokenUnusableError(reason)
    try:
        return _login_of(settings.GITHUB_TOKEN)
    except (requests.RequestException, UnreadableProfileError) as error:
        raise TokenUnusableError(_reason(error)) from error


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@cache
@sensitive_variables("token")
def _login_of(token: str) -> str:
    return read_profile(token).profile.login


def _reason(error: Exception) -> str:
    response = getattr(error, "response", None)
    if response is not None and response.status_code == HTTPStatus.UNAUTHORIZED:
        return (
            "GitHub rejected the token in GITHUB_TOKEN: it is wrong, expired or revoked. "
            "`gh auth token` prints a fresh one; restart with it."
        )
    if response is not None:
        return f"GitHub answered with {response.status_code} when asked whose GITHUB_TOKEN it is."
    return (
        f"{settings.GITHUB_URL} could not be reached to ask whose GITHUB_TOKEN it is. "
        "Check the network and load this page again."
    )
