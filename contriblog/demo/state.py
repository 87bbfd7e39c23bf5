"""What must outlive the process: the token secret, what was granted, what was revoked."""

import json
import os
import secrets
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass(slots=True)
class State:
    """Kept in `--state FILE`, or only in memory without it.

    `anchor` is the midnight that the invented histories lead up to: it stays, so that a log read
    yesterday is still the same today. `grants` maps "client/user" to the scopes granted so far;
    `cuts` maps it to the first serial number that is valid again after the grant was revoked.
    """

    secret: str = field(default_factory=lambda: secrets.token_hex(32))
    anchor: int = 0
    serial: int = 0
    grants: dict[str, list[str]] = field(default_factory=dict)
    revoked: list[int] = field(default_factory=list)
    cuts: dict[str, int] = field(default_factory=dict)
    narrowed: dict[str, list[str]] = field(default_factory=dict)


class StateFile:
    """Reads the state at start, and writes it whole at each change."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self.state = State()
        if path and path.exists():
            self.state = State(**json.loads(path.read_text(encoding="utf-8")))

    def save(self) -> None:
        """Write to a new file beside the old one, then put it in its place: never half a file."""
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            json.dump(asdict(self.state), file)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)
