"""How long to leave GitHub alone, and how to say so to the one who waits."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from tracker.github.errors import (
    GitHubError,
    RateLimitedError,
    SlowDownError,
    WaitError,
)
from tracker.ingest.visit import ReserveReachedError

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(hours=1)
MOST_JITTER = 10.0  # seconds


def until(error: GitHubError, failures: int) -> datetime:
    """When to ask again after `failures` visits in a row that came to nothing.

    GitHub's own word counts; where it asked for restraint or gave no answer, each failure doubles
    the pause. https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api
    """
    own = next_try(failures)
    if not isinstance(error, WaitError):
        return own
    asked = error.until
    return asked if is_nobodys_fault(error) else max(asked, own)


def next_try(failures: int) -> datetime:
    """When to try again by our own count: half a minute at first, an hour at most."""
    pause = FIRST_PAUSE * (1 << min(failures, 10))
    return timezone.now() + min(pause, LONGEST_PAUSE)


def jittered(moment: datetime) -> datetime:
    """A little later, so that all who wait for the same instant do not come at once."""
    return moment + timedelta(seconds=random.uniform(0.5, MOST_JITTER))  # noqa: S311 - no secret


def is_nobodys_fault(error: GitHubError) -> bool:
    """Whether waiting is all there is to it: the budget renews itself every hour."""
    return isinstance(error, RateLimitedError) and not isinstance(error, SlowDownError)


def sentence(error: GitHubError, moment: datetime, zone: ZoneInfo) -> str:
    """Why it waits and until when, on the owner's clock."""
    clock = f"{moment.astimezone(zone):%H:%M}"
    if isinstance(error, ReserveReachedError):
        return (
            "We leave the rest of this hour's GitHub requests to your other tools and continue at "
            f"{clock} by ourselves; you can close this page."
        )
    if isinstance(error, RateLimitedError):
        return (
            f"GitHub asked us to wait until {clock}. "
            "We continue by ourselves; you can close this page."
        )
    return (
        f"GitHub cannot be reached right now. We try again at {clock} by ourselves; "
        "you can close this page."
    )
