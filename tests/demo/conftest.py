"""The demo GitHub of this run; each test begins with a fresh world."""

from collections.abc import Iterator

import pytest

from tests.demo.visitor import Visitor


@pytest.fixture
def demo(demo_url: str) -> Iterator[Visitor]:
    """A visitor of a world that nobody has changed yet."""
    with Visitor(demo_url) as visitor:
        visitor.control("POST", "reset")
        yield visitor
