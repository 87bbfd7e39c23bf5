"""Typed readers of environment variables.

Each variable may also be given as `NAME_FILE`, the path of a file that holds its value, as Docker
and systemd hand secrets over.
"""

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_env = environ.FileAwareEnv()


def text(name: str, default: str = "") -> str:
    """The variable as text without surrounding white space, or `default` where unset or empty."""
    return str(_env.str(name, default="")).strip() or default


def flag(name: str, *, default: bool) -> bool:
    """The variable as a truth value: 1, true, yes, on, y, ok mean True."""
    return bool(_env.bool(name, default=default))


def words(name: str) -> list[str]:
    """The variable as a list; commas separate, empty items are dropped."""
    return [word.strip() for word in text(name).split(",") if word.strip()]


def seconds(name: str, default: str) -> int:
    """A duration such as `90`, `30s`, `15m`, `6h` or `2d`, as whole seconds.

    Raises ImproperlyConfigured if it is anything else, or not positive.
    """
    given = text(name, default)
    units = {"s": 1, "m": 60, "h": 3600, "d": 86400}
    number, unit = (given[:-1], given[-1]) if given[-1] in units else (given, "s")
    if not number.isdecimal() or int(number) == 0:
        raise ImproperlyConfigured(f"{name} is {given!r}; write a duration such as 30m or 6h.")
    return int(number) * units[unit]


def count(name: str, default: str) -> int:
    """A whole number from 1 on."""
    given = text(name, default)
    if not given.isdecimal() or int(given) < 1:
        raise ImproperlyConfigured(f"{name} is {given!r}; write a number from 1 on.")
    return int(given)


def database(name: str, default: str) -> dict[str, Any]:
    """A database URL as Django's dictionary of connection settings."""
    return dict(_env.db_url_config(text(name, default)))


def read_dotenv(path: Path) -> None:
    """Take variables from a `.env` file, where there is one; what is already set wins."""
    if path.is_file():
        environ.Env.read_env(str(path))
