"""The connection to GitHub, and the browsers that are signed in."""

from allauth.socialaccount.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from accounts.connections import disconnect
from accounts.github_provider.provider import FixedGitHubProvider
from accounts.http import SignedInRequest, post_only
from accounts.limits import limit_sign_ins
from accounts.models import GitHubConnection
from accounts.oauth_app import has_oauth_app
from accounts.opt_ins import choices, is_offered
from accounts.scopes import in_words
from accounts.sessions import end_sessions


@login_required
@require_GET
def show(request: SignedInRequest) -> HttpResponse:
    """What GitHub granted, and what to do about it."""
    connection = GitHubConnection.objects.filter(user=request.user).first()
    context = {
        "connection": connection,
        "granted": in_words(connection.scopes) if connection else [],
        "choices": choices(connection),
        "by_token": bool(settings.GITHUB_TOKEN) and not has_oauth_app(),
        "offers_github": has_oauth_app(),
        "grants_url": f"{settings.GITHUB_URL}/settings/applications",
    }
    return render(request, "accounts/connection.html", context)


@login_required
@post_only(form_on="accounts:connection")
@limit_sign_ins
def widen(request: SignedInRequest) -> HttpResponse:
    """On to GitHub, to ask for one scope more than the person has chosen so far."""
    scope = request.POST.get("scope", "")
    if not is_offered(scope) or not has_oauth_app():
        return redirect("accounts:connection")
    connection = GitHubConnection.objects.filter(user=request.user).first()
    chosen = connection.opted_in if connection else []
    provider = get_adapter().get_provider(request, FixedGitHubProvider.id)
    response: HttpResponse = provider.ask_for(request, {scope, *chosen})
    return response


@login_required
@post_only(form_on="accounts:connection")
def end(request: SignedInRequest) -> HttpResponse:
    """Disconnect from GitHub; the log stays."""
    if disconnect(request.user):
        messages.success(request, "GitHub is disconnected. Your log stays as it is.")
    else:
        messages.warning(
            request,
            "GitHub is disconnected here, but we could not read the key to tell GitHub so. "
            "Please revoke our access in your GitHub settings, under Applications.",
        )
    return redirect("accounts:connection")


@login_required
@post_only(form_on="accounts:connection")
def sign_out_everywhere(request: SignedInRequest) -> HttpResponse:
    """End every session of this person, this one too."""
    end_sessions(request.user)
    logout(request)
    messages.success(request, "You are signed out in every browser.")
    return redirect("account_login")
