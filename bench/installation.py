"""A whole installation of its own for a benchmark: services, demo GitHub, workers and keeper."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from contriblog.local import keys
from contriblog.local.postgres import Postgres
from contriblog.local.redis import Redis

ROOT = Path(__file__).parent.parent
_WORKER = ["-m", "celery", "--quiet", "-A", "contriblog", "worker", "--loglevel", "error"]
_ALONE = ["--without-gossip", "--without-mingle", "--without-heartbeat"]


@contextmanager
def services(*, latency_ms: int = 0) -> Iterator[Mapping[str, str]]:
    """An empty PostgreSQL, a Redis and a demo GitHub, by the variables that lead to them."""
    with TemporaryDirectory(prefix="contriblog-") as name, ExitStack() as stack:
        folder = Path(name)
        variables = {
            "DJANGO_SETTINGS_MODULE": "contriblog.settings",
            "GITHUB_CLIENT_ID": "contriblog-demo",
            "GITHUB_CLIENT_SECRET": "contriblog-demo-secret",
        }
        variables |= keys.missing_keys(folder)
        for service in (Postgres(folder), Redis(folder)):
            variables |= service.start()
            stack.callback(service.stop)
        variables["GITHUB_URL"] = stack.enter_context(demo(latency_ms))
        yield variables


@contextmanager
def process(*arguments: str, environment: Mapping[str, str]) -> Iterator[psutil.Process]:
    """One of our own Python processes, stopped in the end; what it says is not heard."""
    command = [sys.executable, *arguments]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - our own modules
        command, cwd=ROOT, env=os.environ | environment, stdout=quiet, stderr=quiet
    ) as running:
        try:
            yield psutil.Process(running.pid)
        finally:
            running.terminate()


def worker(
    concurrency: int, environment: Mapping[str, str]
) -> AbstractContextManager[psutil.Process]:
    """A Celery worker with so many processes, which takes from both lanes."""
    options = ["--concurrency", str(concurrency), *_ALONE]
    return process("-W", "ignore", *_WORKER, *options, environment=environment)


def cpu_seconds(process: psutil.Process) -> float:
    """What a process and its children have used of a processor so far."""
    family = [process, *process.children(recursive=True)]
    return sum(sum(one.cpu_times()[:2]) for one in family)


@contextmanager
def demo(latency_ms: int) -> Iterator[str]:
    """A demo GitHub with its control plane, by its address."""
    command = [sys.executable, "-m", "contriblog.demo", "--port", "0", "--control"]
    command += ["--latency-ms", str(latency_ms)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as demo:  # noqa: S603 - our own module
        try:
            yield demo.stdout.readline().split()[-1] if demo.stdout else ""
        finally:
            demo.terminate()
