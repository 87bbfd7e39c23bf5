"""The OAuth app at GitHub that this installation signs people in with, where it has one."""

from django.conf import settings
from django.urls import reverse


def has_oauth_app() -> bool:
    """Whether one is configured; without it only GITHUB_TOKEN can sign anybody in."""
    return bool(settings.GITHUB_CLIENT_ID)


def callback_url() -> str:
    """Where GitHub sends people back to: what the app must name as its callback URL."""
    return f"{settings.SITE_URL}{reverse('github_callback')}"


def new_app_url() -> str:
    """The page of GitHub where an app is registered."""
    return f"{settings.GITHUB_URL}/settings/applications/new"
