"""Signing in with `GITHUB_TOKEN`."""

import requests
from allauth.account.utils import get_next_redirect_url
from allauth.socialaccount.helpers import complete_social_login
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.base.constants import AuthProcess
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts import token_source
from accounts.github_provider.oauth import GitHubAdapter
from accounts.github_provider.profile import UnreadableProfileError
from accounts.http import post_only
from accounts.limits import limit_sign_ins


@post_only(form_on="account_login")
@limit_sign_ins
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as the owner of the token, by the way allauth signs anybody in."""
    if not settings.GITHUB_TOKEN:
        return redirect("account_login")
    if reason := token_source.refusal():
        return render(request, "accounts/token_refused.html", {"reason": reason}, status=403)
    try:
        login = _login(request)
    except (requests.RequestException, UnreadableProfileError):
        return redirect("account_login")  # which asks again, and says what is wrong
    response: HttpResponse = complete_social_login(request, login)
    return response


def _login(request: HttpRequest) -> SocialLogin:
    login = GitHubAdapter(request).login_with(SocialToken(token=settings.GITHUB_TOKEN))
    login.state = {"process": AuthProcess.LOGIN, "next": get_next_redirect_url(request)}
    return login
