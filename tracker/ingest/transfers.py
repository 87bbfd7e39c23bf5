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
    known, new = _twins(stream, records)
    if not known:
        return {}
    told = visit.ask(fetch.sightings, [entry.node_id for entry in known])
    return _paired([entry for entry in known if entry.node_id in told.missing], new)


def follow(moved: NewIds) -> None:
    """Give the entries their new ids; the owner's words go along. What else is new, `store` puts.

    Runs inside the caller's transaction.
    """
    for pk, node_id in moved.items():
        Entry.objects.filter(pk=pk).update(node_id=node_id, content_hash=b"")


def _twins(
    stream: SyncStream, records: Sequence[ContributionRecord]
) -> tuple[list[Entry], list[ContributionRecord]]:
    """The entries that look like a new record from elsewhere, and the new records."""
    mine = Entry.objects.filter(user_id=stream.user_id, form=stream.form).select_related(
        "repository"
    )
    # An issue stands in the log where it was opened, so that the index of the timeline serves.
    known = list(mine.filter(occurred_at__in={record.opened_at for record in records}))
    stored = {entry.node_id for entry in known}
    new = [record for record in records if record.node_id not in stored]
    return [entry for entry in known if any(_is_twin(entry, each) for each in new)], new


def _paired(gone: Sequence[Entry], new: Sequence[ContributionRecord]) -> NewIds:
    """One record for each entry: whoever opens the same in many places may move it to one."""
    free, pairs = list(new), {}
    for entry in gone:
        twin = next((record for record in free if _is_twin(entry, record)), None)
        if twin is not None:
            free.remove(twin)
            pairs[entry.pk] = twin.node_id
    return pairs


def _is_twin(entry: Entry, record: ContributionRecord) -> bool:
    is_same = (entry.opened_at, entry.title) == (record.opened_at, record.title)
    before, now = entry.repository, record.repository
    is_far = before is not None and now is not None and before.node_id != now.node_id
    return is_same and is_far
