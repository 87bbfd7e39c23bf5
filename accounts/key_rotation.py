"""Changing the key that seals tokens, without anybody signing in again."""

from collections import Counter
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Count, F, Func, Value

from accounts import crypto
from accounts.models import GitHubConnection, GrantRevocation

BATCH = 500  # rows in one transaction


@dataclass(frozen=True)
class SealedColumn:
    """A column of secrets, and the property of its model that opens and seals it."""

    model: type[models.Model]
    column: str
    secret: str


SEALED_COLUMNS = (
    SealedColumn(GitHubConnection, "sealed_access_token", "access_token"),
    SealedColumn(GitHubConnection, "sealed_refresh_token", "refresh_token"),
    SealedColumn(GrantRevocation, "sealed_token", "access_token"),
)


@dataclass
class Rotation:
    """How many secrets were sealed anew, and which rows could not be opened."""

    resealed: int
    unreadable: list[str]


def secrets_by_key() -> Counter[str]:
    """How many stored secrets each key sealed, by key id."""
    counts: Counter[str] = Counter()
    for where in SEALED_COLUMNS:
        rows = where.model._default_manager.exclude(**{where.column: ""})
        by_key = rows.values(key_id=_key_id(where.column)).annotate(rows=Count("pk"))
        counts.update(dict(by_key.values_list("key_id", "rows")))
    return counts


def rotate() -> Rotation:
    """Seal each secret with the current key; what already is stays as it is."""
    rotation = Rotation(resealed=0, unreadable=[])
    for where in SEALED_COLUMNS:
        last = 0
        while batch := _reseal_batch(where, last, rotation):
            last = batch
    return rotation


def _key_id(column: str) -> Func:
    """What stands before the first dot of a sealed value."""
    parts = (F(column), Value("."), Value(1))
    return Func(*parts, function="split_part", output_field=models.TextField())


@transaction.atomic
def _reseal_batch(where: SealedColumn, after: int, rotation: Rotation) -> int:
    """Reseal the next rows after a primary key; the last one's key, or 0 at the end."""
    rows = (
        where.model._default_manager.select_for_update()
        .filter(pk__gt=after)
        .exclude(**{where.column: ""})
        .exclude(**{f"{where.column}__startswith": f"{crypto.current_key_id()}."})
        .order_by("pk")[:BATCH]
    )
    last = 0
    for row in rows:
        last = row.pk
        _reseal(where, row, rotation)
    return last


def _reseal(where: SealedColumn, row: models.Model, rotation: Rotation) -> None:
    try:
        setattr(row, where.secret, getattr(row, where.secret))
    except crypto.UnreadableSecretError:
        rotation.unreadable.append(f"{where.model._meta.db_table} {row.pk}")
        return
    row.save(update_fields=[where.column])
    rotation.resealed += 1
