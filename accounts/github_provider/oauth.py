"""allauth's OAuth adapter for GitHub, which also keeps hold of what was granted."""

from dataclasses import asdict, dataclass
from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from django.http import HttpRequest
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from accounts.github_provider.profile import GitHubProfile, profile_from
from accounts.grants import Grant, parse_scopes, queue_revocation


@dataclass(frozen=True)
class ProfileAnswer:
    """Who a token belongs to, and the scopes that GitHub's header lists for it."""

    profile: GitHubProfile
    scopes: frozenset[str]


@sensitive_variables("token", "headers")
def read_profile(token: str) -> ProfileAnswer:
    """Ask GitHub whose token this is.

    Raises `requests.RequestException` when GitHub refuses the token or does not answer, and
    UnreadableProfileError when the answer is no user.
    """
    headers = {"Authorization": f"Bearer {token}", "Accept": "application/vnd.github+json"}
    with get_adapter().get_requests_session() as session:
        response = session.get(GitHubAdapter.profile_url, headers=headers)
        response.raise_for_status()
        return ProfileAnswer(
            profile=profile_from(response.json()),
            scopes=parse_scopes(response.headers.get("X-OAuth-Scopes", "")),
        )


class GitHubAdapter(GitHubOAuth2Adapter):
    """Signs in with GitHub, and refuses a token that can do more than we asked for."""

    @method_decorator(sensitive_variables("token", "kwargs"))
    def complete_login(
        self, request: HttpRequest, app: object, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """allauth's login for a token fresh from GitHub; `response` is what it came in.

        GitHub hands out every scope that was ever granted to the app, so a token may carry more
        than this sign-in asked for. Such a grant is taken back and the person asked to try again.
        """
        granted = parse_scopes(kwargs.get("response", {}).get("scope", ""))
        login = self.login_with(token, granted)
        unasked = login.grant.scopes - set(self.get_provider().get_scope())
        if unasked:
            queue_revocation(token.token, int(login.account.uid))
            raise ImmediateHttpResponse(_too_much_granted(request, unasked))
        return login

    @method_decorator(sensitive_variables("token"))
    def login_with(self, token: SocialToken, granted: frozenset[str] = frozenset()) -> SocialLogin:
        """allauth's login for any token, carrying its Grant as `.grant`."""
        answer = read_profile(token.token)
        login = self.get_provider().sociallogin_from_response(self.request, asdict(answer.profile))
        login.grant = Grant(
            access_token=token.token,
            refresh_token=token.token_secret,
            expires_at=token.expires_at,
            scopes=answer.scopes | granted,
        )
        return login


def _too_much_granted(request: HttpRequest, unasked: frozenset[str]) -> Any:
    context = {"unasked": sorted(unasked)}
    return render(request, "accounts/too_much_granted.html", context, status=403)
