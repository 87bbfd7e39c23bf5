"""allauth's OAuth adapter for GitHub, which also keeps hold of what was granted."""

from dataclasses import asdict, dataclass, replace
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialLogin, SocialToken
from allauth.socialaccount.providers.github.views import GitHubOAuth2Adapter
from django.http import HttpRequest
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_variables

from accounts.github_provider.profile import GitHubProfile, profile_from
from accounts.grants import Grant, parse_scopes


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
    """Signs in with GitHub, and keeps hold of what the token can do."""

    @method_decorator(sensitive_variables("token", "kwargs"))
    def complete_login(
        self, request: HttpRequest, app: object, token: SocialToken, **kwargs: Any
    ) -> SocialLogin:
        """allauth's login for a token fresh from GitHub; `response` is what it came in."""
        granted = parse_scopes(kwargs.get("response", {}).get("scope", ""))
        login = self.login_with(token, granted)
        login.grant = replace(login.grant, is_of_our_app=True)
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
