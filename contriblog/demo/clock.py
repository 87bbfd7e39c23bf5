"""The demo's clock: real time plus an offset that the control plane may move forward."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate

DAY = 86_400
YEAR = 365 * DAY


@dataclass
class Clock:
    """Seconds since the epoch, as the demo's world sees them."""

    offset: float = 0.0

    def now(self) -> int:
        """Return the current second of the demo's world."""
        return int(time.time() + self.offset)

    def advance(self, seconds: float) -> None:
        """Let the world grow older by `seconds`."""
        self.offset += seconds


def iso(instant: int) -> str:
    """Write an instant as GitHub does: `2026-11-21T09:30:00Z`."""
    return datetime.fromtimestamp(instant, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def from_iso(text: str) -> int:
    """Read an ISO 8601 instant or day; a text without a zone is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())


def http_date(instant: int) -> str:
    """Write an instant as an HTTP `Date` header (RFC 9110, section 5.6.7)."""
    return formatdate(instant, usegmt=True)
