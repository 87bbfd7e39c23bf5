"""What the tests of pages share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tracker.render.pool import Limits, preview_renderer, renderer


@pytest.fixture
def broken_typesetter(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Typesetters whose child has too little memory to start with."""
    for each in (renderer, preview_renderer):
        each.close()
        monkeypatch.setattr(each, "limits", Limits(memory_mib=1))
    yield
    for each in (renderer, preview_renderer):
        each.close()
