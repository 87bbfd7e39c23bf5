"""The provider that allauth registers under the id `github`."""

from collections.abc import Collection, Mapping
from typing import Any

from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.github.provider import GitHubProvider
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.github_provider.oauth import GitHubAdapter
from accounts.oauth_app import has_oauth_app

SCOPES_ASKED = "scopes_asked"  # the key in allauth's state


class FixedGitHubProvider(GitHubProvider):
    """GitHub, asked for what the settings say and nothing else.

    allauth lets the query string of the sign-in address add scopes and replace OAuth parameters
    (`?scope=repo`, `?auth_params=redirect_uri=…`), so that a link made by anybody could ask for
    more in our name.
    """

    oauth2_adapter_class = GitHubAdapter

    def redirect_from_request(self, request: HttpRequest) -> HttpResponse:
        """On to GitHub; to the sign-in page, which says how to set it up, without an OAuth app."""
        if not has_oauth_app():
            return redirect("account_login")
        response: HttpResponse = super().redirect_from_request(request)
        return response

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """What the address may choose: where to go next, and whether this renews a connection."""
        kwargs: dict[str, Any] = super().get_redirect_from_request_kwargs(request)
        if kwargs["process"] != AuthProcess.CONNECT:
            kwargs["process"] = AuthProcess.LOGIN
        return kwargs

    def ask_for(self, request: HttpRequest, scopes: Collection[str]) -> HttpResponse:
        """On to GitHub, to widen the connection of who is signed in to exactly these scopes.

        The state, which only this browser's session knows, remembers what was asked for.
        """
        asked = sorted(scopes)
        response: HttpResponse = self.redirect(
            request,
            process=AuthProcess.CONNECT,
            next_url=reverse("accounts:connection"),
            scope=asked,
            **{SCOPES_ASKED: asked},
        )
        return response

    def get_scope_from_request(self, request: HttpRequest) -> list[str]:
        """The configured scopes, whatever the address says."""
        return list(self.get_scope())

    def get_auth_params_from_request(self, request: HttpRequest, action: str) -> dict[str, str]:
        """The configured parameters, whatever the address says."""
        return dict(self.get_auth_params())

    def extract_uid(self, data: Mapping[str, Any]) -> str:
        """GitHub's numeric id, which survives every renaming."""
        return str(data["github_id"])

    def extract_common_fields(self, data: Mapping[str, Any]) -> dict[str, str]:
        """What a new person's profile starts with; never an e-mail address."""
        return {name: data[name] for name in ("name", "location", "website")}

    def extract_extra_data(self, data: Mapping[str, Any]) -> dict[str, str]:
        """What allauth keeps beside the numeric id."""
        return {name: data[name] for name in ("login", "node_id")}


provider_classes = [FixedGitHubProvider]
