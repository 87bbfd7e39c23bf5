"""Who is due for a sync, spread out so that not all are due at once."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.db.models import (
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Mod, Now

from accounts.models import GitHubConnection
from tracker.models import ACTIVE, SyncRun, Trigger

log = structlog.get_logger(__name__)

BATCH = 50  # people in one round
_SPREAD = 0.1  # of the interval
_PRIME = 7919  # scatters neighbouring ids over the spread


def insert_due_runs() -> None:
    """Queue a run for some of those whose last one ended an interval ago, or who had none."""
    people = due_connections().select_for_update(skip_locked=True, of=("self",))[:BATCH]
    runs = [SyncRun(user_id=person.user_id, trigger=Trigger.KEEPER) for person in people]
    if runs:
        SyncRun.objects.bulk_create(runs, ignore_conflicts=True)
        log.info("keeper_queued", runs=len(runs))


def due_connections() -> QuerySet[GitHubConnection]:
    """Usable connections of active users whose log is older than the interval."""
    recent = Q(finished_at__gt=Now() - _interval_of("user_id"))
    active = Q(state__in=ACTIVE)
    current = SyncRun.objects.filter(recent | active, user_id=OuterRef("user_id"))
    usable = GitHubConnection.objects.filter(user__is_active=True, problem="")
    return usable.exclude(sealed_access_token="").exclude(Exists(current)).order_by("pk")


def _interval_of(user: str) -> Combinable:
    """The interval between two syncs of a user: a little longer for some, the same each time."""
    spread = max(int(settings.SYNC_INTERVAL * _SPREAD), 1)
    offset = ExpressionWrapper(
        Mod(F(user) * _PRIME, spread) * Value(timedelta(seconds=1)), output_field=DurationField()
    )
    return Value(timedelta(seconds=settings.SYNC_INTERVAL)) + offset
