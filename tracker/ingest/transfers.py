"""Issues that moved to another repository: there they have a new id, and here stay the same row.

GitHub keeps the author, the instant and the title of what is transferred, and forgets its old id.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tracker.github import fetch
from tracker.ingest.visit import Visit
from tracker.models import Entry, SyncStream
from tracker.records import ContributionRecord, Form

TRANSFERABLE = (Form.ISSUE, Form.DISCUSSION)
NewIds = Mapping[int, str]


def found_in(visit: Visit, stream: SyncStream, records: Sequence[ContributionRecord]) -> NewIds:
    """The entries that live on under the id of one of these records, by primary key.

    Asks GitHub, in one request, only where something new looks like something known elsewhere.
    """
    if stream.form not in TRANSFERABLE or not stream.is_complete:
        return {}
    twins = _twins(stream, records)
    if not twins:
        return {}
    told = visit.ask(fetch.sightings, [entry.node_id for entry in twins])
    return {entry.pk: new for entry, new in twins.items() if entry.node_id in told.missing}


def follow(moved: NewIds) -> None:
    """Give the entries their new ids; the owner's words go along. What else is new, `store` puts.

    Runs inside the caller's transaction.
    """
    for pk, node_id in moved.items():
        Entry.objects.filter(pk=pk).update(node_id=node_id, content_hash=b"")


def _twins(stream: SyncStream, records: Sequence[ContributionRecord]) -> dict[Entry, str]:
    mine = Entry.objects.filter(user_id=stream.user_id, form=stream.form).select_related(
        "repository"
    )
    # An issue stands in the log where it was opened, so that the index of the timeline serves.
    known = list(mine.filter(occurred_at__in={record.opened_at for record in records}))
    stored = {entry.node_id for entry in known}
    new = {(r.opened_at, r.title): r for r in records if r.node_id not in stored}
    pairs = [(entry, new.get((entry.opened_at, entry.title))) for entry in known]
    return {entry: record.node_id for entry, record in pairs if record and _is_far(entry, record)}


def _is_far(entry: Entry, record: ContributionRecord) -> bool:
    before, now = entry.repository, record.repository
    return before is not None and now is not None and before.node_id != now.node_id
