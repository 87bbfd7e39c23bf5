"""The environment variables of a checkout, filled in where nothing is set."""

import os
from pathlib import Path

from contriblog import env
from contriblog.local import keys
from contriblog.local.errors import SetupError

DEFAULT_PORT = 8000


def port() -> int:
    """The port of the web server: `PORT`, else 8000."""
    given = env.text("PORT", str(DEFAULT_PORT))
    if not given.isdecimal() or not 0 < int(given) < 2**16:
        raise SetupError(f"PORT is {given!r}; it must be a number from 1 to 65535.")
    return int(given)


def host() -> str:
    """The address that the web server listens on: `CONTRIBLOG_BIND`, else loopback."""
    return env.text("CONTRIBLOG_BIND", "127.0.0.1")


def site_url() -> str:
    """The address that people type: `CONTRIBLOG_SITE_URL`, else the port of this machine."""
    return env.text("CONTRIBLOG_SITE_URL", f"http://localhost:{port()}")


def fill_in(directory: Path) -> None:
    """Set what a checkout needs and the environment lacks: keys, DEBUG, the site's address."""
    os.environ.update(keys.missing_keys(directory))
    usual = {"DEBUG": "true", "CONTRIBLOG_SITE_URL": site_url()}
    os.environ.update({name: value for name, value in usual.items() if not env.text(name)})
