"""Who is due for a sync, spread out so that not all are due at once."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.conf import settings
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Mod, Now

from accounts.models import GitHubConnection
from tracker.ingest.lanes import lanes_of
from tracker.models import SyncRun, Trigger

log = structlog.get_logger(__name__)

BATCH = 50  # people woken in one transaction
_SPREAD = 0.1  # of the interval
_PRIME = 7919  # scatters neighbouring ids over the spread


def wake_some() -> int:
    """Queue a run for up to BATCH people whose time has come, and tell how many were due.

    Their next time is set together with it, so that nobody is woken twice. Whoever has an active
    run keeps that one.
    """
    people = due_connections().select_for_update(skip_locked=True, of=("self",))[:BATCH]
    user_ids = [person.user_id for person in people]
    if not user_ids:
        return 0
    put_off(GitHubConnection.objects.filter(user_id__in=user_ids))
    # To insert beside an active run would wait for the worker that is writing a page of it.
    busy = SyncRun.objects.active().filter(user_id__in=user_ids)
    idle = set(user_ids).difference(busy.values_list("user_id", flat=True))
    SyncRun.objects.bulk_create(
        [
            SyncRun(user_id=user_id, trigger=Trigger.KEEPER, lane=lane)
            for user_id, lane in lanes_of(idle).items()
        ],
        ignore_conflicts=True,
    )
    log.info("keeper_woke", people=len(user_ids))
    return len(user_ids)


def due_connections() -> QuerySet[GitHubConnection]:
    """Usable connections of active users whose time has come, the longest waiting first."""
    usable = GitHubConnection.objects.filter(user__is_active=True, problem="")
    due = usable.exclude(sealed_access_token="").filter(next_sync_at__lte=Now())
    return due.order_by("next_sync_at")


def put_off(connections: QuerySet[GitHubConnection]) -> None:
    """From now, let an interval pass: a little longer for some, the same each time."""
    spread = max(int(settings.SYNC_INTERVAL * _SPREAD), 1)
    offset = ExpressionWrapper(
        Mod(F("user_id") * _PRIME, spread) * Value(timedelta(seconds=1)),
        output_field=DurationField(),
    )
    later: Combinable = Now() + Value(timedelta(seconds=settings.SYNC_INTERVAL)) + offset
    connections.update(next_sync_at=later)
