"""The hourly budget of points, per user and resource, and the headers that tell it."""

from collections.abc import Callable
from dataclasses import dataclass

HOUR = 3_600
POINTS_PER_HOUR = 5_000
SEARCHES, MINUTE = 30, 60  # https://docs.github.com/en/rest/search/search#rate-limit


@dataclass(slots=True)
class Budget:
    """What one user has used of one resource in the current hour."""

    resource: str
    reset_at: int
    used: int = 0
    limit: int = POINTS_PER_HOUR

    @property
    def remaining(self) -> int:
        """Points left until the reset."""
        return max(0, self.limit - self.used)

    def headers(self) -> dict[str, str]:
        """The x-ratelimit headers of an answer."""
        return {
            "x-ratelimit-limit": str(self.limit),
            "x-ratelimit-remaining": str(self.remaining),
            "x-ratelimit-used": str(self.used),
            "x-ratelimit-reset": str(self.reset_at),
            "x-ratelimit-resource": self.resource,
        }


class Budgets:
    """All budgets; one begins with the first request of an hour."""

    def __init__(self, now: Callable[[], int]) -> None:
        self._now = now
        self._by_owner: dict[tuple[int, str], Budget] = {}

    def of(self, user: int, resource: str) -> Budget:
        """Return the running budget of a user (by numeric id) for `graphql`, `core`, `search`."""
        budget = self._by_owner.get((user, resource))
        if budget is None or budget.reset_at <= self._now():
            budget = _fresh(resource, self._now())
            self._by_owner[user, resource] = budget
        return budget


def _fresh(resource: str, now: int) -> Budget:
    if resource == "search":
        return Budget(resource, now + MINUTE, limit=SEARCHES)
    return Budget(resource, now + HOUR)
