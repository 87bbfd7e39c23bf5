"""One seed for a bounded time; `make chaos` runs more of them for longer."""

from __future__ import annotations

import sys

import pytest

from tests.chaos.__main__ import HEAD, chaos, is_good, line

SEED, SECONDS = 3, 5  # or a little longer: each fault comes once at least


def test_killed_wiped_restarted_and_frozen_it_still_holds_the_truth(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = chaos(SEED, SECONDS)

    with capsys.disabled():
        sys.stdout.write(f"\n{HEAD}\n{line(figures)}\n")
    assert figures["differences"] == []
    assert is_good(figures), figures
    assert figures["most_at_once"] <= 2
    assert min(figures["faults"].values()) >= 1
    assert figures["entries"] >= 900
