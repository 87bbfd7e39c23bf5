"""Records into rows: which columns a sync owns, and what a later list page may not wipe."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache

from django.db import connection
from psycopg import sql

from tracker.ingest import kinds
from tracker.models import Entry, Repository
from tracker.records import (
    ContributionRecord,
    Form,
    Landing,
    LandingEvidence,
    Source,
    State,
    TriageAct,
)

_COPIED = ["form", "node_id", "database_id", "number", "title", "url", "body", "state"]
_COPIED += ["state_reason", "is_draft", "opened_at", "updated_at", "closed_at", "merged_at"]
_COPIED += ["submitted_at", "additions", "deletions", "changed_files", "comment_count"]
_COPIED += ["author_association", "base_ref", "head_ref", "milestone", "merge_commit_oid"]
_COPIED += ["merged_by", "is_co_author", "place", "is_private_at_source"]
LANDING = ["occurred_at", "landing", "landed_at", "landing_evidence"]
_KIND = ["kind", "kind_rule"]
_MOVE = ["next_move", "next_move_why", "next_move_since", "next_move_read_at"]
_BESIDE_THE_LISTS = ["paths", "closing_issues", "actions", "enriched_at", *_MOVE]
_DERIVED = [*LANDING, *_KIND, *_BESIDE_THE_LISTS, "labels", "parent", "co_authors", "content_hash"]
_DERIVED += ["missed_at", "tombstoned_at"]
WRITTEN = [*(name for name in _COPIED if name not in {"form", "node_id"}), *_DERIVED, "repository"]
# What is asked of a row before it is replaced:
READ = ["form", "node_id", *_DERIVED, "state", "closed_at"]


def content_hash(record: ContributionRecord, repository: Repository | None) -> bytes:
    """What a list page says, in 32 bytes: equal hashes mean that there is nothing to write."""
    said = [getattr(record, name) for name in _COPIED]
    also = [record.labels, record.parent, record.landing.how, record.landing.at, record.co_authors]
    text = json.dumps([*said, *also, repository and repository.pk], default=str, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()


def is_news(before: Entry | None, digest: bytes) -> bool:
    """Whether a row has to be written: it is new, changed, or was missed or given up as gone."""
    if before is None or before.missed_at is not None or before.tombstoned_at is not None:
        return True
    return bytes(before.content_hash) != digest


def entry_from(
    record: ContributionRecord, user_id: int, repository: Repository | None, before: Entry | None
) -> Entry:
    """The row of a record; what was read beside the lists is kept from `before`."""
    entry = Entry(
        user_id=user_id,
        source=Source.GITHUB,
        repository=repository,
        labels=list(record.labels),
        parent=dict(record.parent),
        co_authors=list(record.co_authors),
        content_hash=content_hash(record, repository),
        **{name: getattr(record, name) for name in _COPIED},
    )
    if before is not None:
        _keep_enrichment(entry, before)
    land(entry, _evidence(record, before))
    if before is not None and not entry.landing and _stands(entry, before):
        entry.landing_evidence = before.landing_evidence  # what was put by for its test
    classify(entry)
    return entry


def land(entry: Entry, evidence: LandingEvidence) -> None:
    """Put down whether and how it landed, and the place in time that follows from it."""
    entry.landing = evidence.how
    entry.landed_at = (evidence.at or entry.closed_at or entry.updated_at) if evidence.how else None
    entry.landing_evidence = _evidence_json(evidence) if evidence.how else {}
    entry.occurred_at = _place_in_time(entry)


def classify(entry: Entry) -> None:
    """Derive the kind from all that is known of the entry now."""
    found = kinds.derive(
        kinds.Clues(
            form=Form(entry.form),
            title=entry.title,
            labels=tuple(entry.labels),
            paths=tuple(entry.paths),
            closing_issues=tuple(entry.closing_issues),
            head_ref=entry.head_ref,
            category=str(entry.parent.get("category", "")),
            is_answerable=entry.parent.get("is_answerable") is True,
            is_accepted=entry.state == State.ACCEPTED,
        )
    )
    entry.kind, entry.kind_rule = found.kind, found.rule


def act_json(act: TriageAct) -> dict[str, str]:
    """One of an entry's `actions`."""
    return {"what": act.what, "at": act.at.isoformat(), "detail": act.detail, "url": act.url}


def update(entries: Sequence[Entry], columns: Sequence[str], enriched_at: datetime | None) -> None:
    """Write columns that were read beside the lists, and since when nothing more is missing.

    `enriched_at` is an instant on GitHub's clock; None where something still is.
    """
    for entry in entries:
        entry.enriched_at = enriched_at
    names = ["id", *columns, "enriched_at"]
    news = [{name: getattr(entry, name) for name in names} for entry in entries]
    if news:
        with connection.cursor() as cursor:
            cursor.execute(_update_of(tuple(names)), [json.dumps(news, default=datetime.isoformat)])


@cache
def _update_of(names: tuple[str, ...]) -> sql.Composed:
    """One statement for any number of rows; Django's grows with them, and with its own time."""
    types = {name: Entry._meta.get_field(name).db_type(connection) or "" for name in names}
    table = sql.Identifier(Entry._meta.db_table)
    news = (sql.SQL("{} {}").format(sql.Identifier(n), sql.SQL(t)) for n, t in types.items())
    sets = (sql.SQL("{0} = news.{0}").format(sql.Identifier(n)) for n in names[1:])
    return sql.SQL(
        "UPDATE {0} SET {1} FROM jsonb_to_recordset(%s::jsonb) AS news ({2}) WHERE {0}.id = news.id"
    ).format(table, sql.SQL(", ").join(sets), sql.SQL(", ").join(news))


def _keep_enrichment(entry: Entry, before: Entry) -> None:
    entry.paths = before.paths
    entry.closing_issues = before.closing_issues
    entry.actions = before.actions
    if entry.state == before.state == State.OPEN:
        for name in _MOVE:
            setattr(entry, name, getattr(before, name))
    may_have_landed_since = before.state == State.CLOSED and not before.landing
    if _stands(entry, before) and not may_have_landed_since:
        entry.enriched_at = before.enriched_at


def _evidence(record: ContributionRecord, before: Entry | None) -> LandingEvidence:
    if record.landing.how or before is None or not _stands(record, before):
        return record.landing
    return _stored_evidence(before)


def _stands(now: ContributionRecord | Entry, before: Entry) -> bool:
    """Whether it still is as it was: what was reopened and closed again has another ending."""
    return (now.state, now.closed_at) == (before.state, before.closed_at)


def _stored_evidence(entry: Entry) -> LandingEvidence:
    kept: Mapping[str, str] = entry.landing_evidence
    return LandingEvidence(
        how=Landing(entry.landing),
        at=entry.landed_at,
        by=kept.get("by", ""),
        detail=kept.get("detail", ""),
        url=kept.get("url", ""),
    )


def _evidence_json(evidence: LandingEvidence) -> dict[str, str]:
    return {"by": evidence.by, "detail": evidence.detail, "url": evidence.url}


def _place_in_time(entry: Entry) -> datetime:
    if entry.form == Form.PULL_REQUEST:
        return entry.landed_at or entry.opened_at
    if entry.form in {Form.REVIEW, Form.RELEASE}:
        return entry.submitted_at or entry.opened_at
    return entry.opened_at
