"""Records into tables, a page at a time and in bulk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from tracker.ingest import repositories, rows
from tracker.ingest.gaps import note_gaps
from tracker.ingest.refusals import refused
from tracker.models import Entry, Repository, SyncStream
from tracker.records import ContributionRecord, Skipped


def store(
    stream: SyncStream,
    records: Iterable[ContributionRecord],
    skipped: Iterable[Skipped] = (),
    *,
    may_keep_private: bool,
) -> int:
    """Store a page of the stream's user; returns how many entries were made or changed.

    Entries of private repositories are stored only where the token was given for them, and comments
    only on what somebody else began. Gaps are kept by name, also those that only the database
    found. Runs inside the caller's transaction.
    """
    distinct = {record.node_id: record for record in records if not record.is_on_own_thread}
    if not may_keep_private:
        distinct = _public(distinct)
    places = repositories.rows_of(r.repository for r in distinct.values() if r.repository)
    news = _news(stream, distinct, places)
    gaps = [Skipped(row.node_id, "a value could not be stored") for row in refused(news, _upsert)]
    homeless = [
        Skipped(record.node_id, "its repository could not be stored")
        for record in distinct.values()
        if _is_homeless(record, places)
    ]
    note_gaps(stream, [*skipped, *gaps, *homeless])
    return len(news) - len(gaps)


def bury(stream: SyncStream, node_ids: Sequence[str], at: datetime) -> int:
    """Mark what GitHub itself says was deleted: that needs no second miss. Returns how many.

    What was known of it stays.
    """
    if not node_ids:
        return 0
    mine = Entry.objects.filter(user_id=stream.user_id, form=stream.form, tombstoned_at=None)
    return mine.filter(node_id__in=node_ids).update(tombstoned_at=at)


def _public(records: Mapping[str, ContributionRecord]) -> dict[str, ContributionRecord]:
    homes = [record.repository for record in records.values() if record.repository]
    private = {home.node_id for home in homes if home.is_private}
    repositories.hide(private)
    return {
        key: record
        for key, record in records.items()
        if record.repository is None or record.repository.node_id not in private
    }


def _is_homeless(record: ContributionRecord, places: Mapping[str, Repository]) -> bool:
    return record.repository is not None and record.repository.node_id not in places


def _news(
    stream: SyncStream,
    records: Mapping[str, ContributionRecord],
    places: Mapping[str, Repository],
) -> list[Entry]:
    before = _stored(stream, records)
    news = []
    for node_id, record in records.items():
        if _is_homeless(record, places):
            continue
        place = places[record.repository.node_id] if record.repository else None
        if rows.is_news(before.get(node_id), rows.content_hash(record, place)):
            news.append(rows.entry_from(record, stream.user_id, place, before.get(node_id)))
    return news


def _stored(stream: SyncStream, node_ids: Iterable[str]) -> dict[str, Entry]:
    mine = Entry.objects.filter(user_id=stream.user_id, form=stream.form)
    found = mine.filter(node_id__in=list(node_ids)).only(*rows.READ)
    return {entry.node_id: entry for entry in found}


def _upsert(entries: Sequence[Entry]) -> None:
    Entry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=["user", "form", "node_id"],
        update_fields=rows.WRITTEN,
    )
