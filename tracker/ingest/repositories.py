"""Repositories into tables: names and visibility from every page, the rest once a day.

Visibility is asked for more often where strangers may look.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Now

from tracker.ingest.refusals import refused
from tracker.models import Entry, Lens, Repository, Resume, SyncRun
from tracker.records import RepositoryFacts, RepositoryRef

# A key share lock keeps a row from being deleted under the page that refers to it, and no more.
_LOCKED = """
    SELECT * FROM tracker_repository WHERE node_id = ANY(%s) ORDER BY node_id FOR KEY SHARE
"""
FACTS_LAST = timedelta(hours=24)
_FROM_LISTS = ["full_name", "is_private", "is_shown_private"]
_FROM_FACTS = [*_FROM_LISTS, "url", "description", "language", "topics", "stars"]
_FROM_FACTS += ["is_fork", "is_archived", "hydrated_at"]


def rows_of(refs: Iterable[RepositoryRef]) -> dict[str, Repository]:
    """The rows of these repositories by node id: made, renamed or made private as the refs say.

    One that the database refuses is left out. At most two statements. Nobody can delete these rows
    until the caller's transaction has ended.
    """
    wanted = {ref.node_id: ref for ref in refs}
    known = {row.node_id: row for row in Repository.objects.raw(_LOCKED, [list(wanted)])}
    # In one order for everybody, or two syncs that meet here could each hold what the other needs.
    news = [_row(ref) for _, ref in sorted(wanted.items()) if _is_news(ref, known)]
    left_out = {row.node_id for row in refused(news, _upsert)}
    return known | {row.node_id: row for row in news if row.node_id not in left_out}


def hide(node_ids: Collection[str]) -> None:
    """Take repositories for private from now on: they are, or GitHub no longer shows them."""
    if node_ids:
        known_public = Repository.objects.filter(node_id__in=node_ids, is_private=False)
        known_public.update(is_private=True)


def worn_out(run: SyncRun) -> QuerySet[Repository]:
    """The repositories of the run's user whose facts are to be read in it.

    They were never read, or over a day ago; where strangers may look, or all is to be read again,
    it is every one that nobody has read since the run began.
    """
    theirs = Exists(Entry.objects.filter(user=run.user, repository=OuterRef("pk")))
    is_strict = run.is_full or has_audience(run)
    since = Value(run.started_at) if is_strict else Now() - Value(FACTS_LAST)
    old = Q(hydrated_at=None) | Q(hydrated_at__lt=since)
    return Repository.objects.filter(theirs, old).order_by("pk")


def store_facts(facts: Sequence[RepositoryFacts], closed: Collection[str]) -> None:
    """Put down what was read, and take for private what GitHub would not show us.

    So is what the database refuses. What is in neither is known no better than before, and its
    `hydrated_at` stays.
    """
    by_id = {fact.ref.node_id: fact for fact in facts}
    known = Repository.objects.filter(node_id__in={*by_id, *closed}).order_by("node_id")
    rows = [_told(row, by_id.get(row.node_id)) for row in known.select_for_update(no_key=True)]
    hide([row.node_id for row in refused(rows, _update)])


def has_audience(run: SyncRun) -> bool:
    """Whether strangers may look at the log of the run's user, be it at one line of it."""
    if run.user.profile_is_public or Lens.objects.filter(user=run.user).open().exists():
        return True
    return Resume.objects.filter(user=run.user, stored__has_proofs=True).exists()


def _is_news(ref: RepositoryRef, known: dict[str, Repository]) -> bool:
    row = known.get(ref.node_id)
    return row is None or (row.full_name, row.is_private, row.is_shown_private) != (
        ref.full_name,
        ref.is_private,
        ref.is_private,
    )


def _row(ref: RepositoryRef) -> Repository:
    return Repository(
        node_id=ref.node_id,
        full_name=ref.full_name,
        is_private=ref.is_private,
        is_shown_private=ref.is_private,
    )


def _told(row: Repository, facts: RepositoryFacts | None) -> Repository:
    row.hydrated_at = Now()
    if facts is None:
        row.is_private = True
        return row
    row.full_name = facts.ref.full_name
    row.is_private = row.is_shown_private = facts.ref.is_private
    row.url, row.description, row.language = facts.url, facts.description, facts.language
    row.topics, row.stars = list(facts.topics), facts.stars
    row.is_fork, row.is_archived = facts.is_fork, facts.is_archived
    return row


def _upsert(rows: Sequence[Repository]) -> None:
    Repository.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["node_id"], update_fields=_FROM_LISTS
    )


def _update(rows: Sequence[Repository]) -> None:
    Repository.objects.bulk_update(rows, _FROM_FACTS)
