"""The secrets of a checkout: made once, kept beside its data, readable by their owner alone."""

import base64
import json
import os
import secrets
from pathlib import Path

from contriblog import env

_FILE = "secrets.json"
_NAMES = ("SECRET_KEY", "CONTRIBLOG_TOKEN_KEYS")


def missing_keys(directory: Path) -> dict[str, str]:
    """The secrets that the environment does not give, by variable name, from `directory`."""
    kept = kept_keys(directory) or _make(directory / _FILE)
    return {name: kept[name] for name in _NAMES if not env.text(name)}


def kept_keys(directory: Path) -> dict[str, str]:
    """The secrets that were made here before; empty if there are none yet."""
    path = directory / _FILE
    return dict(json.loads(path.read_text())) if path.is_file() else {}


def _make(path: Path) -> dict[str, str]:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    made = {"SECRET_KEY": secrets.token_urlsafe(50), "CONTRIBLOG_TOKEN_KEYS": f"local:{key}"}
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(json.dumps(made, indent=2))
    draft.rename(path)
    return made
