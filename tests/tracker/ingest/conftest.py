"""The demo GitHub of this run, for these tests; each begins with a fresh world."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from tests.tracker.ingest.world import World


@pytest.fixture
def world(demo_url: str, settings: Settings) -> Iterator[World]:
    """A demo GitHub that nobody has changed yet, and that the settings point to."""
    settings.GITHUB_URL = demo_url
    settings.GITHUB_API_URL = f"{demo_url}/api/v3"
    settings.GITHUB_GRAPHQL_URL = f"{demo_url}/api/graphql"
    settings.GITHUB_CLIENT_ID = "contriblog-demo"
    settings.GITHUB_CLIENT_SECRET = "contriblog-demo-secret"
    with World(demo_url) as world:
        world.tell("POST", "/reset")
        yield world
