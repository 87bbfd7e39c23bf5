"""The command lines of the product's processes, as a checkout runs them."""

import sys

WEB_WORKERS = 2
WEB_THREADS = 8


def migrate() -> list[str]:
    """Bring the database's tables up to date."""
    return [sys.executable, "manage.py", "migrate", "--no-input", "--verbosity", "0"]


def check() -> list[str]:
    """Refuse settings that do not go together, such as GITHUB_TOKEN where others may come."""
    return [sys.executable, "manage.py", "check"]


def web(host: str, port: int) -> list[str]:
    """The web server: with threads, as browsers open connections that they leave idle.

    A sync worker waits on each of those until its time-out, and nothing stands in front of this.
    """
    address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    options = ["--bind", address, "--timeout", "30"]
    pool = ["--workers", str(WEB_WORKERS), "--threads", str(WEB_THREADS)]
    quiet = ["--graceful-timeout", "3", "--log-level", "warning", "--no-control-socket"]
    return [sys.executable, "-m", "gunicorn", "contriblog.wsgi", *options, *pool, *quiet]


def worker() -> list[str]:
    """The Celery worker."""
    # In a container everything runs as root, and this is no server.
    python = [sys.executable, "-W", "ignore:You're running the worker with superuser"]
    start = ["-m", "celery", "--quiet", "--app", "contriblog", "worker"]
    options = ["--concurrency", "2", "--loglevel", "warning"]
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    return [*python, *start, *options, *alone]


def keeper() -> list[str]:
    """The loop that wakes people who are due and picks up work that was dropped."""
    return [sys.executable, "manage.py", "keep"]
