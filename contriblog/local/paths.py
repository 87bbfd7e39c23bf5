"""Where a checkout keeps what it writes."""

import hashlib
import os
import tempfile
from pathlib import Path

from contriblog.local.errors import SetupError

ROOT = Path(__file__).resolve().parents[2]
_SOCKET_PATH_BYTES = 100  # sun_path holds 104 on macOS and 108 on Linux, with a closing NUL


def data_path() -> Path:
    """Where this checkout's data lies: the folder `CONTRIBLOG_LOCAL`, else `.local`."""
    return Path(os.environ.get("CONTRIBLOG_LOCAL") or ROOT / ".local").resolve()


def data_dir() -> Path:
    """The folder of this checkout's data, made if need be."""
    path = data_path()
    path.mkdir(parents=True, exist_ok=True)
    return path


def socket_path(directory: Path, name: str) -> Path:
    """A path for a unix socket: inside `directory`, or, where that is too long, a short one.

    The short one lies in a folder under the system's temporary one that only this user may enter.
    """
    path = directory / name
    if len(os.fsencode(path)) <= _SOCKET_PATH_BYTES:
        return path
    digest = hashlib.sha256(os.fsencode(directory)).hexdigest()[:12]
    return _private(Path(tempfile.gettempdir()) / f"contriblog-{os.getuid()}-{digest}") / name


def _private(directory: Path) -> Path:
    directory.mkdir(mode=0o700, exist_ok=True)
    status = directory.lstat()
    if directory.is_symlink() or status.st_uid != os.getuid() or status.st_mode & 0o077:
        raise SetupError(f"{directory} belongs to somebody else; remove it and start again.")
    return directory
