"""When GitHub last showed what an entry says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tracker.models import Entry, Reconciliation, SyncStream
from tracker.records import Form


@dataclass(frozen=True, slots=True)
class Confirmation:
    """GitHub last showed it at `seen_at`, and at `missed_at`, asked again, did not.

    Each may be None; both are where GitHub was never asked.
    """

    seen_at: datetime | None = None
    missed_at: datetime | None = None


def confirmation_of(entry: Entry) -> Confirmation:
    """When this very entry was last seen at GitHub. At most one query.

    Not when its list or its repository was last read: neither shows that it is still there. A list
    of sponsorships does, for it is read whole; all else is asked for by id in weekly rounds, and
    what came after the last round was seen when it came.
    """
    if entry.is_by_hand or not entry.content_hash:
        return Confirmation()
    if entry.missed_at:
        return Confirmation(missed_at=entry.missed_at)
    asked_at = _listed_at(entry) if entry.form == Form.SPONSORSHIP else _round_ended_at(entry)
    return Confirmation(seen_at=max(entry.first_seen_at, asked_at or entry.first_seen_at))


def _listed_at(entry: Entry) -> datetime | None:
    streams = SyncStream.objects.filter(user=entry.user_id, form=Form.SPONSORSHIP)
    return streams.values_list("watermark", flat=True).first()


def _round_ended_at(entry: Entry) -> datetime | None:
    rounds = Reconciliation.objects.filter(user=entry.user_id)
    return rounds.values_list("ended_at", flat=True).first()
