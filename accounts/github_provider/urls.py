"""`/accounts/github/login/` and its callback."""

from allauth.socialaccount.providers.oauth2.urls import default_urlpatterns

from accounts.github_provider.provider import FixedGitHubProvider

urlpatterns = default_urlpatterns(FixedGitHubProvider)
