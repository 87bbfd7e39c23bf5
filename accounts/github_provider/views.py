"""The two OAuth views, under the names by which allauth looks for them."""

from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.views.decorators.http import require_http_methods

from accounts.github_provider.oauth import GitHubAdapter
from accounts.limits import limit_sign_ins

_start = OAuth2LoginView.adapter_view(GitHubAdapter)
# allauth asks for confirmation on GET alone, so that HEAD would start at once.
oauth2_login = require_http_methods(["GET", "POST"])(limit_sign_ins(_start))
oauth2_callback = OAuth2CallbackView.adapter_view(GitHubAdapter)
