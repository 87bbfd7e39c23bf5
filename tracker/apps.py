"""The tracker: what you did."""

from django.apps import AppConfig


class TrackerConfig(AppConfig):
    """Contributions, their stories, and what grows from them."""

    name = "tracker"
