"""A checkout's place, which one `make run` holds at a time, and what others learn of its holder."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Self

from contriblog import env
from contriblog.local import environment, locks
from contriblog.local.errors import SetupError

_LOCK, _NOTE = "run.lock", "run.json"


@dataclass(frozen=True)
class Holder:
    """The `make run` that holds the place: its process, its port, and the address it serves."""

    pid: int
    port: int
    site_url: str

    @classmethod
    def this_process(cls) -> Self:
        """The holder that this process is, as the environment has it."""
        return cls(os.getpid(), environment.port(), environment.site_url())


@contextmanager
def taken(directory: Path) -> Iterator[None]:
    """Hold the place of `directory`, or raise SetupError if it is taken."""
    lock = locks.try_exclusive(directory / _LOCK)
    if lock is None:
        raise SetupError(_already_running(directory))
    note = directory / _NOTE
    try:
        _write(note, Holder.this_process())
        yield
    finally:
        note.unlink(missing_ok=True)
        os.close(lock)


def holder(directory: Path) -> Holder | None:
    """Whoever holds the place of `directory` now; what a killed one noted counts for nothing."""
    note = directory / _NOTE
    if not note.exists() or not locks.is_held(directory / _LOCK):
        return None
    return Holder(**json.loads(note.read_text()))


def adopt_address(directory: Path) -> None:
    """Take the port and the address of what runs here, unless the environment names a port."""
    found = None if env.text("PORT") else holder(directory)
    if found:
        os.environ["PORT"] = str(found.port)
        os.environ["CONTRIBLOG_SITE_URL"] = found.site_url


def _already_running(directory: Path) -> str:
    said = f"Contriblog is already running from {directory}"
    found = holder(directory)
    if found is None:  # it began this very moment
        return f"{said}."
    return (
        f"{said}, at {found.site_url}. Stop it with Ctrl-C in its terminal or `kill {found.pid}`."
    )


def _write(path: Path, noted: Holder) -> None:
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(asdict(noted)))
    draft.rename(path)
