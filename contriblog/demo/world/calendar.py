"""When things happen: busy months, quiet months, weekdays, waking hours."""

from datetime import UTC, datetime
from random import Random

from contriblog.demo.clock import DAY

MONTH = 30 * DAY
WEEKDAYS = (1.15, 1.2, 1.15, 1.1, 0.95, 0.55, 0.6)
HOURS = (7, 8, 8, 9, 9, 10, 10, 11, 12, 13, 14, 14, 15, 16, 17, 18, 19, 20, 20, 21, 21, 22)
QUIET_MONTHS = 0.14
BURSTS = 0.12


def spread(rng: Random, count: int, start: int, end: int) -> list[int]:
    """Return `count` instants between two midnights, oldest first, unevenly as lives are."""
    if count == 0:
        return []
    months = max(1, (end - start) // MONTH)
    weights = [_weight(rng, place / months) for place in range(months)]
    chosen = rng.choices(range(months), weights, k=count)
    width = (end - start) // months
    return sorted(_instant(rng, start + month * width, width) for month in chosen)


def waking_hour(rng: Random) -> int:
    """Return seconds after midnight at which people type."""
    return rng.choice(HOURS) * 3600 + rng.randrange(3600)


def _weight(rng: Random, progress: float) -> float:
    if rng.random() < QUIET_MONTHS and 0 < progress < 1:
        return 0.0001
    weight = (0.4 + progress) * rng.uniform(0.5, 1.4)
    return weight * 3 if rng.random() < BURSTS else weight


def _instant(rng: Random, start: int, width: int) -> int:
    days = max(1, width // DAY)
    first = start // DAY * DAY
    candidates = [first + rng.randrange(days) * DAY for _ in range(2)]
    weights = [WEEKDAYS[datetime.fromtimestamp(day, UTC).weekday()] for day in candidates]
    return rng.choices(candidates, weights)[0] + waking_hour(rng)
