"""Reading at once what the lint needs and bullets leave out."""

from __future__ import annotations

from collections.abc import Iterable

from tracker.models import Entry

_FACTS = (
    *("body", "paths", "parent", "claim_evidence", "milestone"),
    *("base_ref", "merged_by", "changed_files"),
    *("opened_at", "closed_at", "merged_at", "submitted_at", "landed_at"),
)


def with_facts(entries: Iterable[Entry]) -> None:
    """Read of `entries` what the lint asks and they lack. At most one query."""
    lacking = {each.pk: each for each in entries if each.get_deferred_fields() & set(_FACTS)}
    rows = Entry.objects.filter(pk__in=lacking).values("pk", *_FACTS) if lacking else ()
    for row in rows:
        for name in _FACTS:
            setattr(lacking[row["pk"]], name, row[name])
