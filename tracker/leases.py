"""Leases: work goes to one worker at a time, by the database's clock, proved with every write."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta

import structlog
from django.db import IntegrityError
from django.db.models import F, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.db.models.lookups import IsNull

from tracker.models.leased import FAILED, QUEUED, RUNNING, Leased, LeasedQuerySet, Row

Columns = Mapping[str, object]

FREE: Columns = {"lease_token": None, "lease_until": None, "slot": None}
log = structlog.get_logger(__name__)


class LeaseLostError(Exception):
    """Somebody else holds the row, or it is over or gone: write nothing and stop."""


def the_active(rows: LeasedQuerySet[Row], ours: Row) -> Row:
    """The row of `ours.user` that is not over: `ours`, where there is none.

    Waits for nobody, not even for a worker that was frozen while it held the row.
    """
    while True:
        # Looked for first: an insertion would wait for a worker that is writing to it just now.
        row = rows.active().select_related("user").filter(user=ours.user).first()
        if row is not None:
            return row
        rows.bulk_create([ours], ignore_conflicts=True)


def claim(
    loose: LeasedQuerySet[Row], pk: int, slots: int, lease: timedelta, **columns: object
) -> tuple[Row, uuid.UUID] | None:
    """Take a row and one of so many slots, and write `columns`; the row, and what proves it.

    None where it is not among the `loose` ones, in somebody else's hands, or one too many.
    """
    token = uuid.uuid4()
    columns |= {"lease_token": token, "lease_until": Now() + Value(lease)}
    if not _take(loose.filter(pk=pk), _free_slot(loose.model, pk, slots), columns):
        return None
    held = loose.model._default_manager.select_related("user").filter(pk=pk, lease_token=token)
    row = held.first()
    return (row, token) if row else None


def write(row: Leased, token: uuid.UUID, **columns: object) -> None:
    """Write to a row that `token` holds; LeaseLostError, and no change, where it does not."""
    held = type(row)._default_manager.filter(pk=row.pk, lease_token=token, state=RUNNING)
    if held.update(**columns) != 1:
        raise LeaseLostError


def take_back(
    rows: LeasedQuerySet[Row], most_attempts: int, *, failed: Columns, queued: Columns
) -> None:
    """Queue what workers have let go, and end what came to nothing so often. In a transaction.

    `failed` and `queued` are what else is written to the ones and the others.
    """
    # What a worker was frozen over in the middle of a write is left until the database lets go.
    loose = rows.abandoned().select_for_update(skip_locked=True)
    abandoned = rows.filter(pk__in=loose.values("pk"))
    worn_out = abandoned.filter(attempts__gte=most_attempts)
    given_up = worn_out.update(state=FAILED, **FREE, **failed)
    requeued = abandoned.update(state=QUEUED, rung_at=None, **FREE, **queued)
    if given_up or requeued:
        of = rows.model._meta.model_name
        log.warning("keeper_took_back", of=of, requeued=requeued, given_up=given_up)


def _take(loose: LeasedQuerySet[Row], free_slot: RawSQL, columns: Columns) -> bool:
    """Take it in one statement, which a worker cannot be frozen within, if there is a slot."""
    found, parameters = loose.values("pk").query.sql_with_params()
    unlocked = RawSQL(f"{found} FOR UPDATE SKIP LOCKED", parameters)  # noqa: S611 - Django's own
    taken = {**columns, "state": RUNNING, "slot": free_slot, "attempts": F("attempts") + 1}
    rows = loose.model._default_manager.filter(IsNull(free_slot, rhs=False), pk=unlocked)
    while True:
        try:
            return rows.update(**taken) == 1
        except IntegrityError:  # somebody else was quicker to take that slot
            log.info("slot_taken", of=loose.model._meta.model_name)


def _free_slot(model: type[Row], pk: int, slots: int) -> RawSQL:
    """Any number that no other row holds, null where there is none; its own may be held by `pk`."""
    others = model._default_manager.filter(state=RUNNING, slot__isnull=False).exclude(pk=pk)
    taken, parameters = others.values("slot").query.sql_with_params()
    numbers = "SELECT number FROM generate_series(1, %s) AS number"
    any_free = f"{numbers} WHERE number NOT IN ({taken}) ORDER BY random() LIMIT 1"
    return RawSQL(any_free, [slots, *parameters])  # noqa: S611 - the part of it is Django's own
