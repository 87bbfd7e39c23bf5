"""allauth's policy: GitHub only, and what is kept at sign-in."""

from collections.abc import Mapping
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from django.conf import settings
from django.contrib import messages
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse

from accounts.connections import Identity, record_connection
from accounts.handles import unused_handle
from accounts.models import User
from accounts.opt_ins import refuse_unasked, thank

log = structlog.get_logger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by signing in with GitHub, never by a form of ours."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether people who are new here may come in."""
        return bool(settings.SIGNUPS == "open")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    """Who may sign in, and what is taken over from GitHub when they do."""

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Always: a form in between would park the token in the session, in clear."""
        return True

    def populate_user(
        self, request: HttpRequest, sociallogin: SocialLogin, data: Mapping[str, str]
    ) -> User:
        """Start a new person's profile; of someone known, allauth throws this draft away."""
        user: User = sociallogin.user
        user.name, user.location, user.website = data["name"], data["location"], data["website"]
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Renew the connection of someone known; raises ImmediateHttpResponse for a mix-up."""
        sociallogin.token = None  # the Grant has it; nothing of allauth's shall store it
        if sociallogin.grant.is_of_our_app:
            refuse_unasked(request, sociallogin)
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            _refuse_other_account(request, sociallogin)
        if sociallogin.user.pk and sociallogin.user.is_active:
            _record(sociallogin)
            thank(request, sociallogin)

    def save_user(
        self, request: HttpRequest, sociallogin: SocialLogin, form: object = None
    ) -> User:
        """Store someone new, with their connection; all of it or nothing."""
        sociallogin.user.handle = unused_handle(sociallogin.account.extra_data["login"])
        try:
            with transaction.atomic():
                user: User = super().save_user(request, sociallogin, form)
                _record(sociallogin)
        except IntegrityError as error:  # they signed in twice at once, and the other was quicker
            raise ImmediateHttpResponse(redirect("account_login")) from error
        return user

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: SocialAccount) -> str:
        """Where renewing a connection ends."""
        return reverse("accounts:connection")

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: object,
        error: str | None = None,
        exception: Exception | None = None,
        extra_context: Mapping[str, Any] | None = None,
    ) -> None:
        """Leave a line in the log that names the fault and quotes nothing; a cancel is none.

        Who is signed in and cancels goes back to where they came from, which is not the sign-in
        page. Raises ImmediateHttpResponse for that.
        """
        if error != AuthError.CANCELLED:
            cause = type(exception).__name__ if exception else error
            log.warning("sign-in failed", cause=cause)
        elif request.user.is_authenticated and _is_renewal(extra_context):
            messages.info(request, "You said no at GitHub. Nothing was changed.")
            raise ImmediateHttpResponse(redirect("accounts:connection"))


def _is_renewal(context: Mapping[str, Any] | None) -> bool:
    state = (context or {}).get("state") or {}
    return bool(state.get("process") == AuthProcess.CONNECT)


def _record(sociallogin: SocialLogin) -> None:
    account = sociallogin.account
    identity = Identity(int(account.uid), **account.extra_data)
    record_connection(sociallogin.user, identity, sociallogin.grant)


def _refuse_other_account(request: HttpRequest, sociallogin: SocialLogin) -> None:
    """A connection is renewed by the GitHub account that it belongs to, and by no other."""
    if request.user.is_authenticated and sociallogin.user.pk == request.user.pk:
        return
    login = sociallogin.account.extra_data["login"]
    messages.error(
        request,
        f"GitHub says that you are @{login} there, which is not the account of this log. "
        "Sign in to GitHub as the right person and try again. Nothing was changed.",
    )
    raise ImmediateHttpResponse(redirect("accounts:connection"))
