"""github-to-sqlite's own command `pull-requests --search`, the only one that goes by person.

The address of GitHub is written into it and no option changes that, so this one file sends its
requests to the demo instead; nothing else about it is touched. Issues and comments it reads by
repository, reviews not at all.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

_ITS_OWN = "https://api.github.com"


def read(url: str, token: str, login: str) -> dict[str, list[str]]:
    """Every node id that it stored, by form."""
    _send_to(f"{url}/api/v3")
    with TemporaryDirectory() as folder:
        auth, database = Path(folder) / "auth.json", Path(folder) / "github.db"
        auth.write_text(json.dumps({"github_personal_token": token}), encoding="utf-8")
        _run("pull-requests", str(database), "--auth", str(auth), "--search", f"author:{login}")
        return {"pull_requests": _ids(database)}


def _send_to(root: str) -> None:
    requests: Any = import_module("requests")
    send = requests.get
    requests.get = lambda address, **options: send(address.replace(_ITS_OWN, root), **options)


def _run(*arguments: str) -> None:
    cli: Any = import_module("github_to_sqlite.cli").cli
    cli(arguments, standalone_mode=False)


def _ids(database: Path) -> list[str]:
    rows = sqlite3.connect(database).execute("SELECT node_id FROM pull_requests")
    return [row[0] for row in rows]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(read(*sys.argv[1:4])) + "\n")
