"""Whether what is in the log is still at GitHub, in numbers that the page puts into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from accounts.models import GitHubConnection, User
from tracker.models import Entry, Reconciliation
from tracker.models.entry import LAST_SHOWN_PRIVATE
from tracker.records import Source

_PRIVATE_SCOPE = "repo"


@dataclass(frozen=True, slots=True)
class Presence:
    """What the weekly look by id found. `doubted` entries were too many to be believed gone."""

    checked_at: datetime
    gone: int
    missing: int  # not shown once, and to be looked at again
    doubted: int
    frozen: int  # private, and no longer shown to us for lack of a permission


def presence(owner: User) -> Presence | None:
    """How it stands with this person's entries; None before the first sync. Three queries."""
    course = Reconciliation.objects.filter(user=owner).first()
    if course is None:
        return None
    connection = GitHubConnection.objects.filter(user=owner).only("scopes").first()
    may_see_private = connection is not None and _PRIVATE_SCOPE in connection.scopes
    there = Q(tombstoned_at=None)
    counts = Entry.objects.filter(user=owner, source=Source.GITHUB).aggregate(
        gone=Count("pk", filter=~there),
        missing=Count("pk", filter=there & Q(missed_at__isnull=False)),
        frozen=Count("pk", filter=there & LAST_SHOWN_PRIVATE),
    )
    return Presence(
        checked_at=course.ended_at,
        gone=counts["gone"],
        missing=counts["missing"],
        doubted=course.doubted,
        frozen=0 if may_see_private else counts["frozen"],
    )
