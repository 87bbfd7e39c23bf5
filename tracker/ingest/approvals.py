"""What organisations keep from us: remembered by name, so that it can be approved there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.db.models.functions import Now

from tracker.models import Approval, Entry, Repository, SyncRun
from tracker.records import Restriction


def note(user_id: int, restrictions: Iterable[Restriction], owners: Sequence[str] = ()) -> None:
    """Keep each restriction once; `owners` are those of what was left out, where we know them.

    Of an organisation with single sign-on GitHub tells the number only. Where one organisation is
    in question and we know whose the things are, that gives it its name.
    """
    met = list(dict.fromkeys(restrictions))
    if len(met) == len(owners) == 1 and not met[0].organization:
        met = [replace(met[0], organization=owners[0])]
    known = _names(user_id, met)
    rows = {
        (row.organization, row.number, row.kind): row
        for row in (_row(user_id, each, known) for each in met)
    }
    Approval.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["user", "organization", "number", "kind"],
        update_fields=["met_at", "url"],
    )
    named = [row.number for row in rows.values() if row.organization and row.number]
    Approval.objects.filter(user_id=user_id, organization="", number__in=named).delete()


def owners_of(user_id: int, node_ids: Sequence[str]) -> list[str]:
    """Who owns the repositories, or those of the entries, with these node ids. Two queries."""
    rows = Repository.objects.filter(node_id__in=node_ids)
    entries = Entry.objects.filter(user_id=user_id, node_id__in=node_ids)
    places = {
        *rows.values_list("full_name", flat=True),
        *entries.values_list("repository__full_name", flat=True),
    }
    return sorted({place.partition("/")[0] for place in places if place})


def forget_unmet(run: SyncRun) -> None:
    """Once all was read again, what was not met in it has been approved, or left behind."""
    if run.is_full and run.started_at is not None:
        Approval.objects.filter(user_id=run.user_id, met_at__lt=run.started_at).delete()


def _names(user_id: int, met: Sequence[Restriction]) -> dict[str, str]:
    numbers = [each.number for each in met if each.number]
    known = Approval.objects.filter(user_id=user_id, number__in=numbers).exclude(organization="")
    return dict(known.values_list("number", "organization"))


def _row(user_id: int, met: Restriction, known: dict[str, str]) -> Approval:
    name = met.organization or known.get(met.number, "")
    return Approval(
        user_id=user_id,
        kind=met.kind,
        organization=name,
        number=met.number,
        url=met.url,
        met_at=Now(),
    )
